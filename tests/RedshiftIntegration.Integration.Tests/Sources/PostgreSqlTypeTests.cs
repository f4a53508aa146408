using Npgsql;
using RedshiftIntegration.Contracts;
using RedshiftIntegration.Flow;
using RedshiftIntegration.Sources.Database;

namespace RedshiftIntegration.Integration.Tests.Sources;

public sealed class PostgreSqlTypeTests
{
    private static int _tables;
    private readonly string _connectionString = TestServers.PostgreSql;
    private readonly string _table = $"types_{Interlocked.Increment(ref _tables)}";

    private DatabaseConnector Connector => new("pg", NpgsqlFactory.Instance, _connectionString, TimeProvider.System);

    [Theory]
    [InlineData("smallint", "-32768", "SMALLINT", "-32768")]
    [InlineData("integer", "2147483647", "INTEGER", "2147483647")]
    [InlineData("bigint", "-9223372036854775808", "BIGINT", "-9223372036854775808")]
    [InlineData("numeric(38,37)", "9.9999999999999999999999999999999999999", "DECIMAL(38,37)", "9.9999999999999999999999999999999999999")]
    [InlineData("numeric(19,2)", "12345678901234567.89", "DECIMAL(20,2)", "12345678901234567.89")]
    [InlineData("numeric(3,-2)", "12300", "DECIMAL(5,0)", "12300")]
    [InlineData("numeric(2,4)", "0.0012", "DECIMAL(4,4)", "0.0012")]
    [InlineData("real", "'1e-45'", "REAL", "1E-45")]
    [InlineData("double precision", "'5e-324'", "DOUBLE PRECISION", "5E-324")]
    [InlineData("boolean", "true", "BOOLEAN", "1")]
    [InlineData("date", "'0001-01-01'", "DATE", "0001-01-01")]
    [InlineData("date", "'9999-12-31'", "DATE", "9999-12-31")]
    [InlineData("timestamp", "'0001-01-01 00:00:00.000001'", "TIMESTAMP", "0001-01-01 00:00:00.000001")]
    [InlineData("timestamp(3)", "'2026-03-29 02:30:00.123'", "TIMESTAMP", "2026-03-29 02:30:00.123000")]
    [InlineData("timestamptz", "'2026-03-29 03:30:00+02'", "TIMESTAMP", "2026-03-29 01:30:00.000000")]
    [InlineData("time", "'23:59:59.999999'", "TIME", "86399999999")]
    [InlineData("uuid", "'A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11'", "CHAR(36)", "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11")]
    [InlineData("char(3)", "'a'", "VARCHAR(12)", "a  ")]
    [InlineData("varchar(5)", "'é😀'", "VARCHAR(20)", "é😀")]
    [InlineData("varchar", "''", "VARCHAR(65535)", "")]
    [InlineData("text", "'漢字'", "VARCHAR(65535)", "漢字")]
    [InlineData("bytea", "'\\x00ff'", "VARBYTE(16777216)", "00ff")]
    [InlineData("jsonb", "'{\"a\": 1}'", "SUPER", "{\"a\": 1}")]
    [InlineData("json", "'[1,2]'", "SUPER", "[1,2]")]
    [InlineData("inet", "'192.168.0.1/24'", "VARCHAR(43)", "192.168.0.1/24")]
    [InlineData("mood", "'gut'", "VARCHAR(5)", "gut")]
    [InlineData("price", "1.5", "DECIMAL(8,2)", "1.50")]
    public async Task A_type_comes_across_exactly(string native, string literal, string type, string text)
    {
        Source<Row> source = await CreateAsync(native, literal);
        ResolvedMapping mapping = await SourceReading.MappingAsync(Connector, source);
        mapping.Columns[1].Type.ToString().Should().Be(type);
        await using ISourceRead read = await Connector.OpenAsync(SourceReading.Request(source, mapping), CancellationToken.None);
        SourceReading.Rows(read, mapping).Should().BeEquivalentTo(new string?[][] { ["7", text] });
    }

    [Theory]
    [InlineData("date", "'infinity'")]
    [InlineData("date", "'0001-12-31 BC'")]
    [InlineData("timestamp", "'-infinity'")]
    [InlineData("timestamptz", "'infinity'")]
    [InlineData("timestamp", "'10000-01-01'")]
    [InlineData("double precision", "'NaN'")]
    [InlineData("real", "'Infinity'")]
    [InlineData("numeric(5,2)", "'NaN'")]
    [InlineData("time", "'24:00:00'")]
    public async Task A_value_without_a_counterpart_is_refused_with_its_key(string native, string literal)
    {
        Source<Row> source = await CreateAsync(native, literal);
        ResolvedMapping mapping = await SourceReading.MappingAsync(Connector, source);
        await using ISourceRead read = await Connector.OpenAsync(SourceReading.Request(source, mapping), CancellationToken.None);
        SourceReadException error = ((Action)(() => SourceReading.Rows(read, mapping))).Should().Throw<SourceReadException>().Which;
        error.ProblemId.Should().Be("RSI2006");
        error.Message.Should().Contain("id = 7");
    }

