using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;
using RedshiftIntegration.Contracts;
using RedshiftIntegration.Flow;
using RedshiftIntegration.Sources.Database;

namespace RedshiftIntegration.Tests.Sources.Database;

public sealed class SqliteSourceTests : IDisposable
{
    private readonly SqliteFile _file = new();

    public void Dispose() => _file.Dispose();

    [Theory]
    [InlineData("INTEGER", "BIGINT")]
    [InlineData("int", "BIGINT")]
    [InlineData("unsigned  big int", "BIGINT")]
    [InlineData("DECIMAL(12,2)", "DECIMAL(12,2)")]
    [InlineData("NUMERIC(9)", "DECIMAL(9,0)")]
    [InlineData("DECIMAL(19,4)", "DECIMAL(20,4)")]
    [InlineData("DECIMAL(38,37)", "DECIMAL(38,37)")]
    [InlineData("REAL", "DOUBLE PRECISION")]
    [InlineData("DOUBLE PRECISION", "DOUBLE PRECISION")]
    [InlineData("TEXT", "VARCHAR(65535)")]
    [InlineData("VARCHAR(10)", "VARCHAR(40)")]
    [InlineData("NVARCHAR(20000)", "VARCHAR(65535)")]
    [InlineData("BLOB", "VARBYTE(16777216)")]
    [InlineData("DATE", "DATE")]
    [InlineData("DATETIME", "TIMESTAMP")]
    [InlineData("BOOLEAN", "BOOLEAN")]
    [InlineData("TIME", "TIME")]
    [InlineData("JSON", "SUPER")]
    public void The_declared_type_decides(string declared, string type)
    {
        ColumnResolution resolution = _file.Connector().Resolve(new SourceColumn { Name = "c", NativeType = declared }, null, null);
        resolution.Type!.ToString().Should().Be(type);
        resolution.Why.Should().NotBeEmpty();
    }

    [Theory]
    [InlineData("DECIMAL", "DECIMAL without digits")]
    [InlineData("DECIMAL(40,2)", "at most 38")]
    [InlineData("DECIMAL(38,38)", "at most 38")]
    [InlineData("", "without a type")]
    [InlineData("POINT", "not one that is known")]
    public void A_type_that_says_too_little_needs_As(string declared, string reason)
    {
        SourceColumn column = new() { Name = "c", NativeType = declared };
        Problem? problem = _file.Connector().Resolve(column, null, null).Problem;
        problem!.Id.Should().Be("RSI2010");
        problem.Message.Should().Contain(reason);
        _file.Connector().Resolve(column, RedshiftType.Decimal(10, 2), null).Type.Should().Be(RedshiftType.Decimal(10, 2));
    }

    [Fact]
    public void A_property_gives_the_type_that_a_declaration_leaves_open()
    {
        SourceColumn column = new() { Name = "c", NativeType = "" };
        _file.Connector().Resolve(column, null, "Int32?").Type.Should().Be(RedshiftType.Integer);
        _file.Connector().Resolve(column, null, "Decimal").Problem.Should().NotBeNull();
    }

    [Theory]
    [InlineData("DECIMAL(20,2)", "12345678901234567", "12345678901234567.00")]
    [InlineData("DECIMAL(12,2)", "1234567.89", "1234567.89")]
    [InlineData("DECIMAL(12,2)", "0.1", "0.10")]
    [InlineData("DECIMAL(12,2)", "-3", "-3.00")]
    [InlineData("REAL", "0.1", "0.1")]
    [InlineData("REAL", "5e-324", "5E-324")]
    [InlineData("BOOLEAN", "1", "1")]
    [InlineData("DATE", "'2024-02-29'", "2024-02-29")]
    [InlineData("DATETIME", "'2026-01-01T10:00:00.5'", "2026-01-01 10:00:00.500000")]
    [InlineData("BLOB", "x'00ff10'", "00ff10")]
    [InlineData("BLOB", "x''", "")]
    [InlineData("TEXT", "''", "")]
    [InlineData("INTEGER", "-9223372036854775808", "-9223372036854775808")]
    public async Task Values_arrive_as_they_are_stored(string declared, string literal, string text)
    {
        List<string?[]> rows = await ReadAsync(declared, literal);
        rows[0][1].Should().Be(text);
    }

