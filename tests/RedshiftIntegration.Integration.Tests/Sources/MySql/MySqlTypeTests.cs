using System.Globalization;
using RedshiftIntegration.Flow;

namespace RedshiftIntegration.Integration.Tests.Sources.MySql;

public sealed class MySqlTypeTests(MySqlServer server) : IClassFixture<MySqlServer>
{
    public static TheoryData<int, string> Cases
    {
        get
        {
            TheoryData<int, string> cases = [];
            for (int i = 0; i < MySqlTypeCases.All.Length; i++)
            {
                cases.Add(i, MySqlTypeCases.All[i].Ddl);
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_type_arrives_in_the_file_exactly_and_with_its_physical_type(int index, string ddl)
    {
        server.SkipIfMissing();
        MySqlTypeCase row = MySqlTypeCases.All[index];
        row.Ddl.Should().Be(ddl);
        string table = string.Create(CultureInfo.InvariantCulture, $"types_{index}");
        await server.ExecuteAsync($"CREATE TABLE {table} (k INT PRIMARY KEY, {row.Column})");
        string rows = string.Join(", ", row.Rows.Select((r, i) => string.Create(CultureInfo.InvariantCulture, $"({i}, {r.Literal})")));
        await server.ExecuteAsync($"SET SESSION time_zone = '+00:00', SESSION sql_mode = ''; INSERT INTO {table} (k, c) VALUES {rows}");

        using ExtractedLine line = new(server.ConnectionString);
        PipelineDefinition definition = Pipeline.From(MySqlTable.Named("shop", table)).MapFields().To(RedshiftTable.Named("t.types"));
        ResolvedMapping mapping = await line.MappingAsync(definition);
        StagedBatch batch = await line.RunAsync(definition, mapping);

        ResolvedColumn column = mapping.Columns.Single(c => c.TargetColumn == "c");
        column.Type.ToString().Should().Be(row.Target);
        column.Why.Should().NotBeEmpty();
        batch.RowsStaged.Should().Be(row.Rows.Count);
        Schema(line.Files).Should().Be(row.Parquet);
        bool isBinary = row.Target.StartsWith("VARBYTE", StringComparison.Ordinal);
        string text = isBinary ? "'hex:' || hex(c)" : "CAST(c AS VARCHAR)";
        ExtractedLine.Read($"SELECT {text} FROM '{line.Files}' ORDER BY k").Should().Equal(row.Rows.Select(r => r.File));
    }

    [Theory]
    [InlineData("DECIMAL(65,30)", "RSI2010")]
    [InlineData("DECIMAL(38,38)", "RSI2010")]
    public async Task A_type_that_no_redshift_type_holds_is_a_problem_until_one_is_asked_for(string ddl, string id)
    {
        server.SkipIfMissing();
        string table = $"wide_{ddl.GetHashCode(StringComparison.Ordinal) & 0xffff}";
        await server.ExecuteAsync($"CREATE TABLE {table} (k INT PRIMARY KEY, c {ddl} NULL)");
        await server.ExecuteAsync($"INSERT INTO {table} VALUES (1, 0.5)");
        RedshiftIntegration.Sources.MySql.MySqlSource source = new("shop", server.ConnectionString);
        SourceTable described = await source.DescribeAsync(MySqlTable.Named("shop", table), TestContext.Current.CancellationToken);
        SourceColumn column = described.Columns[1];

        source.Resolve(column, null, null).Problem!.Id.Should().Be(id);

        using ExtractedLine line = new(server.ConnectionString);
        PipelineDefinition definition = Pipeline.From(MySqlTable.Named("shop", table)).MapFields(m => m.Column("k", "k").Column("c", "c", f => f.As(RedshiftType.Decimal(38, 30))))
            .To(RedshiftTable.Named("t.types"));
        await line.RunAsync(definition);
        ExtractedLine.Read($"SELECT CAST(c AS VARCHAR) FROM '{line.Files}'").Should().Equal("0.500000000000000000000000000000");
    }

    [Theory]
    [InlineData("VECTOR(4)", "only MySQL 9 has it")]
    [InlineData("JSON (MySQL's own)", "MariaDB's JSON is LONGTEXT with a check; MySQL 8 is not at hand")]
    [InlineData("my_row_id (invisible primary key)", "only MySQL 8 makes it")]
    public void A_type_that_this_server_lacks_is_not_shown(string type, string reason) => Assert.Skip($"{type}: {reason}");

    /// <summary>Physical type, width and logical type of the column c, as DuckDB reads them from the file.</summary>
    internal static string Schema(string files) => ExtractedLine.Read(
        $"""
        SELECT type || CASE WHEN type = 'FIXED_LEN_BYTE_ARRAY' THEN '(' || type_length || ')' ELSE '' END || COALESCE(' ' || logical_type, '')
        FROM parquet_schema('{files}') WHERE name = 'c'
        """).Single()!;
}
