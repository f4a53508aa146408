using RedshiftIntegration.Definition;
using RedshiftIntegration.Flow;

namespace RedshiftIntegration.Loading;

/// <summary>The step into the target.</summary>
internal static class WriteStatements
{
    public static IEnumerable<LoadStatement> Of(LoadShape shape) => shape.Mapping.Mode switch
    {
        LoadMode.Replace => [new("delete_all", $"DELETE FROM {shape.Target}"), shape.HasKey ? InsertRows(shape) : InsertStage(shape)],
        LoadMode.Merge when shape.WritesMatched => [Merge(shape)],

        // A table of nothing but its key has nothing to update, and MERGE wants both its clauses (AWS: r_MERGE); the keys that are there have left the rows already.
        _ => [InsertRows(shape)],
    };

    /// <summary>
    /// Whole SUPER columns may stand in MERGE, only parts of one may not. MERGE and not DELETE and INSERT, because columns that users have added to the table keep their values.
    /// </summary>
    private static LoadStatement Merge(LoadShape shape) => new(
        "merge",
        $"""
        MERGE INTO {shape.Target} USING {LoadShape.Rows}
        ON {shape.KeysEqual(shape.Target, LoadShape.Rows)}
        WHEN MATCHED THEN UPDATE SET {string.Join(", ", shape.Values.Select(c => $"{c.Quoted} = {LoadShape.Rows}.{c.Quoted}"))}{(shape.Mark is { } mark ? $", {mark} = NULL" : string.Empty)}
        WHEN NOT MATCHED THEN INSERT ({Names(shape)}) VALUES ({string.Join(", ", shape.TargetColumns.Select(c => $"{LoadShape.Rows}.{c.Quoted}"))})
        """);

    private static LoadStatement InsertRows(LoadShape shape) => new(
        "insert",
        $"""
        INSERT INTO {shape.Target} ({Names(shape)})
        SELECT {Names(shape)} FROM {LoadShape.Rows}
        """);

    private static LoadStatement InsertStage(LoadShape shape) => new(
        "insert",
        $"""
        INSERT INTO {shape.Target} ({Names(shape)})
        SELECT {string.Join(", ", shape.TargetColumns.Select(c => c.Cast("\"s\"")))} FROM {LoadShape.Stage} AS "s"
        """);

    private static string Names(LoadShape shape) => string.Join(", ", shape.TargetColumns.Select(c => c.Quoted));
}
