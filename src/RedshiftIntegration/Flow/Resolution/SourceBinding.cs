using RedshiftIntegration.Errors;
using RedshiftIntegration.Mapping;
using RedshiftIntegration.Types;

namespace RedshiftIntegration.Flow.Resolution;

/// <summary>Finds the source's columns by the names that a definition uses.</summary>
internal sealed class SourceBinding(string table, EquatableList<SourceColumn> columns, List<Problem> problems)
{
    private readonly HashSet<string> _ignored = new(StringComparer.Ordinal);

    public EquatableList<SourceColumn> Columns => columns;

    public string Table => table;

    /// <summary>The column of a field, of a concat or of the cursor; null after a problem was added.</summary>
    /// <param name="what">Begins the message: <c>The property</c>.</param>
    public SourceColumn? Find(string what, string name, bool isProperty)
    {
        SourceColumn[] found = Candidates(name, isProperty);
        if (found.Length == 1)
        {
            return found[0];
        }

        problems.Add(found.Length == 0
            ? MappingProblems.NoSuchColumn(what, name, table, NearNames.Hint(name, columns.Select(c => c.Name)))
            : MappingProblems.Ambiguous(what, name, table, found.Select(c => c.Name)));
        return null;
    }

    /// <summary>Columns that the map says it leaves out.</summary>
    public void Ignore(MapSpec map)
    {
        foreach (string name in map.Ignored)
        {
            SourceColumn[] found = Candidates(name, map.IsTyped);
            if (found.Length == 0 && !map.IsTyped)
            {
                problems.Add(MappingProblems.IgnoredUnknown(name, table, NearNames.Hint(name, columns.Select(c => c.Name))));
            }

            _ignored.UnionWith(found.Select(c => c.Name));
        }
    }

    /// <summary>Visible columns that no line of the map names, in the catalogue's order.</summary>
    public IEnumerable<SourceColumn> Rest(IEnumerable<string> mapped)
    {
        HashSet<string> named = new(mapped, StringComparer.Ordinal);
        return columns.Where(c => !c.IsHidden && !named.Contains(c.Name) && !_ignored.Contains(c.Name));
    }

    public EquatableList<string> LeftOut(IEnumerable<ResolvedColumn> resolved)
    {
        HashSet<string> used = new(StringComparer.Ordinal);
        foreach (ResolvedColumn column in resolved)
        {
            used.UnionWith(column.Computed is ConcatTransform concat ? concat.Columns : column.SourceColumn is { } name ? [name] : []);
        }

        return EquatableList.From(columns.Where(c => !used.Contains(c.Name)).Select(c => c.Name));
    }

    /// <summary>
    /// An exact name wins; then one that differs in case alone, since most catalogues fold; a property also finds its column across underscores.
    /// Several of one rank are ambiguous.
    /// </summary>
    private SourceColumn[] Candidates(string name, bool isProperty)
    {
        SourceColumn[] exact = [.. columns.Where(c => string.Equals(c.Name, name, StringComparison.Ordinal))];
        if (exact.Length > 0)
        {
            return exact;
        }

        return [.. columns.Where(c => isProperty ? Identifier.LooselyEquals(c.Name, name) : string.Equals(c.Name, name, StringComparison.OrdinalIgnoreCase))];
    }
}
