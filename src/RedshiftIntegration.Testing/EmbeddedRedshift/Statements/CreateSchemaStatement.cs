using RedshiftIntegration.Testing.Binding;
using RedshiftIntegration.Testing.Catalogue;
using RedshiftIntegration.Testing.Engine;
using RedshiftIntegration.Testing.Syntax;

namespace RedshiftIntegration.Testing.Statements;

internal sealed class CreateSchemaStatement : Statement
{
    public required string Name { get; init; }

    public required bool IfNotExists { get; init; }

    public required int NamePosition { get; init; }

    public static Statement Parse(Parser parser, StatementHead head)
    {
        parser.Expect("CREATE SCHEMA");
        var ifNotExists = parser.TakeIfNotExists();
        var position = parser.Current.Position;
        var name = parser.Name();
        if (parser.Take("AUTHORIZATION"))
        {
            parser.Name();
        }

        if (parser.Is("QUOTA") || parser.Is("CREATE") || parser.Is("GRANT"))
        {
            throw parser.NotSupported($"CREATE SCHEMA ... {parser.Current.Keyword}");
        }

        return new CreateSchemaStatement { Name = name, IfNotExists = ifNotExists, NamePosition = position, Text = parser.TextFrom(head.Start), Position = head.Start, Step = head.Step };
    }

    public override BoundStatement Bind(BindContext context)
    {
        CheckName(Name, NamePosition);
        return new PlainBound(execution =>
        {
            var catalogue = execution.Context.Catalogue;
            if (catalogue.FindSchema(Name) is null)
            {
                catalogue.Put(new Schema(catalogue.NextOid(), Name, execution.Context.User));
                return new StatementResult("CREATE SCHEMA");
            }

            return IfNotExists
                ? new StatementResult("CREATE SCHEMA") { Notices = [$"Schema \"{Name}\" already exists and will be skipped"] }
                : throw new SqlError("42P06", $"Schema \"{Name}\" already exists", NamePosition);
        })
        {
            Effects = Effects.None,
        };
    }

    internal static void CheckName(string name, int position)
    {
        if (name.StartsWith("pg_", StringComparison.Ordinal) || name == "information_schema")
        {
            throw new SqlError("42939", $"unacceptable schema name \"{name}\"", position, detail: "The prefix \"pg_\" is reserved for system schemas.");
        }
    }
}
