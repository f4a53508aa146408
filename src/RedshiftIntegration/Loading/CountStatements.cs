using RedshiftIntegration.Flow;
using RedshiftIntegration.Redshift;

namespace RedshiftIntegration.Loading;

/// <summary>The table that holds what a run does to the target: counted before it is done, read by the client and by the record step.</summary>
internal static class CountStatements
{
    private static readonly string[] Always = ["rows_inserted", "rows_updated", "rows_unchanged", "rows_deleted"];

    /// <summary>Those that every load and every reset counts.</summary>
    public static string Columns { get; } = RedshiftQuoter.List(Always);

    public static LoadStatement Create(string step, LoadShape shape) => new(
        step,
        $"CREATE TEMP TABLE {LoadShape.Counts} ({string.Join(", ", ColumnsOf(shape).Select(c => $"\"{c}\" BIGINT"))})");

    public static LoadStatement Read(string step, LoadShape shape) => new(
        step,
        $"SELECT {RedshiftQuoter.List(ColumnsOf(shape))} FROM {(shape.DetectsDeletes ? Totals(shape) : LoadShape.Counts)}") { ReturnsCounts = true };

    /// <summary>The counts as "c". The detection of deletes adds rows of its own to them: an UPDATE would need something to join (AWS: r_UPDATE).</summary>
    public static string Totals(LoadShape shape) => shape.DetectsDeletes
        ? $"(SELECT {string.Join(", ", ColumnsOf(shape).Select(c => $"CAST(COALESCE(SUM(\"{c}\"), 0) AS BIGINT) AS \"{c}\""))} FROM {LoadShape.Counts}) AS \"c\""
        : $"{LoadShape.Counts} AS \"c\"";

    private static string[] ColumnsOf(LoadShape shape) =>
        [.. Always, .. shape.DetectsDeletes ? ["rows_missed", "rows_guarded"] : Array.Empty<string>()];
}
