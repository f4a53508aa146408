using RedshiftIntegration.Testing.Binding;
using RedshiftIntegration.Testing.Catalogue;
using RedshiftIntegration.Testing.Engine;
using RedshiftIntegration.Testing.Syntax;

namespace RedshiftIntegration.Testing.Statements;

/// <summary>ALTER TABLE t with one action (AWS: r_ALTER_TABLE); each action is in <see cref="AlterTableActions"/>.</summary>
internal sealed class AlterTableStatement : Statement
{
    public required ObjectName Target { get; init; }

    public required AlterAction Action { get; init; }

    public static Statement Parse(Parser parser, StatementHead head)
    {
        parser.Expect("ALTER TABLE");
        var target = parser.ObjectName();
        var action = AlterTableActions.Parse(parser);
        return new AlterTableStatement { Target = target, Action = action, Text = parser.TextFrom(head.Start), Position = head.Start, Step = head.Step };
    }

    public override BoundStatement Bind(BindContext context)
    {
        var binder = new Binder(context);
        var table = binder.Target(Target, LockMode.Exclusive);
        Action.Check(binder, table);
        return new PlainBound(execution =>
        {
            var current = execution.Context.Catalogue.FindByOid(table.Oid) as Table ?? throw new SqlError("42P01", $"relation \"{Target}\" does not exist", Target.Position);
            execution.Context.Catalogue.Put(Action.Run(execution, current));
            return new StatementResult("ALTER TABLE");
        })
        {
            Effects = binder.Effects(Action.Block),
        };
    }
}
