using RedshiftIntegration.Definition.Sources;
using RedshiftIntegration.Errors;
using RedshiftIntegration.Mapping;
using RedshiftIntegration.Types;

namespace RedshiftIntegration.Definition;

/// <summary>Everything that can be known to be wrong with a definition without asking a database.</summary>
internal static class DefinitionValidator
{
    /// <summary>AWS: r_CREATE_TABLE_NEW, SORTKEY.</summary>
    private const int MaxSortKeys = 400;

    /// <summary>Columns of the stage that are not of the map begin like this.</summary>
    private const string ReservedPrefix = "_rsi_";

    public static IEnumerable<Problem> Validate(PipelineDefinition definition)
    {
        List<Problem> problems = [.. SourceValidator.Validate(definition.Source)];
        if (FaultOfId(definition.Id) is { } fault && Identifier.Fault(definition.Target.Table) is null)
        {
            problems.Add(DefinitionProblems.BadId(definition.Id, fault));
        }

        Columns(definition.Map, problems);
        Target(definition.Target, problems);
        Keys(definition.Map, definition.Target, problems);
        Modes(definition.Source, definition.Target, problems);
        problems.AddRange(DeletesValidator.Validate(definition));
        problems.AddRange(ExpectationValidator.Validate(definition));
        return problems;
    }

    public static string? FaultOfId(string id) =>
        Identifier.Fault(id) ?? (id.AsSpan().ContainsAny('/', '\\') ? "has a slash" : null);

    private static void Columns(MapSpec map, List<Problem> problems)
    {
        if (map.Fields.Count == 0 && !map.IncludesRest)
        {
            problems.Add(DefinitionProblems.EmptyMap());
        }

        foreach (MappedField field in map.Fields)
        {
            if (ColumnFault(field.TargetColumn) is { } fault)
            {
                problems.Add(DefinitionProblems.BadName("target column", field.TargetColumn, fault));
            }

            if (field.SourceName is { } source && string.IsNullOrWhiteSpace(source))
            {
                problems.Add(DefinitionProblems.BadName("source column", source, "is empty"));
            }

            problems.AddRange(TransformValidator.Validate(field));
        }

        foreach (IGrouping<string, MappedField> same in map.Fields.GroupBy(f => f.TargetColumn, StringComparer.Ordinal).Where(g => g.Count() > 1))
        {
            problems.Add(DefinitionProblems.TargetColumnTwice(same.Key, string.Join(" and ", same.Select(f => f.SourceName is { } name ? $"'{name}'" : f.Computed!.ToString()))));
        }
    }

    public static string? ColumnFault(string column) =>
        Identifier.Fault(column) ?? (column.StartsWith(ReservedPrefix, StringComparison.Ordinal) ? $"begins with {ReservedPrefix}, as the load's own columns do" : null);

    private static void Target(RedshiftTable target, List<Problem> problems)
    {
        if (target.Schema.Length == 0)
        {
            problems.Add(DefinitionProblems.NoSchema(target.Table));
        }
        else if (Identifier.Fault(target.Schema) is { } schemaFault)
        {
            problems.Add(DefinitionProblems.BadName("target schema", target.Schema, schemaFault));
        }

        string? fault = Identifier.Fault(target.Table) ?? (target.Table.Contains('.', StringComparison.Ordinal) ? "has a point; another database is reached by .In(target)" : null);
        if (fault is not null)
        {
            problems.Add(DefinitionProblems.BadName("target table", target.Table, fault));
        }
    }

    private static void Keys(MapSpec map, RedshiftTable target, List<Problem> problems)
    {
        if (target.SortKeys.Count > MaxSortKeys)
        {
            problems.Add(DefinitionProblems.TooManySortKeys(target.SortKeys.Count));
        }

        if (target.Mode == LoadMode.Merge && target.MergeKeys.Count == 0)
        {
            problems.Add(DefinitionProblems.MergeWithoutKey());
        }

        foreach ((string what, EquatableList<string> columns) in KeysOf(target))
        {
            foreach (string twice in columns.GroupBy(c => c, StringComparer.Ordinal).Where(g => g.Count() > 1).Select(g => g.Key))
            {
                problems.Add(DefinitionProblems.KeyTwice(what, twice));
            }

            foreach (string column in columns.Distinct(StringComparer.Ordinal))
            {
                Key(map, what, column, problems);
            }
        }
    }

    public static IEnumerable<(string What, EquatableList<string> Columns)> KeysOf(RedshiftTable target)
    {
        if (target.DistributionKey is { } key)
        {
            yield return ("distribution key", [key]);
        }

        yield return ("sort key", target.SortKeys);
        yield return ("merge key", target.MergeKeys);
    }

    private static void Key(MapSpec map, string what, string column, List<Problem> problems)
    {
        MappedField? field = map.Fields.FirstOrDefault(f => string.Equals(f.TargetColumn, column, StringComparison.Ordinal));
        if (field is null)
        {
            if (!map.IncludesRest)
            {
                problems.Add(DefinitionProblems.KeyNotMapped(what, column, NearNames.Hint(column, map.Fields.Select(f => f.TargetColumn))));
            }

            return;
        }

        if (field.Type is { Kind: RedshiftTypeKind.Super or RedshiftTypeKind.Varbyte } type)
        {
            problems.Add(DefinitionProblems.KeyType(what, column, type));
        }

        if (field.Computed is ConstantTransform && string.Equals(what, "merge key", StringComparison.Ordinal))
        {
            problems.Add(DefinitionProblems.KeyIsConstant(column));
        }
    }

    private static void Modes(Source source, RedshiftTable target, List<Problem> problems)
    {
        if (source.Cursor is not { } cursor)
        {
            return;
        }

        if (target.Mode == LoadMode.Replace)
        {
            problems.Add(DefinitionProblems.IncrementalReplace(cursor.Column));
        }

        if (target.Mode == LoadMode.Append && (cursor.LagTime > TimeSpan.Zero || cursor.LagNumber > 0))
        {
            problems.Add(DefinitionProblems.AppendWithLag(cursor.Column));
        }
    }
}