    [Theory]
    [InlineData("INTEGER", "'seven'", "stored as TEXT, but the column is declared INTEGER")]
    [InlineData("INTEGER", "1.5", "stored as REAL")]
    [InlineData("TEXT", "x'61'", "stored as BLOB")]
    [InlineData("REAL", "'much'", "stored as TEXT")]
    [InlineData("BLOB", "'text'", "stored as TEXT")]
    [InlineData("DATETIME", "1767225600", "stored as INTEGER")]
    [InlineData("BOOLEAN", "2", "does not fit BOOLEAN")]
    [InlineData("DATE", "'2026-02-30'", "does not fit DATE")]
    [InlineData("DATE", "'2026-01-01 00:00:00'", "does not fit DATE")]
    [InlineData("DATETIME", "'2026-01-01 00:00:00.1234567'", "does not fit TIMESTAMP")]
    [InlineData("DATETIME", "'01/02/2026'", "does not fit TIMESTAMP")]
    [InlineData("DECIMAL(4,2)", "123.45", "does not fit DECIMAL(4,2)")]
    [InlineData("DECIMAL(4,2)", "1.234", "does not fit DECIMAL(4,2)")]
    [InlineData("DECIMAL(4,2)", "'abc'", "does not fit DECIMAL(4,2)")]
    [InlineData("DECIMAL(4,2)", "x'31'", "stored as BLOB")]
    [InlineData("VARCHAR(1)", "'abcde'", "has 5 bytes")]
    public async Task A_value_that_is_not_what_was_declared_is_refused_with_its_key(string declared, string literal, string rule)
    {
        Func<Task> read = () => ReadAsync(declared, literal);
        SourceReadException error = (await read.Should().ThrowAsync<SourceReadException>()).Which;
        error.ProblemId.Should().Be("RSI2006");
        error.Message.Should().Contain("id = 7").And.Contain(rule);
    }

    [Fact]
    public async Task An_unknown_column_is_never_read_as_a_string()
    {
        await _file.ExecuteAsync("CREATE TABLE t (id INTEGER PRIMARY KEY)");
        Source<Row> source = DatabaseQuery.Named("shop", "q", "SELECT `nosuch` FROM t");
        Func<Task> describe = () => _file.Connector().DescribeAsync(source, CancellationToken.None);
        (await describe.Should().ThrowAsync<SourceReadException>()).Which.ProblemId.Should().Be("RSI2004");
        new SqliteDialect().Quote("a`b").Should().Be("`a``b`");
    }

    [Fact]
    public async Task A_missing_file_is_reported_and_not_created()
    {
        string file = Path.Combine(_file.Folder, "missing.db");
        DatabaseConnector connector = new("shop", SqliteFactory.Instance, $"Data Source={file}", TimeProvider.System);
        Func<Task> describe = () => connector.DescribeAsync(DatabaseTable.Named("shop", "t"), CancellationToken.None);
        (await describe.Should().ThrowAsync<SourceReadException>()).Which.ProblemId.Should().Be("RSI2001");
        File.Exists(file).Should().BeFalse();
    }

    [Fact]
    public async Task A_broken_connection_string_is_reported_without_its_text()
    {
        DatabaseConnector connector = new("shop", SqliteFactory.Instance, "Data Source=x;Secrt=canary-91", TimeProvider.System);
        Func<Task> describe = () => connector.DescribeAsync(DatabaseTable.Named("shop", "t"), CancellationToken.None);
        SourceReadException error = (await describe.Should().ThrowAsync<SourceReadException>()).Which;
        error.ProblemId.Should().Be("RSI2008");
        error.ToString().Should().NotContain("canary-91");
    }

    [Fact]
    public async Task A_hole_with_a_format_is_refused()
    {
        await _file.ExecuteAsync("CREATE TABLE t (id INTEGER PRIMARY KEY)");
        Source<Row> source = DatabaseTable.Named("shop", "t").Where($"id = {1:D4}");
        ResolvedMapping mapping = await SourceReading.MappingAsync(_file.Connector(), source);
        Func<Task> open = () => _file.Connector().OpenAsync(SourceReading.Request(source, mapping), CancellationToken.None);
        (await open.Should().ThrowAsync<SourceReadException>()).Which.ProblemId.Should().Be("RSI2009");
    }

