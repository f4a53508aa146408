using RedshiftIntegration.Definition;
using RedshiftIntegration.Errors;
using RedshiftIntegration.Mapping;
using RedshiftIntegration.Types;

namespace RedshiftIntegration.Flow.Resolution;

/// <summary>The load mode and its key (docs/loading.md, Modes).</summary>
internal sealed record KeyResolution(LoadMode Mode, EquatableList<string> Columns, EquatableList<string> Notes)
{
    public static KeyResolution Resolve(RedshiftTable target, Source source, SourceTable table, string name, List<ResolvedColumn> columns, List<Problem> problems)
    {
        LoadMode mode = target.Mode == LoadMode.Default ? LoadMode.Merge : target.Mode;
        EquatableList<string> keys = target.Mode switch
        {
            LoadMode.Merge => target.MergeKeys,
            LoadMode.Default => OfSource(table, name, columns, problems),
            LoadMode.Append => OfAppend(source, table, name, columns, problems),
            _ => [],
        };
        return new(mode, keys, EquatableList.From(NullableKeys(keys, columns)));
    }

    private static EquatableList<string> OfSource(SourceTable table, string name, List<ResolvedColumn> columns, List<Problem> problems)
    {
        if (table.PrimaryKey.Count == 0)
        {
            problems.Add(MappingProblems.NoKey(name));
            return [];
        }

        List<string> keys = [];
        foreach (string key in table.PrimaryKey)
        {
            if (Target(key, columns) is { } column)
            {
                keys.Add(column);
            }
            else if (table.Columns.Any(c => string.Equals(c.Name, key, StringComparison.Ordinal)))
            {
                problems.Add(MappingProblems.KeyColumnNotMapped(name, key));
            }
        }

        return EquatableList.From(keys);
    }

    private static EquatableList<string> OfAppend(Source source, SourceTable table, string name, List<ResolvedColumn> columns, List<Problem> problems)
    {
        if (source.Cursor is null)
        {
            problems.Add(MappingProblems.AppendWithoutCursor());
        }

        string?[] keys = [.. table.PrimaryKey.Select(key => Target(key, columns))];
        if (keys.Length > 0 && keys.All(key => key is not null))
        {
            return EquatableList.From(keys.Select(key => key!));
        }

        problems.Add(MappingProblems.AppendWithoutKey(name));
        return [];
    }

    /// <summary>The target column that tells the source's keys apart: the one that holds the key as it is, else its hash.</summary>
    private static string? Target(string sourceColumn, List<ResolvedColumn> columns)
    {
        ResolvedColumn[] candidates = [.. columns.Where(c => string.Equals(c.SourceColumn, sourceColumn, StringComparison.Ordinal))];
        ResolvedColumn? column = Array.Find(candidates, c => c.Transforms.Count == 0) ?? Array.Find(candidates, c => c.Transforms is [Sha256Transform]);
        return column?.TargetColumn;
    }

    private static IEnumerable<string> NullableKeys(EquatableList<string> keys, List<ResolvedColumn> columns) =>
        columns
            .Where(c => c.IsNullable && keys.Contains(c.TargetColumn, StringComparer.Ordinal))
            .Select(c => $"the key '{c.TargetColumn}' may be NULL in the source: a row without a key is refused by the load");
}
