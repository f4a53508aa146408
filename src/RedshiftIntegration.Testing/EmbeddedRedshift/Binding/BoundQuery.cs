using RedshiftIntegration.Testing.Engine;
using RedshiftIntegration.Testing.Statements;

namespace RedshiftIntegration.Testing.Binding;

/// <summary>A table as FROM names it.</summary>
internal readonly record struct PrintedTable(DuckSql Sql, DuckSql Alias);

/// <summary>A query ready for DuckDB.</summary>
/// <param name="Sql">Its text.</param>
/// <param name="Columns">Name and Redshift type of each column.</param>
/// <param name="Constants">For each column whether its value is a bare NULL, text literal or open parameter, which an INSERT may convert freely.</param>
internal sealed record BoundQuery(DuckSql Sql, IReadOnlyList<ResultColumn> Columns, IReadOnlyList<Bound> Constants)
{
    /// <summary>Whether it groups and names a column of an enclosing query.</summary>
    public bool IsCorrelatedGroup { get; init; }

    /// <summary>The names made unique, for an alias list.</summary>
    public IReadOnlyList<string> Names { get; } = Unique(Columns);

    private static List<string> Unique(IReadOnlyList<ResultColumn> columns)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var names = new List<string>(columns.Count);
        for (var i = 0; i < columns.Count; i++)
        {
            var name = columns[i].Name;
            while (!seen.Add(name))
            {
                name = $"{name}_{i + 1}";
            }

            names.Add(name);
        }

        return names;
    }
}