    [Theory]
    [InlineData("numeric", "RSI2010")]
    [InlineData("numeric(39,2)", "RSI2010")]
    [InlineData("integer[]", "RSI2012")]
    [InlineData("interval", "RSI2010")]
    [InlineData("point", "RSI2010")]
    public async Task A_type_without_a_default_is_a_problem_with_a_remedy(string native, string id)
    {
        SourceTable table = await Connector.DescribeAsync(await CreateAsync(native, "NULL"), CancellationToken.None);
        Problem? problem = Connector.Resolve(table.Columns[1], null, null).Problem;
        problem!.Id.Should().Be(id);
        problem.Remedy.Should().NotBeEmpty();
    }

    [Theory]
    [InlineData("numeric", "12.5", "DECIMAL(10,2)", "12.50")]
    [InlineData("interval", "'1 day 02:00:00'", "VARCHAR(40)", "1 day 02:00:00")]
    [InlineData("date", "'2026-01-02'", "VARCHAR(10)", "2026-01-02")]
    [InlineData("double precision", "0.1", "VARCHAR(30)", "0.1")]
    public async Task An_asked_type_is_taken(string native, string literal, string asked, string text)
    {
        Source<Row> source = await CreateAsync(native, literal);
        ResolvedMapping mapping = await SourceReading.MappingAsync(Connector, source, asked: ("c", RedshiftType.TryParse(asked)!));
        await using ISourceRead read = await Connector.OpenAsync(SourceReading.Request(source, mapping), CancellationToken.None);
        SourceReading.Rows(read, mapping).Should().BeEquivalentTo(new string?[][] { ["7", text] });
    }

    [Fact]
    public async Task A_query_keeps_the_sizes_of_its_columns()
    {
        await CreateAsync("numeric(12,2)", "1");
        SourceTable table = await Connector.DescribeAsync(DatabaseQuery.Named("pg", "q", $"SELECT c, c * 2 AS twice, 'x'::varchar(7) AS v FROM {_table}"), CancellationToken.None);
        table.Columns.Select(c => c.NativeType).Should().Equal("numeric(12,2)", "numeric", "character varying(7)");
    }

    [Fact]
    public async Task A_cursor_with_a_zone_is_compared_in_utc()
    {
        Source<Row> source = await CreateAsync("timestamptz", "'2026-03-29 03:30:00.25+02'");
        ResolvedCursor cursor = new() { SourceColumn = "c", StageColumn = "c", Kind = CursorKind.Timestamp };
        ResolvedMapping mapping = await SourceReading.MappingAsync(Connector, source, cursor: cursor);
        await using ISourceRead read = await Connector.OpenAsync(SourceReading.Request(source, mapping, "2026-03-29 01:30:00.250000"), CancellationToken.None);
        read.UpperBound.Should().Be("2026-03-29 01:30:00.250000");
        SourceReading.Rows(read, mapping).Should().HaveCount(1);
    }

    [Fact]
    public async Task The_session_can_not_write()
    {
        Source<Row> source = await CreateAsync("integer", "1");
        await ExecuteAsync($"CREATE OR REPLACE FUNCTION {_table}_f() RETURNS integer LANGUAGE sql AS 'DELETE FROM {_table} RETURNING 1'");
        ResolvedMapping mapping = await SourceReading.MappingAsync(Connector, source);
        string predicate = $"{_table}_f() = 1";
        Func<Task> open = async () =>
        {
            await using ISourceRead read = await Connector.OpenAsync(SourceReading.Request(DatabaseTable.Named("pg", _table).WhereSql(predicate), mapping), CancellationToken.None);
            SourceReading.Rows(read, mapping);
        };
        (await open.Should().ThrowAsync<SourceReadException>()).Which.ProblemId.Should().Be("RSI2007");
    }

    private async Task<Source<Row>> CreateAsync(string native, string literal)
    {
        await ExecuteAsync($"""
            DO $$ BEGIN CREATE TYPE mood AS ENUM ('gut', 'übel'); EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$;
            DO $$ BEGIN CREATE DOMAIN price AS numeric(8,2); EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$;
            DROP TABLE IF EXISTS {_table};
            CREATE TABLE {_table} (id integer PRIMARY KEY, c {native});
            INSERT INTO {_table} VALUES (7, {literal});
            """);
        return DatabaseTable.Named("pg", _table);
    }

    private async Task ExecuteAsync(string sql)
    {
        await using NpgsqlConnection connection = new(_connectionString);
        await connection.OpenAsync();
        await using NpgsqlCommand command = new(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
