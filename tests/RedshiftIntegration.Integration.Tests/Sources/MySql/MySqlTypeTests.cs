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
        bool isGenerated = row.Values.Count == 0;
        await server.ExecuteAsync($"CREATE TABLE {table} (k INT PRIMARY KEY, c {ddl}{(isGenerated || ddl.EndsWith("NULL", StringComparison.Ordinal) ? string.Empty : " NULL")})");
        IReadOnlyList<(string Literal, string Text)> values = isGenerated ? [("DEFAULT", "0"), ("DEFAULT", "2")] : row.Values;
        for (int i = 0; i < values.Count; i++)
        {
            await server.ExecuteAsync($"SET SESSION time_zone = '+00:00'; INSERT INTO {table} (k, c) VALUES ({i}, {values[i].Literal})");
        }

        if (!isGenerated)
        {
            await server.ExecuteAsync($"INSERT INTO {table} (k, c) VALUES ({values.Count}, NULL)");
        }

        using ExtractedLine line = new(server.ConnectionString);
        PipelineDefinition definition = Pipeline.From(MySqlTable.Named("shop", table)).MapFields().To(RedshiftTable.Named("t.types"));
        ResolvedMapping mapping = await line.MappingAsync(definition);
        StagedBatch batch = await line.RunAsync(definition, mapping);

        ResolvedColumn column = mapping.Columns.Single(c => c.TargetColumn == "c");
        column.Type.ToString().Should().Be(row.Target);
        column.Why.Should().NotBeEmpty();
        batch.RowsStaged.Should().Be(values.Count + (isGenerated ? 0 : 1));
        Schema(line).Should().Be(row.Parquet);
        bool isBinary = row.Target.StartsWith("VARBYTE", StringComparison.Ordinal);
        string text = isBinary ? "'hex:' || hex(c)" : "CAST(c AS VARCHAR)";
        List<string?> expected = [.. values.Select(v => v.Text)];
        if (!isGenerated)
        {
            expected.Add(null);
        }

        ExtractedLine.Read($"SELECT {text} FROM '{line.Files}' ORDER BY k").Should().Equal(expected);
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

    private static string Schema(ExtractedLine line) => ExtractedLine.Read(
        $"""
        SELECT type || CASE WHEN type = 'FIXED_LEN_BYTE_ARRAY' THEN '(' || type_length || ')' ELSE '' END || COALESCE(' ' || logical_type, '')
        FROM parquet_schema('{line.Files}') WHERE name = 'c'
        """).Single()!;
}
