using System.Collections.Immutable;
using System.Globalization;
using RedshiftIntegration.Testing.Engine;

namespace RedshiftIntegration.Testing.Syntax;

internal sealed partial class Parser
{
    private Expr Primary()
    {
        var token = Current;
        switch (token.Kind)
        {
            case TokenKind.Number:
                Advance();
                return new NumberLiteral(token.Value, token.Position);
            case TokenKind.Text:
                Advance();
                return new TextLiteral(token.Value, token.Position);
            case TokenKind.Parameter:
                Advance();
                return int.TryParse(token.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and < 65536
                    ? new ParameterExpr(number, token.Position)
                    : throw new SqlError("42P02", $"there is no parameter ${token.Value}", token.Position);
            case TokenKind.QuotedName:
                return Named();
            case TokenKind.Word:
                return Keyword(token);
            default:
                return Is("(") ? Parenthesised() : throw Unexpected();
        }
    }

    private Expr Parenthesised()
    {
        var position = Current.Position;
        if (IsQueryInParentheses() && IsSubquery())
        {
            Advance();
            var query = Query();
            Expect(")");
            return new SubqueryExpr(query, position);
        }

        Expect("(");
        var first = Expression();
        if (!Is(","))
        {
            Expect(")");
            return first;
        }

        var items = ImmutableArray.CreateBuilder<Expr>();
        items.Add(first);
        while (Take(","))
        {
            items.Add(Expression());
        }

        Expect(")");
        return new RowExpr(items.ToImmutable(), position);
    }

    /// <summary>((SELECT 1) + 1) is an expression; ((SELECT 1) UNION SELECT 2) and (SELECT 1) are queries.</summary>
    private bool IsSubquery() => !Peek().Is("(") || IsDerived();

    private Expr Keyword(Token token)
    {
        var position = token.Position;
        switch (token.Keyword)
        {
            case "NULL":
                Advance();
                return new NullLiteral(position);
            case "TRUE" or "FALSE":
                Advance();
                return new BooleanLiteral(token.Keyword == "TRUE", position);
            case "CASE":
                return Case();
            case "CAST" or "TRY_CAST" when Peek().Is("("):
                return Cast();
            case "CONVERT" when Peek().Is("("):
                return Convert();
            case "EXISTS" when Peek().Is("("):
                return Exists();
            case "ARRAY" when Peek().Is("[") || Peek().Is("("):
                return Array();
            case "ROW" when Peek().Is("("):
                throw new SqlError("0A000", "ROW constructors are not supported", position);
            case "INTERVAL" when Peek().Kind == TokenKind.Text:
                return Interval();
            case "DATE" or "TIMESTAMP" or "TIMESTAMPTZ" or "TIME" when Peek().Kind == TokenKind.Text:
                return new TypedLiteral(new TypeSyntax(Advance().Value, null, null, false, false, position), TextValue(), position);
            case "APPROXIMATE" when Peek().Kind == TokenKind.Word && Peek(2).Is("("):
                Advance();
                return ((CallExpr)Named()) with { Approximate = true };
            case "COLLATE" when Peek().Is("("):
                throw NotSupported("the function COLLATE");
            case "CURRENT_DATE" or "CURRENT_TIMESTAMP" or "CURRENT_TIME" or "LOCALTIME" or "LOCALTIMESTAMP" or "CURRENT_USER" or "SESSION_USER" or "USER" or "SYSDATE"
                or "CURRENT_USER_ID":
                Advance();
                return new CallExpr(null, token.Value, [], position) { Bare = true };
            case "LEFT" or "RIGHT" when Peek().Is("("):
                Advance();
                return Call(null, token.Value, position);
            case "OID" or "TAG" or "SYSTEM" or "OPEN" or "OLD":
                return Named();
            default:
                return ReservedWords.Contains(token.Keyword) ? throw Unexpected() : Named();
        }
    }

    private CaseExpr Case()
    {
        var position = Current.Position;
        Expect("CASE");
        var operand = Is("WHEN") ? null : Expression();
        var branches = ImmutableArray.CreateBuilder<(Expr, Expr)>();
        while (Take("WHEN"))
        {
            var when = Expression();
            Expect("THEN");
            branches.Add((when, Expression()));
        }

        if (branches.Count == 0)
        {
            throw Unexpected();
        }

        var otherwise = Take("ELSE") ? Expression() : null;
        Expect("END");
        return new CaseExpr(operand, branches.ToImmutable(), otherwise, position);
    }

    private CastExpr Cast()
    {
        var token = Advance();
        Expect("(");
        var value = Expression();
        Expect("AS");
        var type = Type();
        Expect(")");
        return new CastExpr(value, type, token.Keyword == "TRY_CAST", token.Position);
    }

    private CastExpr Convert()
    {
        var position = Advance().Position;
        Expect("(");
        var type = Type();
        Expect(",");
        var value = Expression();
        Expect(")");
        return new CastExpr(value, type, false, position);
    }

    private ExistsExpr Exists()
    {
        var position = Advance().Position;
        Expect("(");
        var query = Query();
        Expect(")");
        return new ExistsExpr(query, position);
    }

    /// <summary>ARRAY(...) makes a SUPER; ARRAY[...] and ARRAY(SELECT ...) are forms of catalogue queries.</summary>
    private Expr Array()
    {
        var position = Advance().Position;
        if (Is("(") && !Peek().Is("SELECT") && !Peek().Is("WITH"))
        {
            return Call(null, "array", position);
        }

        if (Take("("))
        {
            var query = Query();
            Expect(")");
            return new ArrayExpr([], query, position);
        }

        Expect("[");
        var items = Is("]") ? [] : Separated(() => Expression());
        Expect("]");
        return new ArrayExpr(items, null, position);
    }

    private IntervalLiteral Interval()
    {
        var position = Advance().Position;
        var value = TextValue();
        string? unit = null;
        foreach (var word in new[] { "YEAR", "MONTH", "DAY", "HOUR", "MINUTE", "SECOND" })
        {
            if (Take(word))
            {
                unit = word;
                break;
            }
        }

        return Is("TO") ? throw NotSupported("a qualified INTERVAL literal") : new IntervalLiteral(value, unit, position);
    }

    /// <summary>A name, a path, t.*, or a call.</summary>
    private Expr Named()
    {
        var position = Current.Position;
        var steps = ImmutableArray.CreateBuilder<PathStep>();
        steps.Add(new PathStep(Advance().Value, null));
        while (true)
        {
            if (Is("(", "+") && Peek(2).Is(")"))
            {
                throw NotSupported("the join operator (+)");
            }

            if (Is("(") && steps.Count <= 2 && steps.All(s => s.Name is not null))
            {
                return Call(steps.Count == 2 ? steps[0].Name : null, steps[^1].Name!, position);
            }

            if (Is(".", "*"))
            {
                at += 2;
                return steps.Count == 1 ? new StarExpr(steps[0].Name, Exclude(), position) : throw NotSupported("a star behind a schema name");
            }

            if (Take("."))
            {
                steps.Add(new PathStep(Label(), null));
            }
            else if (Take("["))
            {
                steps.Add(new PathStep(null, Expression()));
                Expect("]");
            }
            else
            {
                return new PathExpr(steps.ToImmutable(), position);
            }
        }
    }
}
