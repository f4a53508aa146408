using RedshiftIntegration.Definition;
using RedshiftIntegration.Errors;
using RedshiftIntegration.Types;

namespace RedshiftIntegration.Flow.Resolution;

/// <summary>A source's answer for one column: its type when it is asked to become one (null: the default), or the problem.</summary>
internal delegate ColumnResolution ColumnTypes(SourceColumn column, RedshiftType? asked, string? clrType);

/// <summary>The mapping, or null with the problems.</summary>
internal sealed record MappingResolution(ResolvedMapping? Mapping, EquatableList<Problem> Problems);

/// <summary>Brings a definition and its source's catalogue together: a pure function of both.</summary>
internal static class MappingResolver
{
    /// <summary>AWS: "Quotas and limits", columns per table.</summary>
    private const int MaxColumns = 1_600;

    public static MappingResolution Resolve(PipelineDefinition definition, SourceTable table, ColumnTypes types)
    {
        string name = $"{definition.Source.Connection}.{definition.Source.Name}";
        List<Problem> problems = [];
        SourceBinding binding = new(name, table.Columns, problems);
        List<ResolvedColumn> columns = [.. FieldResolution.Resolve(definition.Map, binding, types, problems)];
        EquatableList<string> leftOut = binding.LeftOut(columns);
        TargetNames(columns, problems);
        KeyResolution keys = KeyResolution.Resolve(definition.Target, definition.Source, table, name, columns, problems);
        ResolvedCursor? cursor = CursorResolution.Resolve(definition.Source, keys.Mode, binding, types, columns, problems);
        OverflowResolution.Apply(definition, keys.Columns, cursor?.StageColumn, columns, problems);
        LayoutKeys(definition.Target, columns, problems);
        DeletesResolution.Resolve(definition, columns, problems);
        ExpectationResolution.Check(definition, columns, cursor, problems);
        if (columns.Count(c => !c.IsStageOnly) is var count && count > MaxColumns)
        {
            problems.Add(MappingProblems.TooManyColumns(count));
        }

        if (problems.Count > 0)
        {
            return new(null, EquatableList.From(problems));
        }

        ResolvedMapping mapping = new()
        {
            Columns = EquatableList.From(columns),
            Mode = keys.Mode,
            Keys = keys.Columns,
            Cursor = cursor,
            LeftOut = leftOut,
            Notes = EquatableList.From([.. table.Notes, .. keys.Notes, .. ReservedNames(columns), .. DeletesResolution.Notes(definition, table, keys.Columns, cursor is not null)]),
        };
        return new(mapping, []);
    }

    /// <summary>Names that the definition stated were checked when it was made; two source columns may still meet in one name by convention.</summary>
    private static void TargetNames(List<ResolvedColumn> columns, List<Problem> problems)
    {
        if (columns.Count == 0 && problems.Count == 0)
        {
            problems.Add(MappingProblems.NoColumns("The source"));
        }

        foreach (IGrouping<string, ResolvedColumn> same in columns.GroupBy(c => c.TargetColumn, StringComparer.Ordinal).Where(g => g.Count() > 1))
        {
            ResolvedColumn[] both = [.. same.Take(2)];
            problems.Add(MappingProblems.TargetTwice(same.Key, both[0].SourceColumn ?? both[0].TargetColumn, both[1].SourceColumn ?? both[1].TargetColumn));
        }

        foreach (ResolvedColumn column in columns)
        {
            if (Identifier.Fault(column.TargetColumn) is { } fault)
            {
                problems.Add(MappingProblems.BadConventionName(column.SourceColumn ?? string.Empty, column.TargetColumn, fault));
            }
        }
    }

    private static void LayoutKeys(RedshiftTable target, List<ResolvedColumn> columns, List<Problem> problems)
    {
        foreach ((string what, EquatableList<string> names) in DefinitionValidator.KeysOf(target))
        {
            foreach (string name in names.Distinct(StringComparer.Ordinal))
            {
                ResolvedColumn? column = columns.Find(c => string.Equals(c.TargetColumn, name, StringComparison.Ordinal) && !c.IsStageOnly);
                if (column is null)
                {
                    problems.Add(MappingProblems.KeyColumnUnknown(what, name, NearNames.Hint(name, columns.Select(c => c.TargetColumn))));
                }
                else if (column.Type.Kind is RedshiftTypeKind.Super or RedshiftTypeKind.Varbyte)
                {
                    problems.Add(DefinitionProblems.KeyType(what, name, column.Type));
                }
            }
        }
    }

    private static IEnumerable<string> ReservedNames(List<ResolvedColumn> columns) =>
        columns.Where(c => ReservedWords.Contains(c.TargetColumn)).Select(c => $"'{c.TargetColumn}' is a reserved word of Redshift: queries must write \"{c.TargetColumn}\"");
}
