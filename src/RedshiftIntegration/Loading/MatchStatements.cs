using System.Globalization;
using RedshiftIntegration.Definition;
using RedshiftIntegration.Errors;
using RedshiftIntegration.Flow;

namespace RedshiftIntegration.Loading;

/// <summary>
/// What the load will do, counted before it is done: neither MERGE nor the Data API tells how many rows were inserted, updated and left alone.
/// Rows that the target holds already leave the set here, so that an unchanged row is never written.
/// </summary>
internal static class MatchStatements
{
    private const string Step = "matched";

    /// <summary>A replace looks at no row of the target.</summary>
    public static bool Matches(LoadShape shape) => shape.Mapping.Mode != LoadMode.Replace;

    public static IEnumerable<LoadStatement> Of(LoadShape shape)
    {
        if (Matches(shape))
        {
            yield return new(Step, $"CREATE TEMP TABLE {LoadShape.Match} {LoadPlanBuilder.ColumnLines([.. shape.Keys.Select((k, i) => $"{Key(i)} {k.Type}"), "\"same\" INTEGER"])}");
            yield return Fill(shape);
            if (shape.Keys.Any(k => k.Type.Kind == Types.RedshiftTypeKind.Varchar))
            {
                yield return NoFoldedKey(shape);
            }
        }

        yield return CountStatements.Create(Step, shape);
        yield return Matches(shape) ? CountMatched(shape) : CountReplaced(shape);
        yield return CountStatements.Read(Step, shape);
        if (Matches(shape))
        {
            string left = shape.WritesMatched || shape.Mark is null ? $" AND {LoadShape.Match}.\"same\" = 1" : string.Empty;
            yield return new(Step, $"DELETE FROM {LoadShape.Rows} USING {LoadShape.Match} WHERE {OnMatch(shape, LoadShape.Rows)}{left}");
        }
    }

    /// <summary>
    /// An append leaves existing keys alone whatever they hold. A key that the target holds several times is unchanged if all its rows are; a marked row is not,
    /// since it loses its mark.
    /// </summary>
    private static LoadStatement Fill(LoadShape shape)
    {
        string[] conditions = [.. shape.WritesMatched ? shape.Values.Select(c => c.Same("\"r\"", "\"t\"")) : [], .. shape.Mark is { } mark ? [$"\"t\".{mark} IS NULL"] : Array.Empty<string>()];
        string same = conditions.Length == 0 ? "1" : $"MIN(CASE WHEN {string.Join("\n    AND ", conditions)} THEN 1 ELSE 0 END)";
        string keys = string.Join(", ", shape.Keys.Select(k => $"\"r\".{k.Quoted}"));
        return new(
            Step,
            $"""
            INSERT INTO {LoadShape.Match} ({string.Join(", ", shape.Keys.Select((_, i) => Key(i)))}, "same")
            SELECT {keys}, {same}
            FROM {LoadShape.Rows} AS "r" JOIN {shape.Target} AS "t" ON {shape.KeysEqual("\"r\"", "\"t\"")}
            GROUP BY {keys}
            """);
    }

    /// <summary>A key that equals the target's but for trailing blanks is another key in the source.</summary>
    private static LoadStatement NoFoldedKey(LoadShape shape)
    {
        string lengths = string.Join(
            " OR ",
            shape.Keys.Where(k => k.Type.Kind == Types.RedshiftTypeKind.Varchar).Select(k => $"OCTET_LENGTH(\"r\".{k.Quoted}) <> OCTET_LENGTH(\"t\".{k.Quoted})"));
        return LoadPlanBuilder.Assert(
            Step,
            LoadProblems.KeysFold,
            $"(SELECT COUNT(*) FROM {LoadShape.Rows} AS \"r\" JOIN {shape.Target} AS \"t\" ON {shape.KeysEqual("\"r\"", "\"t\"")} WHERE {lengths}) = 0");
    }

    private static LoadStatement CountMatched(LoadShape shape) => new(
        Step,
        $"""
        INSERT INTO {LoadShape.Counts} ({CountStatements.Columns})
        SELECT "r"."n" - "m"."n", "m"."n" - "m"."same", "m"."same", 0
        FROM (SELECT COUNT(*) AS "n" FROM {LoadShape.Rows}) AS "r"
        CROSS JOIN (SELECT COUNT(*) AS "n", COALESCE(SUM("same"), 0) AS "same" FROM {LoadShape.Match}) AS "m"
        """);

    private static LoadStatement CountReplaced(LoadShape shape) => new(
        Step,
        $"""
        INSERT INTO {LoadShape.Counts} ({CountStatements.Columns})
        SELECT "r"."n", 0, 0, "t"."n"
        FROM (SELECT COUNT(*) AS "n" FROM {(shape.HasKey ? LoadShape.Rows : LoadShape.Stage)}) AS "r"
        CROSS JOIN (SELECT COUNT(*) AS "n" FROM {shape.Target}) AS "t"
        """);

    /// <summary>The equality of the key between a table and <see cref="LoadShape.Match"/>.</summary>
    public static string OnMatch(LoadShape shape, string table) =>
        string.Join(" AND ", shape.Keys.Select((k, i) => $"{table}.{k.Quoted} = {LoadShape.Match}.{Key(i)}"));

    private static string Key(int index) => string.Create(CultureInfo.InvariantCulture, $"\"k{index + 1}\"");
}
