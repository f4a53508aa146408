using RedshiftIntegration.Testing.Binding;
using RedshiftIntegration.Testing.Engine;
using RedshiftIntegration.Testing.Syntax;

namespace RedshiftIntegration.Testing.Statements;

/// <summary>CANCEL pid ['message']: ends the statement that another session runs (AWS: r_CANCEL).</summary>
internal sealed class CancelStatement : Statement
{
    public required int ProcessId { get; init; }

    public static Statement Parse(Parser parser, StatementHead head)
    {
        parser.Expect("CANCEL");
        int processId = parser.SmallNumber();
        if (!parser.AtEnd)
        {
            parser.TextValue();
        }

        return new CancelStatement { ProcessId = processId, Text = parser.TextFrom(head.Start), Position = head.Start, Step = head.Step };
    }

    public override BoundStatement Bind(BindContext context) => new PlainBound(execution =>
    {
        if (!execution.Context.Session.CancelOther(ProcessId))
        {
            throw new SqlError(
                "42704", $"Session {ProcessId} does not exist. The session PID might have changed. Check the stl_restarted_sessions system table for details.", Position);
        }

        return new StatementResult("CANCEL");
    })
    {
        Effects = Effects.None,
    };
}
