using RedshiftIntegration.Testing.Binding;
using RedshiftIntegration.Testing.Catalogue;
using RedshiftIntegration.Testing.Engine;
using RedshiftIntegration.Testing.Syntax;

namespace RedshiftIntegration.Testing.Statements;

/// <summary>
/// CREATE MATERIALIZED VIEW v [BACKUP ...] [table attributes] [AUTO REFRESH YES | NO] AS query: a table that holds the query's rows (AWS:
/// materialized-view-create-sql-command). When Redshift refreshes by itself it doesn't promise; the double never does, also under AUTO REFRESH YES.
/// </summary>
internal sealed class CreateMaterializedViewStatement : Statement
{
    public required TableDefinition Definition { get; init; }

    public required Query Query { get; init; }

    public required string QueryText { get; init; }

    public static Statement Parse(Parser parser, StatementHead head)
    {
        parser.Expect("CREATE MATERIALIZED VIEW");
        var definition = new TableParser(parser).Attributes(new TableDefinition(parser.ObjectName(), false, false));
        if (parser.Take("AUTO REFRESH") && !parser.Take("YES"))
        {
            parser.Expect("NO");
        }

        parser.Expect("AS");
        var start = parser.Current.Position;
        var query = parser.Query();
        return new CreateMaterializedViewStatement
        {
            Definition = definition, Query = query, QueryText = parser.TextFrom(start), Text = parser.TextFrom(head.Start), Position = head.Start, Step = head.Step,
        };
    }

    public override BoundStatement Bind(BindContext context)
    {
        CreateViewStatement.RefuseInto(Query);
        if (!Query.OrderBy.IsEmpty || Query.Limit is not null || Query.Offset is not null)
        {
            throw new SqlError("0A000", "ORDER BY, LIMIT and OFFSET are not supported in a materialized view", (Query.OrderBy.FirstOrDefault()?.Value ?? Query.Limit ?? Query.Offset)!.Position);
        }

        return CreateTableAs.Bind(context, Definition with { DistStyle = Definition.DistStyle ?? (Definition.DistKey is null ? DistStyle.Even : null) }, Query, "CREATE MATERIALIZED VIEW", Kept);
    }

    /// <summary>What stays with the table, and what may not be in it: views, temporary tables and system relations.</summary>
    private ViewDefinition Kept(Binder binder)
    {
        if (binder.SystemRelation is { } system)
        {
            throw new SqlError("0A000", $"system relation {system.Relation.Name} can't be in a materialized view", system.Position);
        }

        foreach (var use in binder.Uses)
        {
            if (use.Relation is View or Table { Temporary: true })
            {
                throw new SqlError("0A000", $"{(use.Relation is View ? "view" : "temporary table")} {use.Relation.Name} can't be in a materialized view", use.Position);
            }
        }

        return binder.Definition(QueryText, Query.Position);
    }
}
