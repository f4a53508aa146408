using System.Globalization;
using RedshiftIntegration.Errors;
using RedshiftIntegration.Flow;

namespace RedshiftIntegration.Loading;

/// <summary>The target against what was to be written: every key is there with equal values. Rows that were not written were found equal when they were matched.</summary>
internal static class LandedStatements
{
    private const string Step = "landed";
    private const string Key = "*";

    /// <summary>Columns of one comparison; a table has at most 1,600.</summary>
    private const int MaxColumns = 512;

    public static IEnumerable<LoadStatement> Of(LoadShape shape) => shape.HasKey ? ByKey(shape) : Counted(shape);

    public static IEnumerable<LoadStatement> Drop(LoadShape shape) =>
        shape.HasKey ? Chunks(shape).Select((_, i) => new LoadStatement("drop", $"DROP TABLE {Table(i)}")) : [];

    /// <summary>Only a replace has no key: then the target holds the stage's rows and no others.</summary>
    private static IEnumerable<LoadStatement> Counted(LoadShape shape)
    {
        yield return LoadPlanBuilder.Assert(
            Step,
            VerificationProblems.TargetDiffers,
            $"(SELECT COUNT(*) FROM {shape.Target}) = (SELECT COUNT(*) FROM {LoadShape.Stage})") with { Subject = Key };
        yield return Record(
            $"""
            (SELECT COUNT(*) AS "expected" FROM {LoadShape.Stage}) AS "e" CROSS JOIN (SELECT COUNT(*) AS "found" FROM {shape.Target}) AS "l"
            """,
            "\"e\".\"expected\"",
            "\"l\".\"found\"");
    }

    private static IEnumerable<LoadStatement> ByKey(LoadShape shape)
    {
        string first = shape.Keys[0].Quoted;
        int number = 0;
        foreach (LoadColumn[] columns in Chunks(shape))
        {
            string table = Table(number++);
            yield return new(Step, $"CREATE TEMP TABLE {table} {LoadPlanBuilder.ColumnLines(["\"expected\" BIGINT", "\"missing\" BIGINT", .. columns.Select((_, i) => $"{Differing(i)} BIGINT")])}");
            yield return new(
                Step,
                $"""
                INSERT INTO {table} ({string.Join(", ", ["\"expected\"", "\"missing\"", .. columns.Select((_, i) => Differing(i))])})
                SELECT {string.Join(",\n    ", [$"(SELECT COUNT(*) FROM {LoadShape.Rows})", $"COUNT(*) - COUNT(\"t\".{first})", .. columns.Select(c => $"COALESCE(SUM(CASE WHEN \"t\".{first} IS NULL OR {c.Same("\"r\"", "\"t\"")} THEN 0 ELSE 1 END), 0)")])}
                FROM {LoadShape.Rows} AS "r" LEFT JOIN {shape.Target} AS "t" ON {shape.KeysEqual("\"r\"", "\"t\"")}
                """);
            if (number == 1)
            {
                yield return IsZero(table, "\"missing\"", Key);
            }

            for (int i = 0; i < columns.Length; i++)
            {
                yield return IsZero(table, Differing(i), columns[i].Name);
            }
        }

        yield return Record($"{Table(0)} AS \"l\"", "\"l\".\"expected\"", "\"l\".\"expected\" - \"l\".\"missing\"");
    }

    private static LoadStatement IsZero(string table, string column, string subject) =>
        LoadPlanBuilder.Assert(Step, VerificationProblems.TargetDiffers, $"(SELECT {column} FROM {table}) = 0") with { Subject = subject };

    private static LoadStatement Record(string from, string expected, string found) => new(
        Step,
        $"""
        {FigureStatements.InsertCheck}
        SELECT 'target', '{Key}', 'rows', 'stage', CAST({expected} AS VARCHAR({ControlSchema.FigureLength})), CAST({found} AS VARCHAR({ControlSchema.FigureLength})), 1
        FROM {from}
        """);

    private static IEnumerable<LoadColumn[]> Chunks(LoadShape shape) =>
        shape.Definition.Verification.IsFull && shape.Values.Count > 0 ? shape.Values.Chunk(MaxColumns) : [[]];

    private static string Table(int index) => string.Create(CultureInfo.InvariantCulture, $"\"rsi_landed_{index + 1}_{{temp}}\"");

    private static string Differing(int index) => string.Create(CultureInfo.InvariantCulture, $"\"d{index + 1}\"");
}
