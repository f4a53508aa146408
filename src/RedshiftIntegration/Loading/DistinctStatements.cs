using RedshiftIntegration.Errors;
using RedshiftIntegration.Flow;

namespace RedshiftIntegration.Loading;

/// <summary>
/// From the files' rows to one row a key in the target's types: the newest cursor of a key stays, identical rows collapse, anything else that is there twice fails.
/// </summary>
internal static class DistinctStatements
{
    private const string Step = "distinct";

    public static IEnumerable<LoadStatement> Of(LoadShape shape)
    {
        yield return NoNullKey(shape);
        if (shape.Keys.Any(k => k.ComparesWithoutBlanks))
        {
            yield return NoFoldedKey(shape);
        }

        yield return NoAmbiguousRow(shape);
        yield return new(Step, $"CREATE TEMP TABLE {LoadShape.Rows} {LoadPlanBuilder.ColumnLines(Kept(shape).Select(c => $"{c.Quoted} {c.RowType}"))}");
        yield return Newest(shape);
    }

    private static LoadStatement NoNullKey(LoadShape shape) => LoadPlanBuilder.Assert(
        Step,
        LoadProblems.NullKey,
        $"(SELECT COUNT(*) FROM {LoadShape.Stage} WHERE {string.Join(" OR ", shape.Keys.Select(k => $"{k.Quoted} IS NULL"))}) = 0");

    /// <summary>Two keys of the source that differ in trailing blanks alone are one key here (AWS: r_Character_types).</summary>
    private static LoadStatement NoFoldedKey(LoadShape shape)
    {
        string lengths = string.Join(" OR ", shape.Keys.Where(k => k.ComparesWithoutBlanks).Select(k => $"MIN(OCTET_LENGTH({k.Quoted})) <> MAX(OCTET_LENGTH({k.Quoted}))"));
        return LoadPlanBuilder.Assert(
            Step,
            LoadProblems.KeysFold,
            $"(SELECT COUNT(*) FROM (SELECT COUNT(*) AS \"n\" FROM {LoadShape.Stage} GROUP BY {Names(shape.Keys)} HAVING {lengths}) AS \"f\") = 0");
    }

    /// <summary>Only the rows of keys that are there more than once are compared, so that a load without any pays one GROUP BY on the key.</summary>
    private static LoadStatement NoAmbiguousRow(LoadShape shape)
    {
        string[] compared =
        [
            .. shape.Columns.Select(c => $"\"s\".{c.Quoted}"),
            .. shape.Columns.Where(c => c.TransportType.Kind == Types.RedshiftTypeKind.Varchar).Select((c, i) => $"OCTET_LENGTH(\"s\".{c.Quoted}) AS {shape.Free($"rsi_length_{i}")}"),
        ];
        LoadColumn[] group = shape.Cursor is { IsKey: false } cursor ? [.. shape.Keys, cursor] : [.. shape.Keys];
        return LoadPlanBuilder.Assert(
            Step,
            LoadProblems.AmbiguousRows,
            $"""
            (SELECT COUNT(*) FROM (
                SELECT COUNT(*) AS "n" FROM (
                    SELECT DISTINCT {string.Join(", ", compared)}
                    FROM {LoadShape.Stage} AS "s"
                    JOIN (SELECT {Names(shape.Keys)} FROM {LoadShape.Stage} GROUP BY {Names(shape.Keys)} HAVING COUNT(*) > 1) AS "d" ON {shape.KeysEqual("\"s\"", "\"d\"")}) AS "r"
                GROUP BY {Names(group)} HAVING COUNT(*) > 1) AS "a") = 0
            """);
    }

    private static LoadStatement Newest(LoadShape shape)
    {
        string rank = shape.Free("rsi_rank");
        string order = shape.Cursor is { } cursor ? $"{cursor.Quoted} DESC NULLS LAST" : Names(shape.Keys);
        return new(
            Step,
            $"""
            INSERT INTO {LoadShape.Rows} ({Names(Kept(shape))})
            SELECT {string.Join(", ", Kept(shape).Select(c => c.Cast("\"s\"")))}
            FROM (SELECT {Names(Kept(shape))}, ROW_NUMBER() OVER (PARTITION BY {Names(shape.Keys)} ORDER BY {order}) AS {rank} FROM {LoadShape.Stage}) AS "s"
            WHERE "s".{rank} = 1
            """);
    }

    /// <summary>A flag decides only with its row's newest version.</summary>
    private static IEnumerable<LoadColumn> Kept(LoadShape shape) => shape.DeletedFlag is { } flag ? shape.TargetColumns.Append(flag) : shape.TargetColumns;

    private static string Names(IEnumerable<LoadColumn> columns) => string.Join(", ", columns.Select(c => c.Quoted));
}
