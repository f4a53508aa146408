using System.Globalization;
using RedshiftIntegration.Errors;
using RedshiftIntegration.Flow;

namespace RedshiftIntegration.Loading;

/// <summary>
/// What the source no longer has leaves the target, or is marked there: after the write, so that what the run has brought is in the target when keys are compared
/// (docs/loading.md, Deletes). Comparisons are equijoins of temporary tables, which is all that UPDATE and DELETE take (AWS: r_UPDATE, r_DELETE).
/// </summary>
internal static class DeleteStatements
{
    /// <summary>Fewer deletes than this never trip the guard: of a small table one row is many percent.</summary>
    public const int FewestGuarded = 10;

    /// <summary>Rows that the source flags leave the set of rows to load, right after each key has one row.</summary>
    public static IEnumerable<LoadStatement> Flagged(LoadShape shape)
    {
        if (shape.DeletedFlag is not { } flag)
        {
            yield break;
        }

        const string step = "flagged";
        yield return new(step, CreateGone(shape));
        yield return new(step, $"INSERT INTO {LoadShape.Gone} ({Names(shape)})\nSELECT {Names(shape)} FROM {LoadShape.Rows} WHERE {flag.Quoted} = 1");
        yield return new(step, $"DELETE FROM {LoadShape.Rows} WHERE {flag.Quoted} = 1");
    }

    public static IEnumerable<LoadStatement> Of(LoadShape shape, string copyRole)
    {
        if (shape.Definition.Deletes is not { } deletes)
        {
            return [];
        }

        LoadNeed need = shape.DeletedFlag is null ? LoadNeed.Comparison : LoadNeed.Nothing;
        return [.. Keys(shape, copyRole), .. Unmark(shape), .. Missed(shape), .. Guard(shape, deletes, need), Delete(shape) with { Needs = need }];
    }

    public static IEnumerable<LoadStatement> Drop(LoadShape shape)
    {
        if (shape.Definition.Deletes is null)
        {
            yield break;
        }

        yield return new("drop", $"DROP TABLE {LoadShape.Keyset}") { Needs = LoadNeed.Comparison };
        yield return new("drop", $"DROP TABLE {LoadShape.Gone}") { Needs = shape.DeletedFlag is null ? LoadNeed.Comparison : LoadNeed.Nothing };
    }

    private static IEnumerable<LoadStatement> Keys(LoadShape shape, string copyRole)
    {
        IEnumerable<LoadColumn> columns = shape.Columns.Where(c => c.IsKey || c == shape.Cursor);
        yield return new("keys", $"CREATE TEMP TABLE {LoadShape.Keyset} {LoadPlanBuilder.ColumnLines(columns.Select(c => $"{c.Quoted} {c.TransportType}"))}") { Needs = LoadNeed.Comparison };
        yield return new("copy_keys", $"COPY {LoadShape.Keyset} FROM {{keys_manifest}} IAM_ROLE {copyRole} FORMAT AS PARQUET MANIFEST") { Needs = LoadNeed.Keys };
        yield return LoadPlanBuilder.Assert("count_keys", LoadProblems.KeyCountMismatch, $"(SELECT COUNT(*) FROM {LoadShape.Keyset}) = {{keys_staged}}") with { Needs = LoadNeed.Comparison };
    }

    /// <summary>A key that came back loses its mark. A merge has done so with the rows that it wrote; the others are counted as updated here.</summary>
    private static IEnumerable<LoadStatement> Unmark(LoadShape shape)
    {
        const string step = "unmark";
        if (shape.Mark is not { } mark)
        {
            yield break;
        }

        if (!shape.WritesMatched)
        {
            yield return new(step, $"UPDATE {shape.Target} SET {mark} = NULL FROM {LoadShape.Match} WHERE {MatchStatements.OnMatch(shape, shape.Target)} AND {shape.Target}.{mark} IS NOT NULL");
        }

        yield return new(
            step,
            $"""
            INSERT INTO {LoadShape.Counts} ("rows_updated")
            SELECT COUNT(*) FROM {shape.Target} AS "t" JOIN {Known(shape, LoadShape.Keyset)} AS "k" ON {shape.KeysEqual("\"t\"", "\"k\"")}
            WHERE "t".{mark} IS NOT NULL
            """) { Needs = LoadNeed.Comparison };
        yield return new(
            step,
            $"""
            UPDATE {shape.Target} SET {mark} = NULL FROM {Known(shape, LoadShape.Keyset)} AS "k"
            WHERE {shape.KeysEqual(shape.Target, "\"k\"")} AND {shape.Target}.{mark} IS NOT NULL
            """) { Needs = LoadNeed.Comparison };
    }

