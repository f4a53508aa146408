using RedshiftIntegration.Flow;

namespace RedshiftIntegration.Loading;

/// <summary>The table of one row that holds what a run does to the target: counted before it is done, read by the client and by the record step.</summary>
internal static class CountStatements
{
    public const string Columns = "\"rows_inserted\", \"rows_updated\", \"rows_unchanged\", \"rows_deleted\"";

    public static LoadStatement Create(string step) => new(
        step,
        $"CREATE TEMP TABLE {LoadShape.Counts} (\"rows_inserted\" BIGINT, \"rows_updated\" BIGINT, \"rows_unchanged\" BIGINT, \"rows_deleted\" BIGINT)");

    public static LoadStatement Read(string step) => new(step, $"SELECT {Columns} FROM {LoadShape.Counts}") { ReturnsCounts = true };
}
