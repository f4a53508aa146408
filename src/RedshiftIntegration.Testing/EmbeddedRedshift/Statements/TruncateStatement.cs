using RedshiftIntegration.Testing.Binding;
using RedshiftIntegration.Testing.Catalogue;
using RedshiftIntegration.Testing.Engine;
using RedshiftIntegration.Testing.Syntax;

namespace RedshiftIntegration.Testing.Statements;

/// <summary>TRUNCATE commits the open transaction, then its own work (AWS: r_TRUNCATE).</summary>
internal sealed class TruncateStatement : Statement
{
    public required ObjectName Target { get; init; }

    public static Statement Parse(Parser parser, StatementHead head)
    {
        parser.Expect("TRUNCATE");
        parser.Take("TABLE");
        return new TruncateStatement { Target = parser.ObjectName(), Text = parser.TextFrom(head.Start), Position = head.Start, Step = head.Step };
    }

    public override BoundStatement Bind(BindContext context)
    {
        var binder = new Binder(context);
        var table = binder.Target(Target, LockMode.Exclusive, Privilege.Truncate);
        return new PlainBound(execution =>
        {
            DuckRunner.Execute(execution, $"DELETE FROM {table.PhysicalSql}");
            return new StatementResult("TRUNCATE TABLE");
        })
        {
            Effects = binder.Effects(BlockRule.Commits),
            Changes = [new RowChanges(table.Schema, table.Name, null)],
        };
    }
}
