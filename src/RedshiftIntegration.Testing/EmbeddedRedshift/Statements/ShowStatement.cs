using RedshiftIntegration.Testing.Binding;
using RedshiftIntegration.Testing.Engine;
using RedshiftIntegration.Testing.Syntax;

namespace RedshiftIntegration.Testing.Statements;

/// <summary>SHOW name, SHOW ALL, SHOW TRANSACTION ISOLATION LEVEL.</summary>
internal sealed class ShowStatement : Statement
{
    public required string? Name { get; init; }

    public static Statement Parse(Parser parser, StatementHead head)
    {
        parser.Expect("SHOW");
        string? name;
        if (parser.Take("TRANSACTION ISOLATION LEVEL"))
        {
            name = "transaction_isolation";
        }
        else if (parser.Take("TIME ZONE"))
        {
            name = "timezone";
        }
        else
        {
            name = parser.Take("ALL") ? null : parser.Label();
            name = name is not null && parser.Take(".") ? $"{name}.{parser.Label()}" : name;
        }

        return new ShowStatement { Name = name, Text = parser.TextFrom(head.Start), Position = head.Start, Step = head.Step };
    }

    public override BoundStatement Bind(BindContext context)
    {
        if (Name is null)
        {
            return new PlainBound(e => new StatementResult("SHOW") { Rows = [.. e.Context.Session.Settings().Select(s => new object?[] { s.Key, s.Value })] })
            {
                Effects = Effects.None,
                Columns = [new ResultColumn("name", SqlType.Varchar()), new ResultColumn("setting", SqlType.Varchar())],
            };
        }

        _ = context.Session.Setting(Name) ?? throw new SqlError("42704", $"unrecognized configuration parameter \"{Name}\"", Position);
        return new PlainBound(e => new StatementResult("SHOW") { Rows = [[e.Context.Session.Setting(Name)]] })
        {
            Effects = Effects.None,
            Columns = [new ResultColumn(Name, SqlType.Varchar())],
        };
    }
}
