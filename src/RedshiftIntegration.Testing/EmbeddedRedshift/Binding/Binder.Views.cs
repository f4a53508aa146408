using System.Collections.Immutable;
using RedshiftIntegration.Testing.Catalogue;
using RedshiftIntegration.Testing.Engine;
using RedshiftIntegration.Testing.Statements;
using RedshiftIntegration.Testing.Syntax;

namespace RedshiftIntegration.Testing.Binding;

internal sealed partial class Binder
{
    private readonly List<RelationUse> uses = [];
    private ViewDefinition? expanding;
    private int? viewAt;
    private (SystemRelation Relation, int Position)? systemRelation;

    /// <summary>The first system relation that the statement reads, with its place.</summary>
    public (SystemRelation Relation, int Position)? SystemRelation => systemRelation;

    /// <summary>The relations that the statement itself names, not those behind its views, with the columns that it uses.</summary>
    public IEnumerable<RelationUse> Uses => uses.Where(u => u.As is null);

    /// <summary>What the bound query stands on, to be kept with the view that it makes.</summary>
    /// <param name="text">The query's text.</param>
    /// <param name="start">Where the text begins in the request.</param>
    public ViewDefinition Definition(string text, int start) => new(
        text,
        [
            .. Uses.GroupBy(u => u.Position).Select(g => new ViewReference(
                g.Key - start, g.First().Relation.Oid, g.First().Relation.Schema, Referenced(g.First().Relation, [.. g.SelectMany(u => u.Columns)]))),
        ]);

    /// <summary>Binds the query of a view or materialized view under the meaning that its names had when it was made, and with the rights of its owner.</summary>
    public BoundQuery Expand(Relation view)
    {
        var definition = view.Definition!;
        var outer = (commonTables, expanding, readsAs);
        (commonTables, expanding, readsAs) = (null, definition.References.IsEmpty ? null : definition, view.Owner);
        var query = Query(new Parser(definition.Query, Lexer.Run(definition.Query), 0).Query(), null);
        (commonTables, expanding, readsAs) = outer;
        return query;
    }

    private static ImmutableArray<ReferencedColumn> Referenced(Relation relation, HashSet<int> used) => relation switch
    {
        Table table => [.. table.Columns.Select(c => new ReferencedColumn(c.Number, c.Name, c.Type, used.Contains(c.Number)))],
        View view => [.. view.Columns.Select((c, i) => new ReferencedColumn(i + 1, c.Name, c.Type, used.Contains(i + 1)))],
        _ => [],
    };

    private Relation? Resolve(ObjectName name) => expanding?.At(name.Position) is { } reference
        ? Context.Catalogue.FindByOid(reference.Oid)
        : FindRelation(name);

    private RelationUse Note(Relation relation, int position, bool isRead)
    {
        RequireUsage(relation.Schema);
        var use = new RelationUse(position, relation) { As = readsAs, IsRead = isRead };
        uses.Add(use);
        return use;
    }

    /// <summary>The columns as the view that is being expanded knew them: neither renamed nor added ones.</summary>
    private List<ScopeColumn> Seen(Relation relation, IEnumerable<ScopeColumn> columns, int position)
    {
        if (expanding?.At(position) is not { } reference || reference.Oid != relation.Oid)
        {
            return [.. columns];
        }

        var known = reference.Columns.ToDictionary(c => c.Number, c => c.Name);
        return [.. columns.Where(c => known.ContainsKey(c.Number)).Select(c => c with { Name = known[c.Number] })];
    }

    private DuckSql FromView(View view, TableItem item, string alias, Scope scope)
    {
        Access(view, LockMode.Read);
        var query = ExpandAt(view, item);
        var columns = view.LateBinding ? Named(view, query, item) : [.. view.Columns.Take(query.Columns.Count)];
        var printed = NextAlias();
        AddSource(new ScopeSource(view.Schema, alias, Seen(view, Printed(printed, columns, query.Names), item.Position)) { Use = Note(view, item.Position, true) }, item.Columns, scope, item.Position);
        return $"({query.Sql}) AS {printed}({Printer.Identifiers(query.Names)})";
    }

    /// <summary>What is wrong inside a view shows where the statement names it: a late-binding view meets its tables at use alone (AWS: r_CREATE_VIEW).</summary>
    private BoundQuery ExpandAt(View view, TableItem item)
    {
        viewAt ??= item.Position;
        var outermost = readsAs is null;
        try
        {
            return Expand(view);
        }
        catch (SqlError e) when (outermost)
        {
            throw new SqlError(e.SqlState, e.Message, item.Position, e.Detail ?? $"in the view {view.Schema}.{view.Name}", e.Hint);
        }
        finally
        {
            viewAt = outermost ? null : viewAt;
        }
    }

    private static IReadOnlyList<ResultColumn> Named(View view, BoundQuery query, TableItem item) => view.ColumnNames.Length > query.Columns.Count
        ? throw new SqlError("42601", $"view \"{view.Name}\" specifies more column names than columns", item.Position)
        : [.. query.Columns.Select((c, i) => i < view.ColumnNames.Length ? c with { Name = view.ColumnNames[i] } : c)];
}
