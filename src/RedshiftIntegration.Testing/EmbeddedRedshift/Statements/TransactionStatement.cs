using RedshiftIntegration.Testing.Binding;
using RedshiftIntegration.Testing.Engine;
using RedshiftIntegration.Testing.Syntax;

namespace RedshiftIntegration.Testing.Statements;

/// <summary>BEGIN, COMMIT and ROLLBACK in all their spellings; the session carries them out.</summary>
internal sealed class TransactionStatement : Statement
{
    public required TransactionVerb Verb { get; init; }

    /// <summary>READ ONLY or READ WRITE of BEGIN; null where it names neither.</summary>
    public bool? ReadOnly { get; init; }

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

        return Make(parser, head, TransactionVerb.Begin, Modes(parser));
    }

    public static Statement ParseEnd(Parser parser, StatementHead head)
    {
        var commit = parser.Is("COMMIT") || parser.Is("END");
        parser.Advance();
        if (!parser.Take("TRANSACTION"))
        {
            parser.Take("WORK");
        }

        if (!commit && parser.Is("TO"))
        {
            throw new SqlError("0A000", "SQL command \"ROLLBACK TO SAVEPOINT\" not supported.", parser.Current.Position);
        }

        return Make(parser, head, commit ? TransactionVerb.Commit : TransactionVerb.Rollback, null);
    }

    public override BoundStatement Bind(BindContext context) => new PlainBound(_ => new StatementResult(Verb.ToString().ToUpperInvariant()))
    {
        Effects = new Effects { Transaction = Verb, ReadOnly = ReadOnly },
    };

    /// <summary>All of SQL's levels are accepted; the database's own is in force (AWS: r_BEGIN, c_serial_isolation). Gives whether READ ONLY stands among them, null for neither that nor READ WRITE.</summary>
    internal static bool? Modes(Parser parser)
    {
        bool? readOnly = null;
        while (!parser.AtEnd)
        {
            readOnly = Mode(parser) ?? readOnly;
            parser.Take(",");
        }

        return readOnly;
    }

    private static bool? Mode(Parser parser)
    {
        if (parser.Take("ISOLATION LEVEL"))
        {
            if (!parser.Take("SERIALIZABLE") && !parser.Take("READ COMMITTED") && !parser.Take("READ UNCOMMITTED") && !parser.Take("REPEATABLE READ"))
            {
                throw parser.Unexpected();
            }

            return null;
        }

        return parser.Take("READ ONLY") || (parser.Take("READ WRITE") ? false : throw parser.Unexpected());
    }

    private static TransactionStatement Make(Parser parser, StatementHead head, TransactionVerb verb, bool? readOnly) =>
        new() { Verb = verb, ReadOnly = readOnly, Text = parser.TextFrom(head.Start), Position = head.Start, Step = head.Step };
}
