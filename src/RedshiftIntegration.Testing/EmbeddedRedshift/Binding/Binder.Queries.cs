using RedshiftIntegration.Testing.Engine;
using RedshiftIntegration.Testing.Functions;
using RedshiftIntegration.Testing.Statements;
using RedshiftIntegration.Testing.Syntax;

namespace RedshiftIntegration.Testing.Binding;

internal sealed partial class Binder
{
    private CommonTableScope? commonTables;

    /// <summary>Binds a query with the names of the enclosing one, if any.</summary>
    public BoundQuery Query(Query query, Scope? parent)
    {
        if (++depth > MaximumDepth)
        {
            throw new SqlError("54001", "stack depth limit exceeded: the query is nested too deeply", query.Position);
        }

        var (outerTables, outerKeys, outerReason, outerGrouping, outerAggregate) = (commonTables, groupKeys, noAggregates, grouping, inAggregate);
        var outerWindows = noWindows;
        (noAggregates, noWindows, inAggregate) = (null, null, false);
        var with = query.With is null ? DuckSql.Empty : With(query.With, parent);
        var bound = query.Body is SelectBody select ? Select(select, query, parent) : Combined(query, parent);
        (commonTables, groupKeys, noAggregates, grouping, inAggregate) = (outerTables, outerKeys, outerReason, outerGrouping, outerAggregate);
        noWindows = outerWindows;
        depth--;
        return bound with { Sql = with + bound.Sql };
    }

    /// <summary>A query inside an expression.</summary>
    public BoundQuery Subquery(Query query, Scope scope) => Query(query, scope);

    /// <summary>Binds WITH for a statement that isn't a query; its tables stay visible to the caller.</summary>
    public DuckSql With(WithSyntax with, Scope? parent)
    {
        var printed = new List<DuckSql>();
        foreach (var table in with.Tables)
        {
            printed.Add(with.Recursive && RefersTo(table) ? Recursive(table, parent) : Common(table, parent));
        }

        return $"WITH {(with.Recursive ? $"RECURSIVE " : DuckSql.Empty)}{DuckSql.List(printed)} ";
    }

    private DuckSql Common(CommonTable table, Scope? parent)
    {
        var query = Query(table.Query, parent);
        var scope = Declare(table, query);
        return $"{scope.Printed}({Printer.Identifiers(scope.Names)}) AS ({query.Sql})";
    }

    private DuckSql Recursive(CommonTable table, Scope? parent)
    {
        if (table.Columns.IsEmpty)
        {
            throw new SqlError("42601", $"recursive CTE \"{table.Name}\" needs a column list", table.Position);
        }

        if (table.Query.Body is not SetBody { Operator: "UNION", All: true } union)
        {
            throw new SqlError("0A000", "a recursive CTE must be of the form: query UNION ALL query", table.Position);
        }

        var start = Query(new Query(null, union.Left, [], null, null, union.Left.Position), parent);
        var scope = Declare(table, start);
        var step = Query(new Query(null, union.Right, [], null, null, union.Right.Position), parent);
        if (step.Columns.Count != start.Columns.Count)
        {
            throw new SqlError("42601", "each UNION query must have the same number of columns", union.Position);
        }

        var casts = step.Names.Select((n, i) => Coercions.Implicit(new Bound(Printer.Identifier(n), step.Columns[i].Type), start.Columns[i].Type, union.Position).Sql);
        return $"{scope.Printed}({Printer.Identifiers(scope.Names)}) AS (({start.Sql}) UNION ALL SELECT {DuckSql.List(casts)} FROM ({step.Sql}) AS s({Printer.Identifiers(step.Names)}))";
    }

    private CommonTableScope Declare(CommonTable table, BoundQuery query)
    {
        if (table.Columns.Length > query.Columns.Count)
        {
            throw new SqlError("42P10", $"WITH query \"{table.Name}\" has {query.Columns.Count} columns available but {table.Columns.Length} columns specified", table.Position);
        }

        var columns = query.Columns.Select((c, i) => i < table.Columns.Length ? c with { Name = table.Columns[i] } : c).ToList();
        var names = new BoundQuery(DuckSql.Empty, columns, []).Names;
        return commonTables = new CommonTableScope(table.Name, $"cte_{NextAlias()}", columns, names, commonTables);
    }

    private static bool RefersTo(CommonTable table) => table.Query.Body is SetBody;

