using System.Collections.Immutable;
using RedshiftIntegration.Testing.Binding;
using RedshiftIntegration.Testing.Catalogue;
using RedshiftIntegration.Testing.Syntax;

namespace RedshiftIntegration.Testing.Statements;

/// <summary>LOCK [TABLE] a, b: the lock is an effect; it doesn't take the snapshot (AWS: r_LOCK, c_serial_isolation).
/// As in PostgreSQL, who may change the table may lock it.</summary>
internal sealed class LockStatement : Statement
{
    public required ImmutableArray<ObjectName> Names { get; init; }

    public static Statement Parse(Parser parser, StatementHead head)
    {
        parser.Expect("LOCK");
        parser.Take("TABLE");
        var names = parser.Separated(parser.ObjectName);
        if (parser.Take("IN"))
        {
            parser.Expect("ACCESS EXCLUSIVE MODE");
        }

        return new LockStatement { Names = names, Text = parser.TextFrom(head.Start), Position = head.Start, Step = head.Step };
    }

    public override BoundStatement Bind(BindContext context)
    {
        var binder = new Binder(context);
        foreach (var name in Names)
        {
            var table = binder.Target(name, LockMode.Exclusive, Privilege.None);
            binder.Require(new ObjectNeed(Securable.Relation, table.Oid, Privilege.Update | Privilege.Delete | Privilege.Truncate) { AnyOf = true });
        }

        return new PlainBound(_ => new StatementResult("LOCK TABLE")) { Effects = binder.Effects() with { TakesSnapshot = false, Writes = false } };
    }
}
