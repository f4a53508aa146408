using RedshiftIntegration.Testing.Engine;
using RedshiftIntegration.Testing.Functions;
using RedshiftIntegration.Testing.Statements;
using RedshiftIntegration.Testing.Syntax;

namespace RedshiftIntegration.Testing.Binding;

internal sealed partial class Binder
{
    private Dictionary<DuckSql, DuckSql> groupKeys = [];
    /// <summary>PostgreSQL's limit of a row that is not a table's.</summary>
    private const int MaximumItems = 1664;

    private string? noAggregates;
    private bool inAggregate;
    private string? noWindows;

    /// <summary>Of the query whose select list is being bound; null before that.</summary>
    private Grouping? grouping;

    /// <summary>Runs a binding inside an aggregate's parentheses, where keys stand for themselves.</summary>
    public T Ungrouped<T>(Func<T> bind)
    {
        var keys = groupKeys;
        var loose = grouping?.Count ?? 0;
        (groupKeys, inAggregate) = ([], true);
        var result = bind();
        (groupKeys, inAggregate) = (keys, false);
        grouping?.Aggregate(loose);
        return result;
    }

    /// <summary>Called by aggregates: they are refused in WHERE and its like.</summary>
    public void CheckAggregate(string name, int position)
    {
        if (noAggregates is not null)
        {
            throw new SqlError("42803", $"aggregates not allowed in {noAggregates}: {name}", position);
        }

        if (inAggregate)
        {
            throw new SqlError("42803", "aggregate function calls may not be nested", position);
        }
    }

    /// <summary>Called by OVER: window functions stand in the select list, ORDER BY and QUALIFY alone (AWS: c_Window_functions).</summary>
    public void CheckWindow(int position)
    {
        if (noWindows is not null)
        {
            throw new SqlError("42P20", $"window functions not allowed in {noWindows}", position);
        }
    }

    /// <summary>Binds a clause in which neither aggregates nor window functions may stand.</summary>
    private T WithoutAggregates<T>(string clause, Func<T> bind) => WithoutWindows(clause, () =>
    {
        var outer = noAggregates;
        noAggregates = clause;
        var result = bind();
        noAggregates = outer;
        return result;
    });

    public T WithoutWindows<T>(string clause, Func<T> bind)
    {
        var outer = noWindows;
        noWindows = clause;
        var result = bind();
        noWindows = outer;
        return result;
    }

    /// <summary>A WHERE clause of a statement that isn't a query.</summary>
    public Bound Where(Expr condition, Scope scope) => WithoutAggregates("WHERE clause", () => Condition(condition, scope, "WHERE"));

    private Bound GroupKey(Bound bound) => groupKeys.Count > 0 && groupKeys.TryGetValue(bound.Sql, out var key) ? bound with { Sql = key } : bound;

    private BoundQuery Select(SelectBody body, Query query, Scope? parent)
    {
        if (body.Into is not null && parent is not null)
        {
            throw new SqlError("42601", "SELECT ... INTO is not allowed here", body.Position);
        }

        (groupKeys, grouping) = ([], null);
        var scope = new Scope(parent);
        var from = DuckSql.List(body.From, f => From(f, scope));
        var where = body.Where is null ? DuckSql.Empty : $" WHERE {Where(body.Where, scope).Sql}";
        var group = GroupBy(body, scope);
        grouping ??= new Grouping(scope, body.Having is not null);
        var items = Items(body, scope);
        var columns = items.Select(i => new ResultColumn(i.Name, i.Value.Type)).ToList();
        var names = new BoundQuery(DuckSql.Empty, columns, []).Names;
        var list = DuckSql.List(items, (item, i) => $"{item.Value.Sql} AS {Printer.Identifier(names[i])}");
        var having = body.Having is null ? DuckSql.Empty : $" HAVING {WithoutWindows("HAVING clause", () => Condition(body.Having, scope, "HAVING")).Sql}";
        var qualify = body.Qualify is null ? DuckSql.Empty : $" QUALIFY {Qualify(body.Qualify, scope, items)}";
        var order = query.OrderBy.IsEmpty ? DuckSql.Empty : $" ORDER BY {DuckSql.List(query.OrderBy, o => OrderItem(o, scope, items, body.Distinct) + Direction(o))}";
        if (body.Top is not null && query.Limit is not null)
        {
            throw new SqlError("42601", "TOP and LIMIT can't stand in one query", body.Top.Position);
        }

        grouping.Check();
        CheckCorrelation(scope);
        var limits = Limits(query.Limit ?? body.Top, query.Offset, parent);
        var distinct = !body.Distinct ? DuckSql.Empty : columns.Any(c => c.Type.Kind is SqlTypeKind.Varchar or SqlTypeKind.Super) ? DistinctItems(items) : $"DISTINCT ";
        DuckSql sql = $"SELECT {distinct}{list}{(from.IsEmpty ? DuckSql.Empty : $" FROM {from}")}{where}{group}{having}{qualify}{order}{limits}";
        return new BoundQuery(sql, columns, [.. items.Select(i => i.Value with { OpenParameter = null })]) { IsCorrelatedGroup = scope.IsCorrelated && !body.GroupBy.IsEmpty };
    }

