using RedshiftIntegration.Testing.Binding;
using RedshiftIntegration.Testing.Engine;
using RedshiftIntegration.Testing.Syntax;

namespace RedshiftIntegration.Testing.Statements;

/// <summary>
/// DECLARE name CURSOR FOR query (AWS: declare): one cursor per session, forward only, in a transaction block. The query runs here, as of here; Redshift
/// materializes it at the first FETCH with the same rows.
/// </summary>
internal sealed class DeclareStatement : Statement
{
    public required string Name { get; init; }

    public required QueryStatement Query { get; init; }

    public static Statement Parse(Parser parser, StatementHead head)
    {
        parser.Expect("DECLARE");
        var name = parser.Name();
        if (parser.Is("BINARY") || parser.Is("SCROLL"))
        {
            throw new SqlError("0A000", $"{parser.Current.Keyword} cursors are not supported", parser.Current.Position);
        }

        parser.Take("INSENSITIVE");
        parser.Take("NO SCROLL");
        parser.Expect("CURSOR");
        if (parser.Is("WITH"))
        {
            throw new SqlError("0A000", "cursors WITH HOLD are not supported", parser.Current.Position);
        }

        parser.Take("WITHOUT HOLD");
        parser.Expect("FOR");
        var inner = parser.Current.Position;
        if (!parser.Is("SELECT") && !parser.Is("WITH") && !parser.Is("("))
        {
            throw parser.Unexpected();
        }

        var query = StatementRegistry.Parse(parser, new StatementHead(inner, null)) as QueryStatement
            ?? throw new SqlError("42601", "a cursor can be declared for a SELECT only", inner);
        if (query.Query.Body is SelectBody { Into: not null })
        {
            throw new SqlError("42P11", "DECLARE CURSOR may not specify INTO", inner);
        }

        return new DeclareStatement { Name = name, Query = query, Text = parser.TextFrom(head.Start), Position = head.Start, Step = head.Step };
    }

    public override BoundStatement Bind(BindContext context)
    {
        var query = Query.Bind(context);
        return new PlainBound(execution =>
        {
            var session = execution.Context.Session;
            if (session.Cursor is not null)
            {
                throw new SqlError("24000", "opening multiple cursors from within the same client connection is not allowed.");
            }

            session.Cursor = new Cursor(Name, session.TransactionId, query.Columns, query.Run(execution).Rows);
            return new StatementResult("DECLARE CURSOR");
        })
        {
            Effects = query.Effects with { Block = BlockRule.Required },
            ParameterTypes = query.ParameterTypes,
        };
    }
}