    private CommonTableScope? FindCommonTable(string name)
    {
        for (var table = commonTables; table is not null; table = table.Outer)
        {
            if (string.Equals(table.Name, name, StringComparison.Ordinal))
            {
                return table;
            }
        }

        return null;
    }

    /// <summary>UNION and its kin, VALUES, or a query in parentheses: ORDER BY names output columns only.</summary>
    private BoundQuery Combined(Query query, Scope? parent)
    {
        var body = Body(query.Body, parent);
        var tail = DuckSql.Empty;
        if (!query.OrderBy.IsEmpty)
        {
            tail = $" ORDER BY {DuckSql.List(query.OrderBy, o => OutputOrder(o, body))}";
        }

        tail += Limits(query.Limit, query.Offset, parent);
        return tail.IsEmpty ? body : body with { Sql = $"SELECT * FROM ({body.Sql}) AS {NextAlias()}({Printer.Identifiers(body.Names)}){tail}" };
    }

    private static DuckSql OutputOrder(OrderItem item, BoundQuery body)
    {
        var index = item.Value switch
        {
            NumberLiteral number => Ordinal(number, body.Columns.Count, "ORDER BY"),
            PathExpr { Steps: [{ Name: { } name }] } => body.Columns.ToList().FindIndex(c => string.Equals(c.Name, name, StringComparison.Ordinal)),
            _ => -1,
        };
        return index >= 0
            ? AggregateFunctions.Grouped(new Bound(Printer.Identifier(body.Names[index]), body.Columns[index].Type)) + Direction(item)
            : throw new SqlError("0A000", "ORDER BY on a UNION/INTERSECT/EXCEPT result must be on one of the result columns", item.Value.Position);
    }

    private static int Ordinal(NumberLiteral number, int count, string clause) =>
        int.TryParse(number.Text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var n) && n >= 1 && n <= count
            ? n - 1
            : throw new SqlError("42P10", $"{clause} position {number.Text} is not in select list", number.Position);

    public static DuckSql Direction(OrderItem item) => (item.Descending, item.NullsFirst ?? item.Descending) switch
    {
        (true, true) => $" DESC NULLS FIRST",
        (true, false) => $" DESC NULLS LAST",
        (false, true) => $" ASC NULLS FIRST",
        _ => $" ASC NULLS LAST",
    };

    private DuckSql Limits(Expr? limit, Expr? offset, Scope? parent)
    {
        DuckSql Count(Expr e, string clause)
        {
            if (e is UnaryExpr { Operator: "-", Operand: NumberLiteral number } && number.Text.Any(c => c is >= '1' and <= '9'))
            {
                throw new SqlError(clause == "LIMIT" ? "2201W" : "2201X", $"{clause} must not be negative", e.Position);
            }

            var value = Bind(e, new Scope(parent));
            return e is NumberLiteral or ParameterExpr or CastExpr
                ? Coercions.Implicit(Infer(value, new Bound(DuckSql.Empty, SqlType.BigInt)), SqlType.BigInt, e.Position).Sql
                : throw new SqlError("0A000", "LIMIT and OFFSET take a number or a parameter", e.Position);
        }

        return (limit is null ? DuckSql.Empty : $" LIMIT {Count(limit, "LIMIT")}") + (offset is null ? DuckSql.Empty : $" OFFSET {Count(offset, "OFFSET")}");
    }

    private BoundQuery Body(QueryBody body, Scope? parent) => body switch
    {
        SelectBody select => Select(select, new Query(null, select, [], null, null, select.Position), parent),
        NestedBody nested => Nested(nested, parent),
        ValuesBody values => Values(values, parent),
        SetBody set => Set(set, parent),
        _ => throw new InvalidOperationException($"No binding for {body.GetType().Name}."),
    };

    private BoundQuery Nested(NestedBody nested, Scope? parent)
    {
        var query = Query(nested.Query, parent);
        return query with { Sql = $"({query.Sql})" };
    }

    /// <summary>Rows of values, each column in the common type of its values.</summary>
    private BoundQuery Values(ValuesBody values, Scope? parent)
    {
        var scope = new Scope(parent);
        var rows = values.Rows.Select(r => r.Select(e => Bind(e, scope)).ToList()).ToList();
        if (rows.Any(r => r.Count != rows[0].Count))
        {
            throw new SqlError("42601", "VALUES lists must all be the same length", values.Position);
        }

        var columns = new List<ResultColumn>();
        for (var c = 0; c < rows[0].Count; c++)
        {
            var column = rows.Select(r => r[c]).ToList();
            columns.Add(new ResultColumn($"column{Printer.Number(c + 1)}", TypeRules.Common(column, "VALUES", values.Position)));
        }

        var lines = DuckSql.List(rows, r => $"({DuckSql.List(r, (v, c) => Coercions.Implicit(v, columns[c].Type, values.Position).Sql)})");
        return new BoundQuery($"VALUES {lines}", columns, []);
    }

