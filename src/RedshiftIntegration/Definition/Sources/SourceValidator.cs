using RedshiftIntegration.Errors;

namespace RedshiftIntegration.Definition.Sources;

/// <summary>Checks the SQL and the cursor of a source.</summary>
internal static class SourceValidator
{
    public static IEnumerable<Problem> Validate(Source source)
    {
        bool isMySql = source.Kind is SourceKind.MySqlTable or SourceKind.MySqlQuery;
        if (source.Sql is { } sql)
        {
            if (SqlText.Fault(sql, isMySql) is { } fault)
            {
                yield return DefinitionProblems.RawSql($"The query '{source.Name}'", fault);
            }

            if (!SqlText.IsSelect(sql))
            {
                yield return DefinitionProblems.NoSelect(source.Name);
            }
        }

        foreach (SourcePredicate predicate in source.DeletedPredicate is { } deleted ? [.. source.Predicates, deleted] : source.Predicates)
        {
            foreach (Problem problem in Validate(predicate, isMySql))
            {
                yield return problem;
            }
        }

        if (source.Cursor is { } cursor)
        {
            if (string.IsNullOrWhiteSpace(cursor.Column))
            {
                yield return DefinitionProblems.BadName("cursor column", cursor.Column, "is empty");
            }

            if (cursor.LagTime < TimeSpan.Zero || cursor.LagNumber < 0)
            {
                yield return DefinitionProblems.NegativeLag(cursor.Column);
            }
        }
    }

    private static IEnumerable<Problem> Validate(SourcePredicate predicate, bool isMySql)
    {
        if (predicate.IsRaw)
        {
            if (SqlText.Fault(predicate.Format, isMySql) is { } rawFault)
            {
                yield return DefinitionProblems.RawSql("The condition of WhereSql", rawFault);
            }

            yield break;
        }

        for (int i = 0; i < predicate.Values.Count; i++)
        {
            if (predicate.Values[i] is { } value && !PredicateValue.IsSupported(value))
            {
                yield return DefinitionProblems.HoleType(i, value.GetType().Name);
            }
        }

        string? fault = PredicateText.TryParse(predicate.Format, predicate.Values.Count, out IReadOnlyList<PredicatePart> parts);
        fault ??= SqlText.Fault(PredicateText.WithMarks(parts), isMySql);
        if (fault is not null)
        {
            yield return DefinitionProblems.BadWhere(fault);
        }
    }
}
