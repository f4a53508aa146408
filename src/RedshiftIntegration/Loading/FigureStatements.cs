using System.Globalization;
using RedshiftIntegration.Errors;
using RedshiftIntegration.Flow;
using RedshiftIntegration.Flow.Figures;
using RedshiftIntegration.Redshift;

namespace RedshiftIntegration.Loading;

/// <summary>
/// The stage against the source: all figures of the stage in one scan, then one statement a column that writes them down beside the source's and divides by zero where
/// they differ, so that the statement that fails says which column it was.
/// </summary>
internal static class FigureStatements
{
    private const string Step = "verify";

    /// <summary>A table of figures has as many columns as some of these have measures, and a table has at most 1,600.</summary>
    private const int MaxFigures = 256;

    private static readonly string[] CheckColumns = ["scope", "column_name", "measure", "origin", "source_value", "target_value", "asserted"];

    public static IEnumerable<LoadStatement> Of(LoadShape shape)
    {
        yield return new(
            Step,
            $"CREATE TEMP TABLE {LoadShape.Checks} (\"scope\" VARCHAR(16), \"column_name\" VARCHAR(127), \"measure\" VARCHAR(32), \"origin\" VARCHAR(16), \"source_value\" VARCHAR({ControlSchema.FigureLength}), \"target_value\" VARCHAR({ControlSchema.FigureLength}), \"asserted\" INTEGER)");
        foreach ((string table, FigureSql[] figures) in Tables(shape))
        {
            yield return new(Step, $"CREATE TEMP TABLE {table} {LoadPlanBuilder.ColumnLines(figures.Select(f => $"{f.Name} {f.Type}"))}");
            yield return new(
                Step,
                $"""
                INSERT INTO {table} ({string.Join(", ", figures.Select(f => f.Name))})
                SELECT {string.Join(",\n    ", figures.Select(f => f.Aggregate))}
                FROM {LoadShape.Stage} AS "s"
                """);
            foreach (IGrouping<string, FigureSql> column in figures.GroupBy(f => f.Measured.Column?.TargetColumn ?? "*", StringComparer.Ordinal))
            {
                yield return Check(table, column.Key, column);
            }
        }
    }

    public static IEnumerable<LoadStatement> Drop(LoadShape shape) =>
        Tables(shape).Select(t => t.Table).Append(LoadShape.Checks).Select(t => new LoadStatement("drop", $"DROP TABLE {t}"));

    /// <summary>A row of the checks; asserted where it is already known to hold.</summary>
    public static string InsertCheck => $"INSERT INTO {LoadShape.Checks} ({RedshiftQuoter.List(CheckColumns)})";

    private static LoadStatement Check(string table, string column, IEnumerable<FigureSql> figures)
    {
        string name = LoadTemplate.Escape(RedshiftLiteral.Text(column));
        // Cast, because a bare literal or NULL in a UNION has no type yet.
        IEnumerable<string> each = figures.Select(f =>
            $"SELECT CAST('{f.Measured.Name}' AS VARCHAR(32)) AS \"measure\", CAST({f.OriginSlot} AS VARCHAR(16)) AS \"origin\", CAST({f.ValueSlot} AS VARCHAR({ControlSchema.FigureLength})) AS \"source_value\", {f.Text("\"f\"")} AS \"target_value\", {f.Same("\"f\"")} AS \"same\" FROM {table} AS \"f\"");
        return new(
            Step,
            $"""
            {InsertCheck}
            SELECT 'stage', {name}, "c"."measure", "c"."origin", "c"."source_value", "c"."target_value", 1 / CASE WHEN "c"."origin" = 'none' OR "c"."same" = 1 THEN 1 ELSE 0 END
            FROM (
                {string.Join("\n    UNION ALL ", each)}) AS "c"
            """)
        {
            Asserts = VerificationProblems.StageDiffers,
            Subject = column,
        };
    }

    private static IEnumerable<(string Table, FigureSql[] Figures)> Tables(LoadShape shape)
    {
        IReadOnlyList<Measured> measured = Measures.Of(shape.Mapping, shape.Definition.Verification);
        FigureSql[] all = [.. measured.Select((m, i) => FigureSql.Of(m, i + 1, shape))];
        return all.Chunk(MaxFigures).Select((figures, i) => (string.Create(CultureInfo.InvariantCulture, $"\"rsi_figures_{i + 1}_{{temp}}\""), figures));
    }
}
