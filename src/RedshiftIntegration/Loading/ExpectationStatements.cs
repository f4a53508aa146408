using System.Globalization;
using RedshiftIntegration.Definition;
using RedshiftIntegration.Errors;
using RedshiftIntegration.Flow;
using RedshiftIntegration.Flow.Resolution;
using RedshiftIntegration.Redshift;
using RedshiftIntegration.Types;

namespace RedshiftIntegration.Loading;

/// <summary>What must hold of the whole target after the write, one assertion each.</summary>
internal static class ExpectationStatements
{
    private const string Step = "expect";

    private static string Before => "\"rsi_before_{temp}\"";

    /// <summary>The number of rows before the write, where an expectation needs it.</summary>
    public static IEnumerable<LoadStatement> CountBefore(LoadShape shape)
    {
        if (CountsRows(shape))
        {
            yield return new("count_before", $"CREATE TEMP TABLE {Before} (\"n\" BIGINT)");
            yield return new("count_before", $"INSERT INTO {Before} (\"n\") SELECT COUNT(*) FROM {shape.Target}");
        }
    }

    public static IEnumerable<LoadStatement> Of(LoadShape shape) => shape.Definition.Expectations.Select((e, i) =>
        LoadPlanBuilder.Assert(Step, ExpectationProblems.NotMet, Condition(shape, e)) with { Subject = Subject(i) });

    public static IEnumerable<LoadStatement> Drop(LoadShape shape) => CountsRows(shape) ? [new("drop", $"DROP TABLE {Before}")] : [];

    /// <summary>The expectation that a statement asserts.</summary>
    public static Expectation Find(PipelineDefinition definition, string subject) =>
        definition.Expectations[int.Parse(subject, NumberStyles.None, CultureInfo.InvariantCulture)];

    private static string Subject(int index) => index.ToString(CultureInfo.InvariantCulture);

    private static bool CountsRows(LoadShape shape) => shape.Definition.Expectations.Any(e => e is RowCountExpectation);

    private static string Condition(LoadShape shape, Expectation expectation) => expectation switch
    {
        NotNullExpectation e => None(shape, string.Join(" OR ", e.Names.Select(n => $"{Column(shape, n)} IS NULL"))),
        UniqueExpectation e => Unique(shape, e),
        BetweenExpectation e => None(shape, $"{Column(shape, e.Name)} < {Number(e.Low)} OR {Column(shape, e.Name)} > {Number(e.High)}"),
        MatchesExpectation e => None(shape, $"{Column(shape, e.Name)} !~ {LoadTemplate.Escape(RedshiftLiteral.Text(e.Pattern))}"),
        RowCountExpectation e => $"(SELECT COUNT(*) FROM {Before} AS \"b\" CROSS JOIN (SELECT COUNT(*) AS \"n\" FROM {shape.Target}) AS \"a\" WHERE \"b\".\"n\" = 0 OR ABS(\"a\".\"n\" - \"b\".\"n\") * 100 <= \"b\".\"n\" * {Number((decimal)e.Percent)}) = 1",
        FreshExpectation e => Fresh(shape, e),
        _ => throw new InvalidOperationException($"{expectation.GetType().Name} has no SQL."),
    };

    private static string None(LoadShape shape, string wrong) => $"(SELECT COUNT(*) FROM {shape.Target} WHERE {wrong}) = 0";

    private static string Unique(LoadShape shape, UniqueExpectation expectation)
    {
        string columns = string.Join(", ", expectation.Names.Select(n => Column(shape, n)));
        string present = string.Join(" AND ", expectation.Names.Select(n => $"{Column(shape, n)} IS NOT NULL"));
        return $"(SELECT COUNT(*) FROM (SELECT COUNT(*) AS \"n\" FROM {shape.Target} WHERE {present} GROUP BY {columns} HAVING COUNT(*) > 1) AS \"d\") = 0";
    }

    /// <summary>An empty target has no newest row, so it is not fresh.</summary>
    private static string Fresh(LoadShape shape, FreshExpectation expectation)
    {
        ResolvedColumn column = ExpectationResolution.CursorColumn(shape.Mapping.Columns, shape.Mapping.Cursor!)!;
        string bound = $"{{{LoadSlots.FreshFrom(expectation.Age)}}}";
        string cast = column.Type.Kind switch
        {
            RedshiftTypeKind.Date => $"CAST({bound} AS DATE)",
            RedshiftTypeKind.TimestampTz => $"{bound} AT TIME ZONE 'UTC'",
            _ => bound,
        };
        return $"(SELECT COUNT(*) FROM (SELECT MAX({Column(shape, column.TargetColumn)}) AS \"newest\" FROM {shape.Target}) AS \"m\" WHERE \"m\".\"newest\" >= {cast}) = 1";
    }

    private static string Column(LoadShape shape, string name) => shape.TargetColumns.FirstOrDefault(c => string.Equals(c.Name, name, StringComparison.Ordinal))?.Quoted
        ?? throw new ArgumentException($"The expectation's column '{name}' is no column of the target.", nameof(shape));

    private static string Number(decimal value) => value.ToString(CultureInfo.InvariantCulture);
}
