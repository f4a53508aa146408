using RedshiftIntegration.Testing.Binding;
using RedshiftIntegration.Testing.Syntax;

namespace RedshiftIntegration.Testing.Statements;

/// <summary>ANALYZE and VACUUM of a table: nothing to do for the double, but names and the block rule are checked.</summary>
internal sealed class AnalyzeStatement : Statement
{
    public required ObjectName? Table { get; init; }

    public required bool Vacuum { get; init; }

    public static Statement Parse(Parser parser, StatementHead head)
    {
        var vacuum = parser.Take("VACUUM");
        if (vacuum)
        {
            if (!parser.Take("FULL") && !parser.Take("SORT ONLY") && !parser.Take("DELETE ONLY") && !parser.Take("REINDEX"))
            {
                parser.Take("RECLUSTER");
            }
        }
        else
        {
            parser.Expect("ANALYZE");
            if (parser.Is("COMPRESSION"))
            {
                throw parser.NotSupported("ANALYZE COMPRESSION");
            }

            parser.Take("VERBOSE");
        }

        var table = parser.IsName && !parser.Is("PREDICATE") ? parser.ObjectName() : null;
        if (vacuum && parser.Take("TO"))
        {
            parser.SmallNumber();
            parser.Expect("PERCENT");
        }
        else if (!vacuum && !parser.Take("PREDICATE COLUMNS") && !parser.Take("ALL COLUMNS") && parser.Is("("))
        {
            parser.NameList();
        }

        return new AnalyzeStatement { Table = table, Vacuum = vacuum, Text = parser.TextFrom(head.Start), Position = head.Start, Step = head.Step };
    }

    public override BoundStatement Bind(BindContext context)
    {
        var binder = new Binder(context);
        if (Table is not null)
        {
            binder.Target(Table, LockMode.Read);
        }

        return new PlainBound(_ => new StatementResult(Vacuum ? "VACUUM" : "ANALYZE"))
        {
            Effects = binder.Effects(Vacuum ? BlockRule.Refused : BlockRule.Allowed) with { TakesSnapshot = false },
        };
    }
}
