using RedshiftIntegration.Definition;
using RedshiftIntegration.Errors;
using RedshiftIntegration.Types;

namespace RedshiftIntegration.Flow.Resolution;

/// <summary>Whether the expectations fit the columns that the target will have.</summary>
internal static class ExpectationResolution
{
    public static void Check(PipelineDefinition definition, List<ResolvedColumn> columns, ResolvedCursor? cursor, List<Problem> problems)
    {
        foreach (Expectation expectation in definition.Expectations)
        {
            foreach (string name in expectation.Columns)
            {
                Column(expectation, name, columns, problems);
            }

            if (expectation is FreshExpectation && cursor is not null && CursorColumn(columns, cursor) is null)
            {
                problems.Add(ExpectationProblems.NoCursorColumn(expectation.ToString(), cursor.SourceColumn));
            }
        }
    }

    /// <summary>The target's column that holds the cursor as a time; null if there is none.</summary>
    public static ResolvedColumn? CursorColumn(IEnumerable<ResolvedColumn> columns, ResolvedCursor cursor) => columns.FirstOrDefault(c =>
        !c.IsStageOnly && cursor.Kind != CursorKind.Number && c.Transforms.Count == 0
        && string.Equals(c.SourceColumn, cursor.SourceColumn, StringComparison.Ordinal)
        && c.Type.Kind is RedshiftTypeKind.Date or RedshiftTypeKind.Timestamp or RedshiftTypeKind.TimestampTz);

    private static void Column(Expectation expectation, string name, List<ResolvedColumn> columns, List<Problem> problems)
    {
        if (columns.Find(c => !c.IsStageOnly && string.Equals(c.TargetColumn, name, StringComparison.Ordinal)) is not { } column)
        {
            problems.Add(ExpectationProblems.UnknownColumn(expectation.ToString(), name, NearNames.Hint(name, columns.Select(c => c.TargetColumn))));
            return;
        }

        RedshiftTypeKind kind = column.Type.Kind;
        string? takes = expectation switch
        {
            BetweenExpectation => kind is RedshiftTypeKind.SmallInt or RedshiftTypeKind.Integer or RedshiftTypeKind.BigInt or RedshiftTypeKind.Decimal or RedshiftTypeKind.Real or RedshiftTypeKind.DoublePrecision ? null : "a number",
            MatchesExpectation => kind is RedshiftTypeKind.Varchar or RedshiftTypeKind.Char ? null : "a text",
            UniqueExpectation => kind is RedshiftTypeKind.Super or RedshiftTypeKind.Varbyte ? "a type that can be grouped by" : null,
            _ => null,
        };
        if (takes is not null)
        {
            problems.Add(ExpectationProblems.ColumnType(expectation.ToString(), name, column.Type, takes));
        }
    }
}