    /// <summary>Redshift rewrites correlated subqueries as joins, and can't with a window function inside (AWS: r_correlated_subqueries).</summary>
    private void CheckCorrelation(Scope scope)
    {
        skippedLevel ??= scope.SkipsLevelAt;
        if (scope is { IsCorrelated: true, WindowAt: { } position })
        {
            throw new SqlError("0A000", "This type of correlated subquery pattern is not supported yet", position, detail: "a window function stands in a correlated subquery");
        }
    }

    private Bound StarColumn(ScopeColumn column, StarExpr star, Scope scope)
    {
        var loose = grouping!.Count;
        grouping.Note(scope.Sources.Find(s => s.Columns.Contains(column)), column.Name, star.Position);
        grouping.Settle(column.Sql, loose);
        return GroupKey(new Bound(column.Sql, column.Type));
    }

    private static DuckSql DistinctItems(List<(string Name, Bound Value)> items) =>
        $"DISTINCT ON ({DuckSql.List(items, i => AggregateFunctions.Grouped(i.Value))}) ";

    private List<(string Name, Bound Value)> Items(SelectBody body, Scope scope)
    {
        var items = new List<(string, Bound)>();
        foreach (var item in body.Items)
        {
            if (item.Value is StarExpr star)
            {
                items.AddRange(Star(star, scope).Select(c => (c.Name, StarColumn(c, star, scope))));
                continue;
            }

            if (item.Value is IsExpr { What: not "NULL" } test)
            {
                // AWS: r_Boolean_type. A truth value is tested by IS in WHERE alone.
                throw new SqlError("0A000", $"IS {test.What} is not supported in the select list", test.Position);
            }

            var value = Settle(Bind(item.Value, scope));
            if (value.Type.Kind == SqlTypeKind.Interval)
            {
                throw SqlError.NotSupported("a column of type INTERVAL", item.Value.Position);
            }

            var name = item.Alias ?? value.Name;
            if (item.Alias is not null)
            {
                scope.Laterals[name] = value;
            }

            items.Add((name, value));
        }

        return items.Count <= MaximumItems ? items : throw new SqlError("54011", $"target lists can have at most {MaximumItems} entries", body.Items[^1].Value.Position);
    }

    private List<ScopeColumn> Star(StarExpr star, Scope scope)
    {
        if (star.Table is null && scope.Sources.Count == 0)
        {
            throw new SqlError("42601", "SELECT * with no tables specified is not valid", star.Position);
        }

        var sources = star.Table is null ? scope.Sources
            : [scope.FindSource(null, star.Table) ?? throw new SqlError("42P01", $"missing FROM-clause entry for table \"{star.Table}\"", star.Position)];
        var columns = sources.SelectMany(s => s.Columns.Select(c => (Column: c, s.Use))).Where(c => star.Table is not null || !c.Column.Hidden).ToList();
        foreach (var excluded in star.Exclude)
        {
            // A column that a view excludes may be dropped under it.
            if (columns.RemoveAll(c => string.Equals(c.Column.Name, excluded, StringComparison.Ordinal)) == 0 && expanding is null)
            {
                throw new SqlError("42703", $"column \"{excluded}\" does not exist", star.Position);
            }
        }

        foreach (var (column, use) in columns)
        {
            use?.Columns.Add(column.Number);
        }

        return [.. columns.Select(c => c.Column)];
    }

    private DuckSql GroupBy(SelectBody body, Scope scope)
    {
        if (body.GroupBy.IsEmpty)
        {
            return DuckSql.Empty;
        }

        var keys = new Dictionary<DuckSql, DuckSql>();
        var query = new Grouping(scope, isGrouped: true);
        var printed = new List<DuckSql>();
        foreach (var item in body.GroupBy)
        {
            var sets = item.Sets.Select(set => DuckSql.List(set, e => Key(e, body, scope, keys, query, item.Form is null))).ToList();
            printed.Add(item.Form switch
            {
                null => sets[0],
                "GROUPING SETS" => $"GROUPING SETS ({DuckSql.List(sets, s => $"({s})")})",
                _ => $"{Printer.Word(item.Form)}({sets[0]})",
            });
        }

        (groupKeys, grouping) = (keys, query);
        return $" GROUP BY {DuckSql.List(printed)}";
    }