    [Fact]
    public async Task Generated_columns_are_read_and_composite_keys_keep_their_order()
    {
        await _file.ExecuteAsync("CREATE TABLE t (a INTEGER, b INTEGER, c INTEGER GENERATED ALWAYS AS (a * 10 + b) VIRTUAL, PRIMARY KEY (b, a)); INSERT INTO t (a, b) VALUES (1, 2)");
        Source<Row> source = DatabaseTable.Named("shop", "main.t");
        SourceTable table = await _file.Connector().DescribeAsync(source, CancellationToken.None);
        table.PrimaryKey.Should().Equal("b", "a");
        ResolvedMapping mapping = await SourceReading.MappingAsync(_file.Connector(), source);
        await using ISourceRead read = await _file.Connector().OpenAsync(SourceReading.Request(source, mapping), CancellationToken.None);
        SourceReading.Rows(read, mapping).Should().BeEquivalentTo(new string?[][] { ["1", "2", "12"] });
        read.ExpectedRows.Should().Be(1);
    }

    [Fact]
    public async Task An_expression_of_a_query_has_no_type_and_a_plain_column_keeps_its_own()
    {
        await _file.ExecuteAsync("CREATE TABLE t (id INTEGER PRIMARY KEY, total DECIMAL(12,2))");
        SourceTable table = await _file.Connector().DescribeAsync(DatabaseQuery.Named("shop", "q", "SELECT total, total * 2 AS twice FROM t"), CancellationToken.None);
        table.Columns.Select(c => c.NativeType).Should().Equal("DECIMAL(12,2)", "");
    }

    [Theory]
    [InlineData("'2026-01-01T00:00:00'")]
    [InlineData("1767225600")]
    [InlineData("'1.1.2026'")]
    public async Task A_cursor_whose_values_have_several_forms_is_refused(string other)
    {
        await _file.ExecuteAsync($"CREATE TABLE t (id INTEGER PRIMARY KEY, changed DATETIME); INSERT INTO t VALUES (1, '2026-01-01 00:00:00'), (2, {other})");
        Source<Row> source = DatabaseTable.Named("shop", "t");
        ResolvedCursor cursor = new() { SourceColumn = "changed", StageColumn = "changed", Kind = CursorKind.Timestamp };
        ResolvedMapping mapping = await SourceReading.MappingAsync(_file.Connector(), source, cursor: cursor);
        Func<Task> open = () => _file.Connector().OpenAsync(SourceReading.Request(source, mapping), CancellationToken.None);
        (await open.Should().ThrowAsync<SourceReadException>()).Which.ProblemId.Should().Be("RSI2006");
    }

    [Fact]
    public async Task The_injected_clock_says_what_is_the_future()
    {
        await _file.ExecuteAsync("CREATE TABLE t (id INTEGER PRIMARY KEY, changed DATE); INSERT INTO t VALUES (1, '2020-01-01'), (2, '2020-01-02'), (3, '2020-01-03')");
        Source<Row> source = DatabaseTable.Named("shop", "t");
        ResolvedCursor cursor = new() { SourceColumn = "changed", StageColumn = "changed", Kind = CursorKind.Date };
        DatabaseConnector connector = _file.Connector(new FakeTimeProvider(new DateTimeOffset(2020, 1, 2, 12, 0, 0, TimeSpan.Zero)));
        ResolvedMapping mapping = await SourceReading.MappingAsync(connector, source, cursor: cursor);
        await using ISourceRead read = await connector.OpenAsync(SourceReading.Request(source, mapping), CancellationToken.None);
        SourceReading.Rows(read, mapping).Select(r => r[0]).Should().Equal("1", "2");
        read.RowsDeferred.Should().Be(1);
        read.UpperBound.Should().Be("2020-01-02");
    }

    private async Task<List<string?[]>> ReadAsync(string declared, string literal)
    {
        await _file.ExecuteAsync($"CREATE TABLE t (id INTEGER PRIMARY KEY, c {declared}); INSERT INTO t VALUES (7, {literal})");
        Source<Row> source = DatabaseTable.Named("shop", "t");
        ResolvedMapping mapping = await SourceReading.MappingAsync(_file.Connector(), source);
        await using ISourceRead read = await _file.Connector().OpenAsync(SourceReading.Request(source, mapping), CancellationToken.None);
        return SourceReading.Rows(read, mapping);
    }
}
