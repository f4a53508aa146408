using RedshiftIntegration.Testing.Binding;
using RedshiftIntegration.Testing.Syntax;

namespace RedshiftIntegration.Testing.Statements;

/// <summary>
/// EXPLAIN [VERBOSE] of what Redshift explains (AWS: r_EXPLAIN): the statement is checked as before a run and not run. The answer names the tables
/// that it would touch and pretends no plan: costs and steps are Redshift's planner's, which the double lacks.
/// </summary>
internal sealed class ExplainStatement : Statement
{
    private static readonly string[] Explained = ["SELECT", "WITH", "INSERT", "UPDATE", "DELETE", "CREATE", "EXECUTE"];

    public required Statement Inner { get; init; }

    public static Statement Parse(Parser parser, StatementHead head)
    {
        parser.Expect("EXPLAIN");
        parser.Take("VERBOSE");
        var position = parser.Current;
        if (!Explained.Contains(position.Keyword) && !parser.Is("("))
        {
            throw parser.Unexpected();
        }

        var inner = StatementRegistry.Parse(parser, new StatementHead(position.Position, null));
        if (inner is not (QueryStatement or InsertStatement or UpdateStatement or DeleteStatement or ExecuteStatement or CreateTableStatement { Query: not null }))
        {
            throw parser.Unexpected(position);
        }

        return new ExplainStatement { Inner = inner, Text = parser.TextFrom(head.Start), Position = head.Start, Step = head.Step };
    }

    public override BoundStatement Bind(BindContext context)
    {
        var inner = Inner.Bind(context);
        return new PlainBound(_ => new StatementResult("EXPLAIN")
        {
            Rows =
            [
                ["EmbeddedRedshift checked the statement and did not run it; it has no planner and knows no costs"],
                .. inner.Effects.Tables.Select(t => new object?[] { $"  ->  {(t.Mode == LockMode.Read ? "reads" : "writes")} {t.Schema}.{t.Name}" }),
            ],
        })
        {
            Effects = inner.Effects with { Block = BlockRule.Allowed, Tables = [.. inner.Effects.Tables.Select(t => t with { Mode = LockMode.Read })] },
            Columns = [new ResultColumn("QUERY PLAN", SqlType.Varchar())],
            ParameterTypes = inner.ParameterTypes,
        };
    }
}
