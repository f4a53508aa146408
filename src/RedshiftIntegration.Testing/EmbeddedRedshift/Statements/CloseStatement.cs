using RedshiftIntegration.Testing.Binding;
using RedshiftIntegration.Testing.Syntax;

namespace RedshiftIntegration.Testing.Statements;

/// <summary>CLOSE cursor (AWS: close). There is no CLOSE ALL.</summary>
internal sealed class CloseStatement : Statement
{
    public required string Name { get; init; }

    public required int NamePosition { get; init; }

    public static Statement Parse(Parser parser, StatementHead head)
    {
        parser.Expect("CLOSE");
        var position = parser.Current.Position;
        var name = parser.Name();
        return new CloseStatement { Name = name, NamePosition = position, Text = parser.TextFrom(head.Start), Position = head.Start, Step = head.Step };
    }

    public override BoundStatement Bind(BindContext context) => new PlainBound(execution =>
    {
        FetchStatement.Find(execution.Context.Session, Name, NamePosition);
        execution.Context.Session.Cursor = null;
        return new StatementResult("CLOSE CURSOR");
    })
    {
        Effects = Effects.None,
    };
}
