using System.Collections.Immutable;
using RedshiftIntegration.Testing.Engine;
using RedshiftIntegration.Testing.Wire;

namespace RedshiftIntegration.Testing.Syntax;

internal sealed partial class Parser
{
    /// <summary>Gathers the relations that are named, where a statement has set it.</summary>
    public List<TableItem>? Tables { get; set; }

    /// <summary>Gathers the names of common tables, where a statement has set it.</summary>
    public List<CommonTable>? CommonTables { get; set; }

    public ImmutableArray<FromItem> FromList() => Separated(FromItem);

    private FromItem FromItem()
    {
        Enter();
        var left = FromPrimary();
        while (JoinKind() is { } join)
        {
            left = Join(left, join.Kind, join.Natural, join.Position);
        }

        Leave();
        return left;
    }

    private (string Kind, bool Natural, int Position)? JoinKind()
    {
        var position = Current.Position;
        if (Take("CROSS JOIN"))
        {
            return ("CROSS", false, position);
        }

        var natural = Is("NATURAL") && Advance().Kind == TokenKind.Word;
        foreach (var kind in new[] { "INNER", "LEFT", "RIGHT", "FULL" })
        {
            if (Take(kind))
            {
                if (kind != "INNER")
                {
                    Take("OUTER");
                }

                Expect("JOIN");
                return natural && kind == "FULL"
                    ? throw new SqlError("0A000", "NATURAL FULL JOIN is not supported", position)
                    : (kind, natural, position);
            }
        }

        return Take("JOIN") ? ("INNER", natural, position) : natural ? throw Unexpected() : null;
    }

    private JoinItem Join(FromItem left, string kind, bool natural, int position)
    {
        var right = FromPrimary();
        if (kind == "CROSS" || natural)
        {
            return new JoinItem(kind, left, right, null, [], natural, position);
        }

        // a JOIN b JOIN c ON .. ON ..: PostgreSQL nests to the right.
        while (!Is("ON") && !Is("USING") && JoinKind() is { } inner)
        {
            right = Join(right, inner.Kind, inner.Natural, inner.Position);
        }

        if (Take("USING"))
        {
            return new JoinItem(kind, left, right, null, NameList(), false, position);
        }

        Expect("ON");
        return new JoinItem(kind, left, right, Expression(), [], false, position);
    }

    private FromItem FromPrimary()
    {
        var item = FromItself();
        return Is("PIVOT") || Is("UNPIVOT") ? throw NotSupported(Current.Keyword) : item;
    }

    private FromItem FromItself()
    {
        var position = Current.Position;
        if (Is("LATERAL"))
        {
            throw new SqlError("0A000", "LATERAL joins are not supported", position);
        }

        if (Is("("))
        {
            return Parenthesised(position);
        }

        if (Take("UNPIVOT"))
        {
            var super = FromPath();
            Take("AS");
            var value = Name();
            return new UnpivotItem(super, value, Take("AT") ? Name() : null, position);
        }

        Take("ONLY");
        var path = FromPath();
        if (Is("(") && path is PathExpr { Steps.Length: <= 2 } callee)
        {
            var call = Call(callee.Steps.Length == 2 ? callee.Steps[0].Name : null, callee.Steps[^1].Name!, position);
            var (callAlias, callColumns) = Alias();
            RefuseBareQualify(callAlias);
            return new FunctionItem(call, callAlias, callColumns, position);
        }

        var (alias, columns) = Alias();
        RefuseBareQualify(alias);
        if (path.Steps.All(s => s.Name is not null) && !Is("AT") && RelationName(path, alias) is { } name)
        {
            RefuseSampling();
            var table = new TableItem(name, alias, columns, position);
            Tables?.Add(table);
            return table;
        }

        var index = Take("AT") ? Name() : null;
        return new UnnestItem(path, alias ?? throw Unexpected(), index, position);
    }

    /// <summary>Null for a path of three or more names into a SUPER, which needs an alias.</summary>
    private static ObjectName? RelationName(PathExpr path, string? alias) => path.Steps switch
    {
        [var name] => new ObjectName(null, name.Name!, path.Position),
        [var schema, var name] => new ObjectName(schema.Name, name.Name!, path.Position),
        [var database, var schema, var name] when alias is null || database.Name == Account.Database => InDatabase(database.Name!, schema.Name!, name.Name!, path.Position),
        _ => null,
    };

    /// <summary>A relation that stands right before QUALIFY has an alias (AWS: r_QUALIFY_clause).</summary>
    private void RefuseBareQualify(string? alias)
    {
        if (alias is null && Is("QUALIFY"))
        {
            throw Unexpected();
        }
    }

    private void RefuseSampling()
    {
        if (Is("TABLESAMPLE"))
        {
            throw Unexpected();
        }
    }

    private PathExpr FromPath()
    {
        var position = Current.Position;
        var steps = ImmutableArray.CreateBuilder<PathStep>();
        steps.Add(new PathStep(Name(), null));
        while (Is(".") || Is("["))
        {
            if (Take("."))
            {
                steps.Add(new PathStep(Label(), null));
            }
            else
            {
                Advance();
                steps.Add(new PathStep(null, Expression()));
                Expect("]");
            }
        }

        return new PathExpr(steps.ToImmutable(), position);
    }

    private FromItem Parenthesised(int position)
    {
        if (IsQueryInParentheses() && IsDerived())
        {
            Advance();
            var query = Query();
            Expect(")");
            var (alias, columns) = Alias();
            return alias is null
                ? throw (Is("PIVOT") || Is("UNPIVOT") ? NotSupported(Current.Keyword) : new SqlError("42601", "subquery in FROM must have an alias", position, hint: "For example, FROM (SELECT ...) [AS] foo."))
                : new DerivedItem(query, alias, columns, position);
        }

        Advance();
        if (Is("VALUES"))
        {
            var values = new Query(null, Values(), [], null, null, position);
            Expect(")");
            var (alias, columns) = Alias();
            return new DerivedItem(values, alias ?? throw Unexpected(), columns, position);
        }

        var inner = FromItem();
        Expect(")");
        return inner;
    }

    /// <summary>((SELECT ..) UNION ..) a is a query, ((SELECT ..) a JOIN ..) is a join: what follows the inner query tells.</summary>
    private bool IsDerived()
    {
        if (!Peek().Is("("))
        {
            return true;
        }

        var level = 0;
        for (var i = at + 1; i < tokens.Count; i++)
        {
            level += tokens[i].Is("(") ? 1 : tokens[i].Is(")") ? -1 : 0;
            if (level == 0)
            {
                var next = tokens[Math.Min(i + 1, tokens.Count - 1)];
                return next.Is(")") || next.Is("UNION") || next.Is("INTERSECT") || next.Is("EXCEPT") || next.Is("MINUS") || next.Is("ORDER") || next.Is("LIMIT");
            }
        }

        return true;
    }

    private (string? Alias, ImmutableArray<string> Columns) Alias()
    {
        var alias = Take("AS") ? Name() : IsName && !Is("AT") && !Is("QUALIFY") && !Is("START", "WITH") && !Is("CONNECT", "BY") ? Name() : null;
        return (alias, alias is not null && Is("(") ? NameList() : []);
    }
}
