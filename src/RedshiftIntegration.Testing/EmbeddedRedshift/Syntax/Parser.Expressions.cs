using System.Collections.Immutable;
using RedshiftIntegration.Testing.Engine;

namespace RedshiftIntegration.Testing.Syntax;

internal sealed partial class Parser
{
    private const int MaximumChain = 10_000;

    private const int OrLevel = 1;
    private const int AndLevel = 2;
    private const int NotLevel = 3;
    private const int ComparisonLevel = 4;
    private const int IsLevel = 5;
    private const int LikeLevel = 6;
    private const int OtherLevel = 7;
    private const int AdditionLevel = 8;
    private const int MultiplicationLevel = 9;
    private const int PowerLevel = 10;
    private const int ZoneLevel = 11;
    private const int SignLevel = 12;

    public Expr Expression() => Expression(0);

    /// <summary>The Pratt loop: takes operators that bind tighter than <paramref name="level"/>.</summary>
    private Expr Expression(int level)
    {
        Enter();
        var left = Prefix();
        for (var length = 0; ; length++)
        {
            var next = Infix(left, level);
            if (next is null)
            {
                Leave();
                return left;
            }

            left = length < MaximumChain ? next : throw new SqlError("54001", "stack depth limit exceeded: the expression is too long", Current.Position);
        }
    }

    private Expr Prefix()
    {
        var position = Current.Position;
        if (Take("NOT"))
        {
            return new UnaryExpr("NOT", Expression(NotLevel), position);
        }

        foreach (var sign in new[] { "-", "+" })
        {
            if (Take(sign))
            {
                return new UnaryExpr(sign, Expression(SignLevel), position);
            }
        }

        foreach (var prefix in new[] { "@", "|/", "||/", "~" })
        {
            if (Take(prefix))
            {
                return new UnaryExpr(prefix, Expression(OtherLevel), position);
            }
        }

        return Postfix(Primary());
    }

    private Expr Postfix(Expr value)
    {
        for (var length = 0; ; length++)
        {
            var position = Current.Position;
            if (length > MaximumDepth)
            {
                throw new SqlError("54001", "stack depth limit exceeded: the expression is too long", position);
            }

            if (Take("::"))
            {
                value = new CastExpr(value, Type(), false, position);
            }
            else if (Is(".") || Is("["))
            {
                value = new NavigationExpr(value, Steps(), position);
            }
            else
            {
                return value;
            }
        }
    }

    private ImmutableArray<PathStep> Steps()
    {
        var steps = ImmutableArray.CreateBuilder<PathStep>();
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

        return steps.ToImmutable();
    }

    private Expr? Infix(Expr left, int level)
    {
        var token = Current;
        if (token.Kind == TokenKind.Operator)
        {
            return InfixOperator(left, level, token);
        }

        if (token.Kind != TokenKind.Word)
        {
            return null;
        }

        switch (token.Keyword)
        {
            case "OR" when level < OrLevel:
                Advance();
                return new BinaryExpr("OR", left, Expression(OrLevel), token.Position);
            case "AND" when level < AndLevel:
                Advance();
                return new BinaryExpr("AND", left, Expression(AndLevel), token.Position);
            case "IS" when level < IsLevel:
                Advance();
                return Is(left, token.Position);
            case "ISNULL" when level < IsLevel:
                Advance();
                return new IsExpr("NULL", false, left, token.Position);
            case "NOTNULL" when level < IsLevel:
                Advance();
                return new IsExpr("NULL", true, left, token.Position);
            case "COLLATE" when level < ZoneLevel:
                Advance();
                return Collate(left, token.Position);
            case "AT" when level < ZoneLevel && Peek().Is("TIME") && Peek(2).Is("ZONE"):
                Expect("AT TIME ZONE");
                return new AtTimeZoneExpr(left, Expression(ZoneLevel), token.Position);
            case "OPERATOR" when level < OtherLevel && Peek().Is("("):
                return NamedOperator(left, token.Position);
            default:
                return level < LikeLevel ? LikeForms(left, token) : null;
        }
    }