    /// <summary>
    /// Rows that should have been read by now: they became visible later than the lag behind their cursor. What lies above the watermark was deferred and comes by itself.
    /// </summary>
    private static IEnumerable<LoadStatement> Missed(LoadShape shape)
    {
        const string step = "missed";
        if (shape.Cursor is not { } cursor)
        {
            yield break;
        }

        string type = shape.Mapping.Cursor!.Kind switch { CursorKind.Timestamp => "TIMESTAMP", CursorKind.Date => "DATE", _ => "DECIMAL(38,0)" };
        string reached = $" WHERE \"s\".{cursor.Quoted} <= CAST({{watermark_to}} AS {type})";
        yield return new(
            step,
            $"""
            INSERT INTO {LoadShape.Counts} ("rows_missed")
            SELECT COUNT(*) FROM {Known(shape, LoadShape.Keyset, reached)} AS "k" LEFT JOIN {shape.Target} AS "t" ON {shape.KeysEqual("\"k\"", "\"t\"")}
            WHERE "t".{shape.Keys[0].Quoted} IS NULL
            """) { Needs = LoadNeed.Comparison };
        yield return CountStatements.Read(step, shape) with { Needs = LoadNeed.Comparison };
    }

    /// <summary>The figures first, so that the message can tell them; then the assertion.</summary>
    private static IEnumerable<LoadStatement> Guard(LoadShape shape, Deletes deletes, LoadNeed need)
    {
        const string step = "guard";
        if (shape.DeletedFlag is null)
        {
            yield return new(step, CreateGone(shape)) { Needs = LoadNeed.Comparison };
        }

        yield return new(step, MissingInSource(shape)) { Needs = LoadNeed.Comparison };
        yield return new(
            step,
            $"""
            INSERT INTO {LoadShape.Counts} ("rows_deleted")
            SELECT COUNT(*) FROM {shape.Target} AS "t" JOIN (SELECT DISTINCT {Names(shape)} FROM {LoadShape.Gone}) AS "g" ON {shape.KeysEqual("\"t\"", "\"g\"")}{Unmarked(shape, " WHERE ")}
            """) { Needs = need };
        yield return new(
            step,
            $"""
            INSERT INTO {LoadShape.Counts} ("rows_guarded")
            SELECT "n"."n" - "c"."rows_inserted" FROM (SELECT COUNT(*) AS "n" FROM {shape.Target} AS "t"{Unmarked(shape, " WHERE ")}) AS "n" CROSS JOIN {CountStatements.Totals(shape)}
            """) { Needs = need };
        yield return CountStatements.Read(step, shape) with { Needs = need };
        string limit = deletes.Limit.ToString(CultureInfo.InvariantCulture);
        yield return LoadPlanBuilder.Assert(
            step,
            LoadProblems.TooManyDeletes,
            $"(SELECT COUNT(*) FROM {CountStatements.Totals(shape)} WHERE \"c\".\"rows_deleted\" >= {FewestGuarded.ToString(CultureInfo.InvariantCulture)} AND \"c\".\"rows_deleted\" * 100 > {limit} * \"c\".\"rows_guarded\") = 0") with { Needs = need };
    }

    /// <summary>Neither in the source's keys nor staged: where keys and rows are of several snapshots, a row may be in one of them alone.</summary>
    private static string MissingInSource(LoadShape shape)
    {
        string first = shape.Keys[0].Quoted;
        string unflagged = shape.DeletedFlag is { } flag ? $" WHERE \"s\".{flag.Quoted} = 0" : string.Empty;
        string keys = string.Join(", ", shape.Keys.Select(k => $"\"t\".{k.Quoted}"));
        return $"""
            INSERT INTO {LoadShape.Gone} ({Names(shape)})
            SELECT {keys}
            FROM {shape.Target} AS "t"
            LEFT JOIN {Known(shape, LoadShape.Keyset)} AS "k" ON {shape.KeysEqual("\"t\"", "\"k\"")}
            LEFT JOIN {Known(shape, LoadShape.Stage, unflagged)} AS "r" ON {shape.KeysEqual("\"t\"", "\"r\"")}
            WHERE "k".{first} IS NULL AND "r".{first} IS NULL{Unmarked(shape, " AND ")}
            GROUP BY {keys}
            """;
    }

    private static LoadStatement Delete(LoadShape shape) => new("delete", shape.Mark is { } mark
        ? $"UPDATE {shape.Target} SET {mark} = {{started_at}} FROM {LoadShape.Gone} WHERE {shape.KeysEqual(shape.Target, LoadShape.Gone)} AND {shape.Target}.{mark} IS NULL"
        : $"DELETE FROM {shape.Target} USING {LoadShape.Gone} WHERE {shape.KeysEqual(shape.Target, LoadShape.Gone)}");

    private static string CreateGone(LoadShape shape) =>
        $"CREATE TEMP TABLE {LoadShape.Gone} {LoadPlanBuilder.ColumnLines(shape.Keys.Select(k => $"{k.Quoted} {k.Type}"))}";

    /// <summary>The distinct keys of a table of transport types, as the target holds them.</summary>
    private static string Known(LoadShape shape, string table, string where = "") =>
        $"(SELECT DISTINCT {string.Join(", ", shape.Keys.Select(k => k.Cast("\"s\"") is var cast && cast == $"\"s\".{k.Quoted}" ? cast : $"{cast} AS {k.Quoted}"))} FROM {table} AS \"s\"{where})";

    private static string Unmarked(LoadShape shape, string prefix) => shape.Mark is { } mark ? $"{prefix}\"t\".{mark} IS NULL" : string.Empty;

    private static string Names(LoadShape shape) => string.Join(", ", shape.Keys.Select(k => k.Quoted));
}
