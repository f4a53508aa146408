using RedshiftIntegration.Testing.Binding;
using RedshiftIntegration.Testing.Syntax;

namespace RedshiftIntegration.Testing.Statements;

/// <summary>BEGIN, COMMIT and ROLLBACK in all their spellings; the session carries them out.</summary>
internal sealed class TransactionStatement : Statement
{
    public required TransactionVerb Verb { get; init; }

    public static Statement ParseBegin(Parser parser, StatementHead head)
    {
        if (!parser.Take("START TRANSACTION"))
        {
            parser.Expect("BEGIN");
            if (!parser.Take("TRANSACTION"))
            {
                parser.Take("WORK");
            }
        }

        while (!parser.AtEnd)
        {
            Mode(parser);
            parser.Take(",");
        }

        return Make(parser, head, TransactionVerb.Begin);
    }

    public static Statement ParseEnd(Parser parser, StatementHead head)
    {
        var commit = parser.Is("COMMIT") || parser.Is("END");
        parser.Advance();
        if (!parser.Take("TRANSACTION"))
        {
            parser.Take("WORK");
        }

        if (parser.Is("TO") || parser.Is("PREPARED"))
        {
            throw parser.NotSupported(commit ? "COMMIT PREPARED" : "ROLLBACK TO SAVEPOINT");
        }

        return Make(parser, head, commit ? TransactionVerb.Commit : TransactionVerb.Rollback);
    }

    public override BoundStatement Bind(BindContext context) => new PlainBound(_ => new StatementResult(Verb.ToString().ToUpperInvariant()))
    {
        Effects = new Effects { Transaction = Verb },
    };

    /// <summary>All of SQL's levels are accepted; the database's own is in force (AWS: r_BEGIN, c_serial_isolation).</summary>
    internal static void Mode(Parser parser)
    {
        if (parser.Take("ISOLATION LEVEL"))
        {
            if (!parser.Take("SERIALIZABLE") && !parser.Take("READ COMMITTED") && !parser.Take("READ UNCOMMITTED") && !parser.Take("REPEATABLE READ") && !parser.Take("SNAPSHOT"))
            {
                throw parser.Unexpected();
            }
        }
        else if (!parser.Take("READ WRITE") && !parser.Take("READ ONLY"))
        {
            throw parser.Unexpected();
        }
    }

    private static TransactionStatement Make(Parser parser, StatementHead head, TransactionVerb verb) =>
        new() { Verb = verb, Text = parser.TextFrom(head.Start), Position = head.Start, Step = head.Step };
}
