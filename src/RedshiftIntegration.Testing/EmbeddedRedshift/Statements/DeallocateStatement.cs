using RedshiftIntegration.Testing.Binding;
using RedshiftIntegration.Testing.Engine;
using RedshiftIntegration.Testing.Syntax;

namespace RedshiftIntegration.Testing.Statements;

/// <summary>DEALLOCATE [PREPARE] name (AWS: r_DEALLOCATE). There is no DEALLOCATE ALL.</summary>
internal sealed class DeallocateStatement : Statement
{
    public required string Name { get; init; }

    public required int NamePosition { get; init; }

    public static Statement Parse(Parser parser, StatementHead head)
    {
        parser.Expect("DEALLOCATE");
        parser.Take("PREPARE");
        var position = parser.Current.Position;
        var name = parser.Name();
        return new DeallocateStatement { Name = name, NamePosition = position, Text = parser.TextFrom(head.Start), Position = head.Start, Step = head.Step };
    }

    public override BoundStatement Bind(BindContext context) => new PlainBound(execution =>
        execution.Context.Session.RemovePrepared(Name)
            ? new StatementResult("DEALLOCATE")
            : throw new SqlError("26000", $"prepared statement \"{Name}\" does not exist", NamePosition))
    {
        Effects = Effects.None,
    };
}
