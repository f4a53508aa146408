using System.Collections.Immutable;
using System.Globalization;
using RedshiftIntegration.Testing.Engine;

namespace RedshiftIntegration.Testing.Syntax;

internal sealed partial class Parser
{
    private CallExpr Call(string? schema, string name, int position)
    {
        Expect("(");
        var call = (schema ?? "pg_catalog", name) switch
        {
            ("pg_catalog", "extract") => Extract(position),
            ("pg_catalog", "position") => Position(position),
            ("pg_catalog", "substring") => Substring(schema, position),
            ("pg_catalog", "trim") => Trim(position),
            _ => Arguments(schema, name, position),
        };
        Expect(")");
        return Suffixes(call);
    }

    private CallExpr Arguments(string? schema, string name, int position)
    {
        if (Is("*"))
        {
            Advance();
            return new CallExpr(schema, name, [], position) { Star = true };
        }

        var distinct = Take("DISTINCT");
        if (!distinct)
        {
            Take("ALL");
        }

        var arguments = Is(")") ? [] : Separated(() => Expression());
        var ignore = NullTreatment();
        return Is("ORDER")
            ? throw Unexpected()
            : new CallExpr(schema, name, arguments, position) { Distinct = distinct, IgnoreNulls = ignore };
    }

    private bool NullTreatment()
    {
        Take("RESPECT NULLS");
        return Take("IGNORE NULLS");
    }

    private CallExpr Suffixes(CallExpr call)
    {
        if (Take("WITHIN GROUP"))
        {
            Expect("( ORDER BY");
            call = call with { WithinGroup = OrderBy() };
            Expect(")");
        }

        if (Is("FILTER", "("))
        {
            throw Unexpected();
        }

        call = NullTreatment() ? call with { IgnoreNulls = true } : call;
        return Take("OVER") ? call with { Over = Window() } : call;
    }

    private WindowSyntax Window()
    {
        Expect("(");
        var partition = Take("PARTITION BY") ? Separated(() => Expression()) : [];
        var order = Take("ORDER BY") ? OrderBy() : [];
        WindowFrame? frame = null;
        if (Is("RANGE") || Is("GROUPS"))
        {
            throw new SqlError("0A000", $"window frames are ROWS; {Current.Keyword} is not supported", Current.Position);
        }

        if (Is("ROWS"))
        {
            frame = Frame();
        }

        Expect(")");
        return new WindowSyntax(partition, order, frame);
    }

    /// <summary>AWS: c_Window_functions. A frame can't begin behind its end; without BETWEEN the current row is its other end.</summary>
    private WindowFrame Frame()
    {
        var position = Advance().Position;
        (string Text, long Row) first;
        (string Text, long Row) last;
        if (Take("BETWEEN"))
        {
            first = FrameBound();
            Expect("AND");
            last = FrameBound();
        }
        else
        {
            first = FrameBound();
            last = ("CURRENT ROW", 0);
            (first, last) = first.Row == long.MaxValue ? (last, first) : (first, last);
        }

        if (Is("EXCLUDE"))
        {
            throw Unexpected();
        }

        return first.Row <= last.Row && first.Row < long.MaxValue && last.Row > long.MinValue
            ? new WindowFrame(first.Row, last.Row)
            : throw new SqlError("42P20", $"frame starting from {first.Text} cannot end with {last.Text}", position);
    }

    /// <summary>A frame's bound and its distance from the current row.</summary>
    private (string Text, long Row) FrameBound()
    {
        if (Take("CURRENT ROW"))
        {
            return ("CURRENT ROW", 0);
        }

        var count = Take("UNBOUNDED") ? long.MaxValue : SmallNumber();
        var words = count == long.MaxValue ? "UNBOUNDED" : count.ToString(CultureInfo.InvariantCulture);
        return Take("PRECEDING") ? ($"{words} PRECEDING", count == long.MaxValue ? long.MinValue : -count)
            : Take("FOLLOWING") ? ($"{words} FOLLOWING", count) : throw Unexpected();
    }

    private CallExpr Extract(int position)
    {
        var part = Current.Kind == TokenKind.Text ? new TextLiteral(Advance().Value, position) : new TextLiteral(Label(), position);
        Expect("FROM");
        return new CallExpr(null, "extract", [part, Expression()], position);
    }

    private CallExpr Position(int position)
    {
        var needle = Expression(LikeLevel);
        Expect("IN");
        return new CallExpr(null, "strpos", [Expression(), needle], position);
    }

    private CallExpr Substring(string? schema, int position)
    {
        var value = Expression();
        if (!Is("FROM") && !Is("FOR"))
        {
            ImmutableArray<Expr> rest = Take(",") ? Separated(() => Expression()) : [];
            return new CallExpr(schema, "substring", [value, .. rest], position);
        }

        Expr from = Take("FROM") ? Expression() : new NumberLiteral("1", position);
        return Take("FOR")
            ? new CallExpr(null, "substring", [value, from, Expression()], position)
            : new CallExpr(null, "substring", [value, from], position);
    }

    private CallExpr Trim(int position)
    {
        var name = Take("LEADING") ? "ltrim" : Take("TRAILING") ? "rtrim" : "btrim";
        if (name == "btrim")
        {
            Take("BOTH");
        }

        if (Take("FROM"))
        {
            return new CallExpr(null, name, [Expression()], position);
        }

        var first = Expression();
        if (Take("FROM"))
        {
            return new CallExpr(null, name, [Expression(), first], position);
        }

        return Take(",") ? new CallExpr(null, name, [first, Expression()], position) : new CallExpr(null, name, [first], position);
    }
}
