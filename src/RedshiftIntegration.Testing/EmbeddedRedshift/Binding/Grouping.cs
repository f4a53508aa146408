using RedshiftIntegration.Testing.Engine;

namespace RedshiftIntegration.Testing.Binding;

/// <summary>Of one query: the columns that stand outside of aggregates and of the grouping keys, which a grouped query may not have.</summary>
internal sealed class Grouping(Scope scope, bool isGrouped)
{
    private readonly HashSet<DuckSql> keys = [];
    private readonly List<(string Column, int Position)> loose = [];

    /// <summary>GROUP BY, HAVING or an aggregate.</summary>
    public bool IsGrouped { get; private set; } = isGrouped;

    public int Count => loose.Count;

    public void AddKey(DuckSql sql) => keys.Add(sql);

    public void Note(ScopeSource? source, string column, int position)
    {
        if (source is not null && scope.Sources.Exists(s => ReferenceEquals(s, source)))
        {
            loose.Add(($"{source.Alias}.{column}", position));
        }
    }

    /// <summary>A grouping key as a whole may hold any column.</summary>
    public void Settle(DuckSql sql, int count)
    {
        if (loose.Count > count && keys.Contains(sql))
        {
            loose.RemoveRange(count, loose.Count - count);
        }
    }

    public void Aggregate(int count)
    {
        IsGrouped = true;
        loose.RemoveRange(count, loose.Count - count);
    }

    public void Check()
    {
        if (IsGrouped && loose.Count > 0)
        {
            var (column, position) = loose.MinBy(c => c.Position);
            throw new SqlError("42803", $"column \"{column}\" must appear in the GROUP BY clause or be used in an aggregate function", position);
        }
    }
}
