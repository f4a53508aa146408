using RedshiftIntegration.Testing.Binding;
using RedshiftIntegration.Testing.Syntax;

namespace RedshiftIntegration.Testing.Statements;

/// <summary>SET and RESET of the session's settings; the session knows which there are.</summary>
internal sealed class SetStatement : Statement
{
    public required string? Name { get; init; }

    public required string? Value { get; init; }

    public bool Local { get; init; }

    public bool Reset { get; init; }

    public static Statement Parse(Parser parser, StatementHead head)
    {
        parser.Expect("SET");
        var local = parser.Take("LOCAL");
        parser.Take("SESSION");

        var ofSession = parser.Take("CHARACTERISTICS AS TRANSACTION");
        if (ofSession || parser.Take("TRANSACTION"))
        {
            var readOnly = TransactionStatement.Modes(parser);
            var setting = readOnly is null ? null : ofSession ? "default_transaction_read_only" : "transaction_read_only";
            return Make(parser, head, setting, readOnly is true ? "on" : "off", false, false);
        }

        if (parser.Is("ROLE"))
        {
            throw parser.NotSupported("SET ROLE");
        }

        var (name, value) = Assignment(parser);
        return Make(parser, head, name, value, local, false);
    }

    /// <summary>name = value, also of ALTER USER ... SET; the value is null for DEFAULT.</summary>
    public static (string Name, string? Value) Assignment(Parser parser)
    {
        var name = parser.Take("TIME ZONE") ? "timezone" : Assigned(parser);
        return (name, parser.Take("DEFAULT") ? null : string.Join(", ", parser.Separated(() => Item(parser))));
    }

    public static Statement ParseReset(Parser parser, StatementHead head)
    {
        parser.Expect("RESET");
        var name = parser.Take("ALL") ? null : Dotted(parser);
        return Make(parser, head, name, null, false, true);
    }

    public override BoundStatement Bind(BindContext context) => new PlainBound(execution =>
    {
        var session = execution.Context.Session;
        foreach (var name in Name is not null ? [Name] : Reset ? session.Settings().Select(s => s.Key).ToList() : [])
        {
            session.ChangeSetting(name, Value, Local);
        }

        return new StatementResult(Reset ? "RESET" : "SET");
    })
    {
        Effects = Effects.None,
    };

    private static SetStatement Make(Parser parser, StatementHead head, string? name, string? value, bool local, bool reset) =>
        new() { Name = name, Value = value, Local = local, Reset = reset, Text = parser.TextFrom(head.Start), Position = head.Start, Step = head.Step };

    private static string Assigned(Parser parser)
    {
        var name = Dotted(parser);
        if (!parser.Take("TO"))
        {
            parser.Expect("=");
        }

        return name;
    }

    private static string Dotted(Parser parser)
    {
        var name = parser.Label();
        return parser.Take(".") ? $"{name}.{parser.Label()}" : name;
    }

    private static string Item(Parser parser)
    {
        var negative = parser.Take("-") ? "-" : "";
        var token = parser.Current;
        if (token.Kind is TokenKind.Text or TokenKind.Word or TokenKind.QuotedName or TokenKind.Number)
        {
            parser.Advance();
            return negative + token.Value;
        }

        throw parser.Unexpected();
    }
}
