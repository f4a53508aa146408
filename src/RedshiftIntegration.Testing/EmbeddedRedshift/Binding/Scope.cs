using RedshiftIntegration.Testing.Catalogue;
using RedshiftIntegration.Testing.Engine;
using RedshiftIntegration.Testing.Functions;

namespace RedshiftIntegration.Testing.Binding;

/// <summary>One column that a query can name.</summary>
internal sealed record ScopeColumn(string Name, SqlType Type, DuckSql Sql)
{
    /// <summary>Right side of USING or NATURAL: seen with its table's name only.</summary>
    public bool Hidden { get; init; }

    /// <summary>The column's number in its relation; 0 where it has none.</summary>
    public int Number { get; init; }
}

/// <summary>One table of FROM under the name that the query gave it.</summary>
internal sealed record ScopeSource(string? Schema, string Alias, IReadOnlyList<ScopeColumn> Columns)
{
    /// <summary>Gathers which columns of a relation the query uses; null for what is no relation of the catalogue.</summary>
    public RelationUse? Use { get; init; }
}

/// <summary>A relation where a query names it, with the columns that the query uses.</summary>
internal sealed record RelationUse(int Position, Relation Relation)
{
    /// <summary>The owner of the view whose query names it, with whose rights it is read; null where the statement itself names it.</summary>
    public int? As { get; init; }

    /// <summary>Whether it is read even where no column is named: <c>SELECT count(*) FROM t</c>.</summary>
    public bool IsRead { get; init; }

    public HashSet<int> Columns { get; } = [];
}

/// <summary>The names that an expression can see: its query's tables, then the enclosing queries'.</summary>
internal sealed class Scope(Scope? parent)
{
    public Scope? Parent { get; } = parent;

    public List<ScopeSource> Sources { get; } = [];

    /// <summary>Earlier items of the same select list, which Redshift lets later ones use by their alias.</summary>
    public Dictionary<string, Bound> Laterals { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether an expression of this query, or of one inside it, names a column of an enclosing query.</summary>
    public bool IsCorrelated { get; private set; }

    /// <summary>Where the query's first window function stands; null without one.</summary>
    public int? WindowAt { get; private set; }

    /// <summary>Where a column of a query that encloses the enclosing one is named; null without such a place.</summary>
    public int? SkipsLevelAt { get; private set; }
    private DuckSql? sortedBy;

    /// <summary>Notes the order of an aggregate that sorts; all of a query must have the same.</summary>
    public void SortBy(DuckSql order, FunctionCall call)
    {
        if (call.Expr.Over is not null)
        {
            return;
        }

        sortedBy = sortedBy is null || sortedBy == order ? order
            : throw new SqlError("0A000", "within group ORDER BY clauses for aggregate functions must be the same", call.Position);
    }

    public void NoteWindow(int position) => WindowAt ??= position;

    /// <summary>Notes that a join of this query's tables, bound in a scope of its own, names a column of an enclosing query.</summary>
    public void Take(Scope join)
    {
        IsCorrelated |= join.IsCorrelated;
        SkipsLevelAt ??= join.SkipsLevelAt;
    }

    /// <summary>Finds a column; null where no scope knows it.</summary>
    public ScopeColumn? Find(string? schema, string? table, string name, int position, out ScopeSource? source)
    {
        for (var scope = this; scope is not null; scope = scope.Parent)
        {
            if (scope.FindHere(schema, table, name, position, out source) is { } found)
            {
                source?.Use?.Columns.Add(found.Number);
                for (var inner = this; inner != scope; inner = inner.Parent!)
                {
                    inner.IsCorrelated = true;
                }

                if (scope != this && scope != Parent)
                {
                    SkipsLevelAt ??= position;
                }

                return found;
            }
        }

        source = null;
        return null;
    }

    public ScopeSource? FindSource(string? schema, string table)
    {
        for (var scope = this; scope is not null; scope = scope.Parent)
        {
            var found = scope.Sources.FirstOrDefault(s => Matches(s, schema, table));
            if (found is not null)
            {
                return found;
            }
        }

        return null;
    }

    private ScopeColumn? FindHere(string? schema, string? table, string name, int position, out ScopeSource? source)
    {
        ScopeColumn? found = null;
        source = null;
        foreach (var candidate in Sources)
        {
            if (table is not null && !Matches(candidate, schema, table))
            {
                continue;
            }

            foreach (var column in candidate.Columns)
            {
                if (!string.Equals(column.Name, name, StringComparison.Ordinal) || (column.Hidden && table is null))
                {
                    continue;
                }

                if (found is not null)
                {
                    throw new SqlError("42702", $"column reference \"{name}\" is ambiguous", position);
                }

                (found, source) = (column, candidate);
            }
        }

        return found;
    }

    private static bool Matches(ScopeSource source, string? schema, string table) =>
        string.Equals(source.Alias, table, StringComparison.Ordinal) && (schema is null || string.Equals(source.Schema, schema, StringComparison.Ordinal));
}
