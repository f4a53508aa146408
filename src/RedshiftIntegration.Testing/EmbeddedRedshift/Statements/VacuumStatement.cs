using RedshiftIntegration.Testing.Binding;
using RedshiftIntegration.Testing.Catalogue;
using RedshiftIntegration.Testing.Engine;
using RedshiftIntegration.Testing.Syntax;

namespace RedshiftIntegration.Testing.Statements;

/// <summary>
/// VACUUM [FULL | SORT ONLY | DELETE ONLY | REINDEX | RECLUSTER] [t [TO n PERCENT] [BOOST]]: nothing to do for the double, but it can't run in a transaction
/// block (AWS: r_VACUUM_command).
/// </summary>
internal sealed class VacuumStatement : Statement
{
    private static readonly string[] Kinds = ["FULL", "SORT ONLY", "DELETE ONLY", "REINDEX", "RECLUSTER"];

    public required ObjectName? Table { get; init; }

    public static Statement Parse(Parser parser, StatementHead head)
    {
        parser.Expect("VACUUM");
        var kind = Array.Find(Kinds, parser.Take);
        var table = parser.IsName ? parser.ObjectName() : null;
        if (table is not null && parser.Is("TO"))
        {
            // Neither rebuilds an index nor clusters up to a threshold.
            _ = kind is "REINDEX" or "RECLUSTER" ? throw parser.Unexpected() : parser.Advance();
            var threshold = parser.Current;
            _ = parser.SmallNumber() > 100 ? throw new SqlError("22023", "the threshold of VACUUM must be between 0 and 100", threshold.Position) : true;
            parser.Expect("PERCENT");
        }

        if (table is not null)
        {
            parser.Take("BOOST");
        }

        return new VacuumStatement { Table = table, Text = parser.TextFrom(head.Start), Position = head.Start, Step = head.Step };
    }

    public override BoundStatement Bind(BindContext context)
    {
        var binder = new Binder(context);
        if (Table is not null)
        {
            binder.Target(Table, LockMode.Read, Privilege.Ownership);
        }

        return new PlainBound(_ => new StatementResult("VACUUM")) { Effects = binder.Effects() with { RunsAlone = "VACUUM", TakesSnapshot = false, Writes = false } };
    }
}
