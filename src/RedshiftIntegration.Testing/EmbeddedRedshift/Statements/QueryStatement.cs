using System.Globalization;
using RedshiftIntegration.Testing.Binding;
using RedshiftIntegration.Testing.Engine;
using RedshiftIntegration.Testing.Syntax;

namespace RedshiftIntegration.Testing.Statements;

/// <summary>SELECT, also as SELECT ... INTO.</summary>
internal sealed class QueryStatement : Statement
{
    public required Query Query { get; init; }

    public static Statement Parse(Parser parser, StatementHead head)
    {
        var query = parser.Query();
        return new QueryStatement { Query = query, Text = parser.TextFrom(head.Start), Position = head.Start, Step = head.Step };
    }

    public override BoundStatement Bind(BindContext context)
    {
        if (Query.Body is SelectBody { Into: { } into } select)
        {
            var definition = new TableDefinition(into.Name, into.Temporary || into.Name.Name.StartsWith('#'), false);
            return CreateTableAs.Bind(context, definition, Query with { Body = select with { Into = null } }, "SELECT");
        }

        var binder = new Binder(context);
        var query = binder.Query(Query, null);
        binder.CheckLeaderForms();
        return new PlainBound(execution =>
        {
            var rows = DuckRunner.Query(execution, query.Sql, query.Columns);
            return new StatementResult(string.Create(CultureInfo.InvariantCulture, $"SELECT {rows.Count}")) { Rows = rows };
        })
        {
            Effects = binder.Effects(),
            Columns = [.. query.Columns],
            ParameterTypes = binder.ParameterTypes(),
        };
    }
}
