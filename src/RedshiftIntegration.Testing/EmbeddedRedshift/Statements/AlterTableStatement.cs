using System.Collections.Immutable;
using RedshiftIntegration.Testing.Binding;
using RedshiftIntegration.Testing.Catalogue;
using RedshiftIntegration.Testing.Engine;
using RedshiftIntegration.Testing.Syntax;

namespace RedshiftIntegration.Testing.Statements;

/// <summary>ALTER TABLE t with one action, or with the few that go together (AWS: r_ALTER_TABLE); each action is in <see cref="AlterTableActions"/>.</summary>
internal sealed class AlterTableStatement : Statement
{
    public required ObjectName Target { get; init; }

    public required ImmutableArray<AlterAction> Actions { get; init; }

    public static Statement Parse(Parser parser, StatementHead head)
    {
        parser.Expect("ALTER TABLE");
        var target = parser.ObjectName();
        var actions = ImmutableArray.Create(AlterTableActions.Parse(parser));
        while (parser.Is(","))
        {
            var comma = parser.Advance();
            var next = AlterTableActions.Parse(parser);
            actions = actions.Any(a => !AlterAction.GoTogether(a, next)) ? throw parser.Unexpected(comma) : actions.Add(next);
        }

        return new AlterTableStatement { Target = target, Actions = actions, Text = parser.TextFrom(head.Start), Position = head.Start, Step = head.Step };
    }

    public override BoundStatement Bind(BindContext context)
    {
        var binder = new Binder(context);
        if (binder.FindRelation(Target) is View view)
        {
            return BindView(binder, view);
        }

        var table = binder.Target(Target, LockMode.Exclusive, Actions.Aggregate(Privilege.None, (needed, action) => needed | action.Needed));
        foreach (var action in Actions)
        {
            action.Check(binder, table);
        }

        return new PlainBound(execution =>
        {
            var current = execution.Context.Catalogue.FindByOid(table.Oid) as Table ?? throw new SqlError("42P01", $"relation \"{Target}\" does not exist", Target.Position);
            execution.Context.Catalogue.Put(Actions.Aggregate(current, (t, action) => action.Run(execution, t)));
            return new StatementResult("ALTER TABLE");
        })
        {
            Effects = binder.Effects() with { RunsAlone = Actions.Select(a => a.RunsAlone).FirstOrDefault(name => name is not null) },
            Changes = [.. Actions.SelectMany(a => a.Changes(context.Catalogue))],
        };
    }

    private PlainBound BindView(Binder binder, View view)
    {
        binder.Access(view, LockMode.Exclusive);
        foreach (var action in Actions)
        {
            binder.Require(view, action.Needed);
            action.CheckView(binder, view, Target.Position);
        }

        return new PlainBound(execution =>
        {
            execution.Context.Catalogue.Put(Actions.Aggregate(view, (v, action) => action.RunOnView(execution.Context, v, Target.Position)));
            return new StatementResult("ALTER TABLE");
        })
        {
            Effects = binder.Effects(),
        };
    }
}
