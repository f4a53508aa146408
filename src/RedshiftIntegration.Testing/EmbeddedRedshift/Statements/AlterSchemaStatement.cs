using RedshiftIntegration.Testing.Binding;
using RedshiftIntegration.Testing.Catalogue;
using RedshiftIntegration.Testing.Engine;
using RedshiftIntegration.Testing.Syntax;

namespace RedshiftIntegration.Testing.Statements;

/// <summary>ALTER SCHEMA s RENAME TO n (AWS: r_ALTER_SCHEMA).</summary>
internal sealed class AlterSchemaStatement : Statement
{
    public required string Name { get; init; }

    public required string NewName { get; init; }

    public required int NamePosition { get; init; }

    public required int NewNamePosition { get; init; }

    public static Statement Parse(Parser parser, StatementHead head)
    {
        parser.Expect("ALTER SCHEMA");
        var position = parser.Current.Position;
        var name = parser.Name();
        if (parser.Is("OWNER") || parser.Is("QUOTA"))
        {
            throw parser.NotSupported($"ALTER SCHEMA ... {parser.Current.Keyword}");
        }

        parser.Expect("RENAME TO");
        var newPosition = parser.Current.Position;
        return new AlterSchemaStatement
        {
            Name = name, NamePosition = position, NewName = parser.Name(), NewNamePosition = newPosition, Text = parser.TextFrom(head.Start), Position = head.Start, Step = head.Step,
        };
    }

    public override BoundStatement Bind(BindContext context)
    {
        var schema = context.Catalogue.FindSchema(Name) ?? throw new SqlError("3F000", $"schema \"{Name}\" does not exist", NamePosition);
        CreateSchemaStatement.CheckName(NewName, NewNamePosition);
        if (context.Catalogue.FindSchema(NewName) is not null)
        {
            throw new SqlError("42P06", $"Schema \"{NewName}\" already exists", NewNamePosition);
        }

        var binder = new Binder(context);
        foreach (var relation in Inside(context.Catalogue))
        {
            binder.Access(relation, LockMode.Exclusive);
        }

        return new PlainBound(execution =>
        {
            var catalogue = execution.Context.Catalogue;
            foreach (var relation in Inside(catalogue))
            {
                catalogue.Put(relation with { Schema = NewName });
            }

            catalogue.RemoveSchema(Name);
            catalogue.Put(schema with { Name = NewName });
            return new StatementResult("ALTER SCHEMA");
        })
        {
            Effects = binder.Effects(),
        };
    }

    private List<Relation> Inside(CatalogueSession catalogue) => [.. catalogue.Relations().Where(r => string.Equals(r.Schema, Name, StringComparison.Ordinal))];
}
