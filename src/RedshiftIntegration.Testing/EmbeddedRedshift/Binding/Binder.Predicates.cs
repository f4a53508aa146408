using RedshiftIntegration.Testing.Engine;
using RedshiftIntegration.Testing.Functions;
using RedshiftIntegration.Testing.Syntax;

namespace RedshiftIntegration.Testing.Binding;

internal sealed partial class Binder
{
    private Bound Like(LikeExpr expr, Scope scope)
    {
        var escape = expr.Escape is null ? null : Bind(expr.Escape, scope);
        return PrintLike(expr.Operator, expr.Negated, Bind(expr.Value, scope), Bind(expr.Pattern, scope), escape, expr.Position);
    }

    private Bound PrintLike(string kind, bool negated, Bound value, Bound pattern, Bound? escape, int position)
    {
        var (left, right) = (TextArgument(value, kind, position), TextArgument(pattern, kind, position));
        var not = negated ? $"NOT " : DuckSql.Empty;
        if (kind == "SIMILAR")
        {
            return escape is not null
                ? throw new SqlError("0A000", "SIMILAR TO ... ESCAPE is not supported by EmbeddedRedshift", position)
                : new Bound($"({not}regexp_full_match({left}, rs_similar({right})))", SqlType.Boolean);
        }

        if (escape is { Literal: null } || escape?.Literal is { Length: > 1 })
        {
            throw new SqlError("22025", "invalid escape string: it must be one character", position);
        }

        return new Bound($"({left} {not}{Printer.Word(kind)} {right} ESCAPE {Printer.Text(escape?.Literal ?? "\\")})", SqlType.Boolean);
    }

    private Bound Between(BetweenExpr expr, Scope scope)
    {
        var value = Bind(expr.Value, scope);
        var low = Bind(expr.Low, scope);
        var high = Bind(expr.High, scope);
        var lower = TypeRules.Compare(">=", Infer(value, low), Infer(low, value), expr.Position);
        var upper = TypeRules.Compare("<=", Infer(value, high), Infer(high, value), expr.Position);
        DuckSql sql = $"({lower.Sql} AND {upper.Sql})";
        return new Bound(expr.Negated ? $"(NOT {sql})" : sql, SqlType.Boolean);
    }

    private Bound InList(InListExpr expr, Scope scope)
    {
        if (expr.Value is RowExpr row)
        {
            var alternatives = expr.Items.Select(i => Chain(new BinaryExpr("=", row, i, expr.Position), scope).Sql);
            DuckSql any = $"({DuckSql.Join($" OR ", alternatives)})";
            return new Bound(expr.Negated ? $"(NOT {any})" : any, SqlType.Boolean);
        }

        var value = Bind(expr.Value, scope);
        var items = expr.Items.Select(i => Infer(Bind(i, scope), value)).ToList();
        var type = items.Aggregate(value.IsFlexible ? SqlType.Varchar() : value.Type, (t, item) => TypeRules.CompareType(new Bound(DuckSql.Empty, t), item, "=", expr.Position));
        if (value.IsFlexible && items.FirstOrDefault(i => !i.IsFlexible) is { } model)
        {
            type = model.Type;
        }

        var list = DuckSql.List(items, i => TypeRules.Comparable(i, type, expr.Position));
        return new Bound($"({TypeRules.Comparable(Infer(value, new Bound(DuckSql.Empty, type)), type, expr.Position)} {(expr.Negated ? $"NOT " : DuckSql.Empty)}IN ({list}))", SqlType.Boolean);
    }

    private Bound Quantified(QuantifiedExpr expr, Scope scope)
    {
        if (expr.Query is not null && (expr.Operator, expr.All) is ("=", false) or ("<>", true))
        {
            return InQuery(expr.Value, expr.Query, expr.All, scope, expr.Position);
        }

        if (expr.Query is null)
        {
            LeaderOnly("ANY (array)", expr.Position);
            return CatalogueForms.AnyOfArray(this, expr, scope);
        }

        var query = Subquery(expr.Query, scope);
        var value = Bind(expr.Value, scope);
        var (left, right) = Wrapped(value, query, expr.Operator, expr.Position);
        return new Bound($"({left} {Printer.Word(expr.Operator)} {(expr.All ? (DuckSql)$"ALL" : $"ANY")} ({right}))", SqlType.Boolean);
    }

    private Bound InQuery(Expr value, Query query, bool negated, Scope scope, int position)
    {
        var items = value is RowExpr row ? row.Items : [value];
        var bound = Subquery(query, scope);
        if (bound.Columns.Count != items.Length)
        {
            throw new SqlError("42601", bound.Columns.Count > items.Length ? "subquery has too many columns" : "subquery has too few columns", position);
        }

        if (bound.IsCorrelatedGroup)
        {
            throw new SqlError("0A000", "This type of correlated subquery pattern is not supported yet", query.Position, detail: "a correlated subquery with GROUP BY stands under IN");
        }

        var not = negated ? $"NOT " : DuckSql.Empty;
        if (items.Length == 1)
        {
            var (left, right) = Wrapped(Bind(items[0], scope), bound, "=", position);
            return new Bound($"({left} {not}IN ({right}))", SqlType.Boolean);
        }

        var alias = NextAlias();
        var pairs = items.Select((item, i) => TypeRules.Align(Bind(item, scope), new Bound($"{alias}.{Printer.Identifier(bound.Names[i])}", bound.Columns[i].Type), "=", position)).ToList();
        var lefts = DuckSql.List(pairs, p => p.Left);
        var rights = DuckSql.List(pairs, p => p.Right);
        return new Bound($"(({lefts}) {not}IN (SELECT ({rights}) FROM ({bound.Sql}) AS {alias}({Printer.Identifiers(bound.Names)})))", SqlType.Boolean);
    }

    private (DuckSql Left, DuckSql Right) Wrapped(Bound value, BoundQuery query, string symbol, int position)
    {
        var alias = NextAlias();
        var column = new Bound($"{alias}.{Printer.Identifier(query.Names[0])}", query.Columns[0].Type);
        var (left, right) = TypeRules.Align(Infer(value, column), column, symbol, position);
        return (left, $"SELECT {right} FROM ({query.Sql}) AS {alias}({Printer.Identifiers(query.Names)})");
    }

    private Bound ScalarSubquery(SubqueryExpr expr, Scope scope)
    {
        var query = Subquery(expr.Query, scope);
        return query.Columns.Count != 1
            ? throw new SqlError("42601", "subquery must return only one column", expr.Position)
            : new Bound($"({query.Sql})", query.Columns[0].Type) { Name = query.Columns[0].Name };
    }
}
