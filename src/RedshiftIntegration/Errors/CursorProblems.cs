namespace RedshiftIntegration.Errors;

/// <summary>What can't be asked of a pipeline's cursor (RSI117x).</summary>
internal static class CursorProblems
{
    public static Problem NoCursor(string what) => new(
        "RSI1170", $"The source has no cursor, so nothing can be {what}: each run reads it whole.", "Run the pipeline; or give the source IncrementalBy(...), plan and apply.");

    public static Problem NoValue(string text, string column, string form) => new(
        "RSI1171", $"'{text}' is no value of the cursor '{column}'.", $"Write it as {form}.");

    public static Problem RangeReversed(string from, string to) => new(
        "RSI1172", $"The range from '{from}' to '{to}' ends before it begins.", "Give the lower value first; both ends belong to the range.");

    public static Problem NotInTarget(string table, string column) => new(
        "RSI1173",
        $"{table} does not hold the cursor '{column}' as the source has it, so the rows beyond a watermark can't be told from the others.",
        "Map the cursor without transform and type, plan and apply; or reset to the beginning (watermark null), which empties the table.");

    public static Problem Ahead(string wanted, string? current) => new(
        "RSI1174",
        current is null
            ? $"The pipeline has no watermark yet that could be set back to {wanted}."
            : $"The watermark {wanted} lies ahead of the pipeline's own, {current}: the rows between would never be read.",
        "Reset to an earlier value; rows that are not wanted are left out with Where.");

    public static Problem SharedTarget(string table, string other) => new(
        "RSI1175", $"{table} is also written by the pipeline '{other}', whose rows a reset would remove.", "Use BackfillAsync, which only writes; or give each pipeline a table of its own.");
}