    /// <summary>
    /// One grouping key. Texts are grouped without trailing blanks; the select list then shows one of the group's own texts.
    /// Under ROLLUP and its like the trimmed key itself is shown, since it must become NULL in the upper rows.
    /// </summary>
    private DuckSql Key(Expr expr, SelectBody body, Scope scope, Dictionary<DuckSql, DuckSql> keys, Grouping query, bool plain)
    {
        CheckConstant(expr, "GROUP BY");
        var known = scope.IsCorrelated;
        var value = WithoutAggregates("GROUP BY clause", () => Bind(Named(expr, body, scope), scope));
        if (scope.IsCorrelated && !known)
        {
            throw new SqlError("0A000", "This type of correlated subquery pattern is not supported yet", expr.Position, detail: "a column of an enclosing query stands in GROUP BY");
        }

        query.AddKey(value.Sql);
        if (value.Type.Kind is not (SqlTypeKind.Varchar or SqlTypeKind.Super) || value.IsConstant)
        {
            return value.IsConstant ? $"({value.Sql})" : value.Sql;
        }

        if (!plain && value.Type.Kind == SqlTypeKind.Super)
        {
            throw SqlError.NotSupported("SUPER in ROLLUP, CUBE and GROUPING SETS", expr.Position);
        }

        var key = AggregateFunctions.Grouped(value);
        keys[value.Sql] = plain ? $"any_value({value.Sql})" : key;
        return key;
    }

    /// <summary>GROUP BY 1 and GROUP BY alias mean the select list's expression; a column of that name goes first.</summary>
    private static Expr Named(Expr expr, SelectBody body, Scope scope)
    {
        switch (expr)
        {
            case NumberLiteral number:
                var item = body.Items[Ordinal(number, body.Items.Length, "GROUP BY")].Value;
                return item is StarExpr ? throw new SqlError("42P10", "GROUP BY position counts from a list with a star", number.Position) : item;
            case PathExpr { Steps: [{ Name: { } name }] } when scope.Find(null, null, name, expr.Position, out _) is null:
                return body.Items.FirstOrDefault(i => string.Equals(i.Alias, name, StringComparison.Ordinal))?.Value ?? expr;
            default:
                return expr;
        }
    }

    /// <summary>As in PostgreSQL: a literal there is a place in the select list, and no other literal is meant.</summary>
    private static void CheckConstant(Expr expr, string clause)
    {
        if (expr is TextLiteral or NullLiteral || (expr is NumberLiteral number && !number.Text.All(char.IsAsciiDigit)))
        {
            throw new SqlError("42601", $"non-integer constant in {clause}", expr.Position);
        }
    }

    private DuckSql OrderItem(OrderItem item, Scope scope, List<(string Name, Bound Value)> items, bool isDistinct)
    {
        CheckConstant(item.Value, "ORDER BY");
        var index = item.Value switch
        {
            NumberLiteral number => Ordinal(number, items.Count, "ORDER BY"),
            PathExpr { Steps: [{ Name: { } name }] } => items.FindIndex(i => string.Equals(i.Name, name, StringComparison.Ordinal)),
            _ => -1,
        };
        if (index >= 0)
        {
            return items[index].Value is { Type.Kind: SqlTypeKind.Varchar or SqlTypeKind.Super, IsConstant: false } text ? AggregateFunctions.Grouped(text) : Printer.Number(index + 1);
        }

        var value = Settle(Bind(item.Value, scope));
        return isDistinct && !items.Exists(i => i.Value.Sql == value.Sql)
            ? throw new SqlError("42P10", "for SELECT DISTINCT, ORDER BY expressions must appear in select list", item.Value.Position)
            : value.IsConstant ? $"(SELECT {value.Sql})" : AggregateFunctions.Grouped(value);
    }

    private DuckSql Qualify(Expr condition, Scope scope, List<(string Name, Bound Value)> items)
    {
        foreach (var (name, value) in items)
        {
            scope.Laterals.TryAdd(name, value);
        }

        return Condition(condition, scope, "QUALIFY").Sql;
    }
}
