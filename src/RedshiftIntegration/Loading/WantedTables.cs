using RedshiftIntegration.Errors;
using RedshiftIntegration.Flow;
using RedshiftIntegration.Types;

namespace RedshiftIntegration.Loading;

/// <summary>The table that one or more pipelines want as their target.</summary>
internal static class WantedTables
{
    /// <summary>Several pipelines on one table: all columns of all of them; what one of them leaves out has to be nullable.</summary>
    public static WantedTable Of(IReadOnlyList<LoadedPipeline> pipelines, List<Problem> problems)
    {
        WantedTable table = Of(pipelines[0]);
        foreach (LoadedPipeline pipeline in pipelines.Skip(1))
        {
            WantedTable other = Of(pipeline);
            if (other with { Columns = table.Columns } != table)
            {
                problems.Add(DeploymentProblems.SharedStyle(pipeline.Definition.Target.QualifiedName, pipelines[0].Definition.Id, pipeline.Definition.Id));
            }

            table = table with { Columns = Union(pipeline.Definition.Target.QualifiedName, table.Columns, other.Columns, problems) };
        }

        return table;
    }

    private static WantedTable Of(LoadedPipeline pipeline)
    {
        RedshiftTable target = pipeline.Definition.Target;
        return new WantedTable(target.Schema, target.Table)
        {
            Columns = EquatableList.From([.. pipeline.Mapping.TargetColumns.Select(c => new WantedColumn(c.TargetColumn, c.Type, c.IsNullable && !pipeline.Mapping.Keys.Contains(c.TargetColumn, StringComparer.Ordinal))
            {
                Why = Why(c),
            }), .. Mark(pipeline.Definition)]),
            PrimaryKey = pipeline.Mapping.Keys,
            Distribution = target.Distribution,
            DistributionKey = target.DistributionKey,
            SortKeys = target.SortKeys,
        };
    }

    private static IEnumerable<WantedColumn> Mark(PipelineDefinition definition) => definition.Deletes?.MarkColumn is { } column
        ? [new WantedColumn(column, RedshiftType.Timestamp, IsNullable: true) { Why = "when a run found the row deleted in the source; NULL while it is there" }]
        : [];

    private static string Why(ResolvedColumn column)
    {
        string from = column.SourceColumn is null ? "computed" : column.SourceColumn;
        string marks = column.IsPii ? ", personal data" : string.Empty;
        return column.Why.Length == 0 ? $"{from}{marks}" : $"{from}{marks}: {column.Why}";
    }

    private static EquatableList<WantedColumn> Union(string table, EquatableList<WantedColumn> left, EquatableList<WantedColumn> right, List<Problem> problems)
    {
        Dictionary<string, WantedColumn> others = right.ToDictionary(c => c.Name, StringComparer.Ordinal);
        List<WantedColumn> columns = [];
        foreach (WantedColumn column in left)
        {
            if (!others.Remove(column.Name, out WantedColumn? other))
            {
                columns.Add(column with { IsNullable = true });
                continue;
            }

            if (other.Type != column.Type)
            {
                problems.Add(DeploymentProblems.SharedColumn(table, column.Name, column.Type.ToString(), other.Type.ToString()));
            }

            columns.Add(column with { IsNullable = column.IsNullable || other.IsNullable });
        }

        columns.AddRange(right.Where(c => others.ContainsKey(c.Name)).Select(c => c with { IsNullable = true }));
        return EquatableList.From(columns);
    }
}