    private Expr? InfixOperator(Expr left, int level, Token token)
    {
        var binding = token.Value switch
        {
            "=" or "<>" or "!=" or "<" or ">" or "<=" or ">=" => ComparisonLevel,
            "+" or "-" => AdditionLevel,
            "*" or "/" or "%" => MultiplicationLevel,
            "^" => PowerLevel,
            "||" or "~" or "~*" or "!~" or "!~*" or "&" or "|" or "#" or "<<" or ">>" or "~~" or "!~~" or "~~*" or "!~~*" => OtherLevel,
            _ => 0,
        };
        if (binding == 0 || level >= binding)
        {
            return null;
        }

        Advance();
        if (binding == ComparisonLevel && (Is("ANY") || Is("SOME") || Is("ALL")) && Peek().Is("("))
        {
            return Quantified(left, token.Value, token.Position);
        }

        return new BinaryExpr(token.Value == "!=" ? "<>" : token.Value, left, Expression(binding), token.Position);
    }

    private QuantifiedExpr Quantified(Expr left, string symbol, int position)
    {
        var all = Advance().Keyword == "ALL";
        Expect("(");
        var query = IsQueryStart ? Query() : null;
        var array = query is null ? Expression() : null;
        Expect(")");
        return new QuantifiedExpr(symbol == "!=" ? "<>" : symbol, all, left, query, array, position);
    }

    private IsExpr Is(Expr left, int position)
    {
        var negated = Take("NOT");
        foreach (var what in new[] { "NULL", "TRUE", "FALSE", "UNKNOWN" })
        {
            if (Take(what))
            {
                return new IsExpr(what, negated, left, position);
            }
        }

        throw Unexpected();
    }

    private LeaderOnlyExpr Collate(Expr left, int position)
    {
        var name = ObjectName();
        return name is { Schema: "pg_catalog", Name: "default" }
            ? new LeaderOnlyExpr(left, "COLLATE", position)
            : throw SqlError.NotSupported($"COLLATE {name}", position);
    }

    private LeaderOnlyExpr NamedOperator(Expr left, int position)
    {
        Expect("OPERATOR ( PG_CATALOG .");
        var symbol = Current.Kind == TokenKind.Operator ? Advance().Value : throw Unexpected();
        Expect(")");
        return new LeaderOnlyExpr(new BinaryExpr(symbol, left, Expression(OtherLevel), position), "OPERATOR", position);
    }

    private Expr? LikeForms(Expr left, Token token)
    {
        var negated = Is("NOT");
        var word = negated ? Peek().Keyword : token.Keyword;
        if (word is not ("LIKE" or "ILIKE" or "SIMILAR" or "BETWEEN" or "IN"))
        {
            return null;
        }

        at += negated ? 2 : 1;
        if (word == "BETWEEN")
        {
            Take("ASYMMETRIC");
            var low = Expression(OtherLevel - 1);
            Expect("AND");
            return new BetweenExpr(negated, left, low, Expression(OtherLevel - 1), token.Position);
        }

        if (word == "IN")
        {
            return In(left, negated, token.Position);
        }

        if (word == "SIMILAR")
        {
            Expect("TO");
        }

        var pattern = Expression(LikeLevel);
        var escape = Take("ESCAPE") ? Expression(LikeLevel) : null;
        return new LikeExpr(word, negated, left, pattern, escape, token.Position);
    }

    private Expr In(Expr left, bool negated, int position)
    {
        Expect("(");
        if (IsQueryStart && !Is("VALUES"))
        {
            var query = Query();
            Expect(")");
            return new InQueryExpr(negated, left, query, position);
        }

        var items = Separated(() => Expression());
        Expect(")");
        return new InListExpr(negated, left, items, position);
    }
}