    private BoundQuery Set(SetBody set, Scope? parent)
    {
        if (++depth > MaximumDepth)
        {
            throw new SqlError("54001", "stack depth limit exceeded: too many set operations", set.Position);
        }

        var left = Body(set.Left, parent);
        var right = Body(set.Right, parent);
        depth--;
        if (left.Columns.Count != right.Columns.Count)
        {
            throw new SqlError("42601", $"each {set.Operator} query must have the same number of columns", set.Position);
        }

        var types = left.Columns.Select((c, i) => TypeRules.Common([Constant(left, i), Constant(right, i)], set.Operator, set.Position)).ToList();
        var columns = left.Columns.Select((c, i) => c with { Type = types[i] }).ToList();
        var (a, b) = (Converted(left, types, set.Position), Converted(right, types, set.Position));
        if (set.All)
        {
            return set.Operator == "UNION"
                ? new BoundQuery($"{a} UNION ALL {b}", columns, [])
                : throw new SqlError("0A000", $"{set.Operator} ALL is not supported", set.Position);
        }

        return new BoundQuery(types.Any(t => t.Kind is SqlTypeKind.Varchar or SqlTypeKind.Super) ? ByKeys(set.Operator, a, b, columns) : $"{a} {Printer.Word(set.Operator)} {b}", columns, []);
    }

    /// <summary>Rows are compared by what Redshift takes for equal: texts without trailing blanks, SUPER by value.</summary>
    private DuckSql ByKeys(string operation, DuckSql left, DuckSql right, List<ResultColumn> columns)
    {
        var names = new BoundQuery(DuckSql.Empty, columns, []).Names;
        if (operation == "UNION")
        {
            return $"SELECT {DistinctOn(columns)}* FROM ({left} UNION ALL {right}) AS {NextAlias()}({Printer.Identifiers(names)})";
        }

        var (a, b) = (NextAlias(), NextAlias());
        DuckSql Key(DuckSql alias, int i) => AggregateFunctions.Grouped(new Bound($"{alias}.{Printer.Identifier(names[i])}", columns[i].Type));
        var equal = DuckSql.Join($" AND ", columns.Select(DuckSql (_, i) => $"{Key(a, i)} IS NOT DISTINCT FROM {Key(b, i)}"));
        return $"SELECT {DistinctOn(columns)}* FROM ({left}) AS {a}({Printer.Identifiers(names)}) WHERE {(operation == "EXCEPT" ? $"NOT " : DuckSql.Empty)}EXISTS "
            + $"(SELECT 1 FROM ({right}) AS {b}({Printer.Identifiers(names)}) WHERE {equal})";
    }

    private static Bound Constant(BoundQuery query, int column) =>
        column < query.Constants.Count ? query.Constants[column] : new Bound(DuckSql.Empty, query.Columns[column].Type);

    /// <summary>Trailing blanks don't tell texts apart in DISTINCT either.</summary>
    private static DuckSql DistinctOn(List<ResultColumn> columns)
    {
        var names = new BoundQuery(DuckSql.Empty, columns, []).Names;
        return $"DISTINCT ON ({DuckSql.List(names, (n, i) => AggregateFunctions.Grouped(new Bound(Printer.Identifier(n), columns[i].Type)))}) ";
    }

    private DuckSql Converted(BoundQuery query, List<SqlType> types, int position)
    {
        var casts = query.Names.Select((n, i) => Coercions.Implicit(Constant(query, i) with { Sql = Printer.Identifier(n), Literal = null }, types[i], position).Sql + $" AS {Printer.Identifier(n)}");
        return $"SELECT {DuckSql.List(casts)} FROM ({query.Sql}) AS {NextAlias()}({Printer.Identifiers(query.Names)})";
    }

    private sealed record CommonTableScope(string Name, DuckSql Printed, IReadOnlyList<ResultColumn> Columns, IReadOnlyList<string> Names, CommonTableScope? Outer);
}
