using System.Collections.Immutable;
using RedshiftIntegration.Testing.Engine;

namespace RedshiftIntegration.Testing.Syntax;

internal sealed partial class Parser
{
    public bool IsQueryStart => Is("SELECT") || Is("WITH") || (Is("(") && IsQueryInParentheses()) || Is("VALUES");

    public Query Query()
    {
        Enter();
        var position = Current.Position;
        var with = Is("WITH") ? With() : null;
        var body = Body();
        var orderBy = Take("ORDER BY") ? OrderBy() : [];
        Expr? limit = null;
        Expr? offset = null;
        while (Is("LIMIT") || Is("OFFSET"))
        {
            if (Take("LIMIT"))
            {
                limit = limit is not null ? throw Unexpected() : Take("ALL") ? null : Expression();
            }
            else
            {
                Expect("OFFSET");
                offset = offset is not null ? throw Unexpected() : Expression();
            }
        }

        if (Is("FOR", "UPDATE") || Is("FOR", "SHARE"))
        {
            throw new SqlError("0A000", $"SELECT FOR {Peek().Keyword} is not supported on Redshift", Current.Position);
        }

        Leave();
        return new Query(with, body, orderBy, limit, offset, position);
    }

    public WithSyntax With()
    {
        Expect("WITH");
        var recursive = Take("RECURSIVE");
        return new WithSyntax(recursive, Separated(CommonTable));
    }

    public ImmutableArray<OrderItem> OrderBy() => Separated(() =>
    {
        var value = Expression();
        var descending = Take("DESC");
        if (!descending)
        {
            Take("ASC");
        }

        bool? nullsFirst = Take("NULLS FIRST") ? true : Take("NULLS LAST") ? false : null;
        return new OrderItem(value, descending, nullsFirst);
    });

    private bool IsQueryInParentheses()
    {
        var distance = 0;
        while (Peek(distance).Is("("))
        {
            distance++;
        }

        return Peek(distance).Is("SELECT") || Peek(distance).Is("WITH");
    }

    private CommonTable CommonTable()
    {
        var position = Current.Position;
        var name = Name();
        var columns = Is("(") ? NameList() : [];
        Expect("AS");
        Expect("(");
        var query = Query();
        Expect(")");
        var table = new CommonTable(name, columns, query, position);
        CommonTables?.Add(table);
        return table;
    }

    private QueryBody Body()
    {
        var left = IntersectBody();
        while (Is("UNION") || Is("EXCEPT") || Is("MINUS"))
        {
            var position = Current.Position;
            var word = Advance().Keyword;
            var all = SetQuantifier();
            left = new SetBody(word == "MINUS" ? "EXCEPT" : word, all, left, IntersectBody(), position);
        }

        return left;
    }

    private QueryBody IntersectBody()
    {
        var left = SimpleBody();
        while (Is("INTERSECT"))
        {
            var position = Advance().Position;
            left = new SetBody("INTERSECT", SetQuantifier(), left, SimpleBody(), position);
        }

        return left;
    }

    private bool SetQuantifier()
    {
        var all = Take("ALL");
        if (!all)
        {
            Take("DISTINCT");
        }

        return all;
    }

    private QueryBody SimpleBody()
    {
        var position = Current.Position;
        if (Is("("))
        {
            Advance();
            var query = Query();
            Expect(")");
            return new NestedBody(query, position);
        }

        if (Is("VALUES"))
        {
            return Values();
        }

        return Is("SELECT") ? Select() : throw Unexpected();
    }

    public ValuesBody Values()
    {
        var position = Current.Position;
        Expect("VALUES");
        var rows = Separated(() =>
        {
            Expect("(");
            var row = Separated(ValueOrDefault);
            Expect(")");
            return row;
        });
        return new ValuesBody(rows, position);
    }

    public Expr ValueOrDefault()
    {
        var position = Current.Position;
        return Take("DEFAULT") ? new DefaultExpr(position) : Expression();
    }

    private SelectBody Select()
    {
        var position = Current.Position;
        Expect("SELECT");
        Expr? top = Is("TOP") ? Top() : null;
        var distinct = Take("DISTINCT");
        if (distinct && Is("ON"))
        {
            throw new SqlError("0A000", "SELECT DISTINCT ON is not supported", Current.Position);
        }

        if (!distinct)
        {
            Take("ALL");
        }

        top ??= Is("TOP") ? Top() : null;
        var items = Separated(SelectItem);
        var into = Take("INTO") ? Into() : null;
        return new SelectBody(position)
        {
            Distinct = distinct,
            Top = top,
            Items = items,
            Into = into,
            From = Take("FROM") ? Separated(FromItem) : [],
            Where = Condition(),
            GroupBy = Take("GROUP BY") ? Groups() : [],
            Having = Take("HAVING") ? Expression() : null,
            Qualify = Take("QUALIFY") ? Expression() : null,
        };
    }

    private Expr? Condition()
    {
        RefuseHierarchy();
        var where = Take("WHERE") ? Expression() : null;
        RefuseHierarchy();
        return where;
    }

    private void RefuseHierarchy()
    {
        if (Is("START", "WITH") || Is("CONNECT", "BY"))
        {
            throw NotSupported("CONNECT BY");
        }
    }

    private Expr Top()
    {
        Expect("TOP");
        var token = Current;
        if (token.Kind == TokenKind.Parameter)
        {
            return Primary();
        }

        return new NumberLiteral(SmallNumber().ToString(System.Globalization.CultureInfo.InvariantCulture), token.Position);
    }

    private IntoSyntax Into()
    {
        var temporary = Take("TEMP") || Take("TEMPORARY");
        Take("TABLE");
        return new IntoSyntax(ObjectName(), temporary);
    }

    private SelectItem SelectItem()
    {
        var position = Current.Position;
        if (Take("*"))
        {
            return new SelectItem(new StarExpr(null, Exclude(), position), null);
        }

        var value = Expression();
        if (value is StarExpr)
        {
            return new SelectItem(value, null);
        }

        var alias = Take("AS") ? Label() : IsName && !Is("QUALIFY") ? Name() : null;
        return new SelectItem(value, alias);
    }

    /// <summary>EXCLUDE a, b or EXCLUDE (a, b): without parentheses each name up to FROM is left out (AWS: r_EXCLUDE_list).</summary>
    private ImmutableArray<string> Exclude() => Take("EXCLUDE") ? (Is("(") ? NameList() : Separated(Name)) : [];

    private ImmutableArray<GroupItem> Groups() => Is("ALL") ? throw NotSupported("GROUP BY ALL") : Separated(GroupItem);

    private GroupItem GroupItem()
    {
        var position = Current.Position;
        foreach (var form in new[] { "ROLLUP", "CUBE" })
        {
            if (Current.Is(form) && Peek().Is("("))
            {
                Advance();
                return new GroupItem(form, [ExpressionList()], position);
            }
        }

        if (Take("GROUPING SETS"))
        {
            Expect("(");
            var sets = Separated(() => Is("(") ? ExpressionList() : [Expression()]);
            Expect(")");
            return new GroupItem("GROUPING SETS", sets, position);
        }

        return new GroupItem(null, [[Expression()]], position);
    }

    /// <summary>(a, b, ...) or ().</summary>
    private ImmutableArray<Expr> ExpressionList()
    {
        Expect("(");
        var items = Is(")") ? [] : Separated(() => Expression());
        Expect(")");
        return items;
    }
}
