using System.Globalization;
using RedshiftIntegration.Integration.Tests.Sources.MySql;

namespace RedshiftIntegration.Integration.Tests.Running;

/// <summary>The real server's figures against the stage's, for every type at its edges.</summary>
public sealed class MySqlVerificationTests(MySqlTypeLine types) : IClassFixture<MySqlTypeLine>
{
    public static TheoryData<int, string> Cases => MySqlTypeTests.Cases;

    /// <summary>The run commits only where they agree, so that it is enough to see whose figures were compared.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public async Task The_figures_of_a_type_are_the_server_s_own_and_agree(int index, string ddl)
    {
        types.Line.SkipIfMissing();
        MySqlTypeCase row = MySqlTypeCases.All[index];
        row.Ddl.Should().Be(ddl);

        PipelineRun run = await types.RunAsync(index);

        IReadOnlyList<string> records = await types.Line.WarehouseAsync(
            $"SELECT measure, origin, matches FROM redshift_integration.validation_records WHERE run_id = '{run.RunId}' AND column_name = 'c' ORDER BY measure");
        records.Should().Equal(Measures(row.Target).Order(StringComparer.Ordinal).Select(m => $"{m}|source|True"));
        (await types.Line.WarehouseAsync(
            $"SELECT measure, origin, source_value, target_value FROM redshift_integration.validation_records WHERE run_id = '{run.RunId}' AND column_name = '*' ORDER BY scope, measure"))
            .Should().Equal(string.Create(CultureInfo.InvariantCulture, $"distinct_keys|source|{row.Rows.Count}|{row.Rows.Count}"), string.Create(CultureInfo.InvariantCulture, $"rows|source|{row.Rows.Count}|{row.Rows.Count}"), string.Create(CultureInfo.InvariantCulture, $"rows|stage|{run.RowsInserted}|{run.RowsInserted}"));
    }

    private static string[] Measures(string target) => target switch
    {
        "BOOLEAN" => ["nulls", "sum"],
        "REAL" or "DOUBLE PRECISION" => ["nulls", "min", "max"],
        _ when target.StartsWith("DECIMAL(38", StringComparison.Ordinal) => ["nulls", "min", "max"],
        _ when target.StartsWith("DECIMAL", StringComparison.Ordinal) || target is "SMALLINT" or "INTEGER" or "BIGINT" or "DATE" or "TIMESTAMP" => ["nulls", "min", "max", "sum"],
        _ => ["nulls", "bytes"],
    };
}
