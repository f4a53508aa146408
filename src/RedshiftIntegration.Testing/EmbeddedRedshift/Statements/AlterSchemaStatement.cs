using RedshiftIntegration.Testing.Binding;
using RedshiftIntegration.Testing.Catalogue;
using RedshiftIntegration.Testing.Engine;
using RedshiftIntegration.Testing.Syntax;

namespace RedshiftIntegration.Testing.Statements;

/// <summary>ALTER SCHEMA s RENAME TO n | OWNER TO u (AWS: r_ALTER_SCHEMA).</summary>
internal sealed class AlterSchemaStatement : Statement
{
    public required string Name { get; init; }

    public required int NamePosition { get; init; }

    /// <summary>The new name or owner.</summary>
    public required string New { get; init; }

    public required int NewPosition { get; init; }

    public required bool IsOwner { get; init; }

    public static Statement Parse(Parser parser, StatementHead head)
    {
        parser.Expect("ALTER SCHEMA");
        var position = parser.Current.Position;
        var name = parser.Name();
        if (parser.Is("QUOTA"))
        {
            throw parser.NotSupported("ALTER SCHEMA ... QUOTA");
        }

        var owner = parser.Take("OWNER TO");
        if (!owner)
        {
            parser.Expect("RENAME TO");
        }

        var newPosition = parser.Current.Position;
        return new AlterSchemaStatement
        {
            Name = name, NamePosition = position, New = parser.Name(), NewPosition = newPosition, IsOwner = owner, Text = parser.TextFrom(head.Start), Position = head.Start, Step = head.Step,
        };
    }

    public override BoundStatement Bind(BindContext context)
    {
        var binder = new Binder(context);
        var schema = Find(context.Catalogue);
        binder.Require(new ObjectNeed(Securable.Schema, schema.Oid, Privilege.Alter));
        return IsOwner ? BindOwner(binder) : BindRename(binder);
    }

    private PlainBound BindOwner(Binder binder)
    {
        OwnerChange.Require(binder, New, NewPosition);
        return new PlainBound(execution =>
        {
            var schema = Find(execution.Context.Catalogue);
            execution.Context.Catalogue.Put(schema with { Owner = OwnerChange.Run(execution.Context.Catalogue, schema.Oid, schema.Owner, New, NewPosition) });
            return new StatementResult("ALTER SCHEMA");
        })
        {
            Effects = new Effects { Needs = binder.Needs(), Writes = true },
        };
    }

    private PlainBound BindRename(Binder binder)
    {
        CreateSchemaStatement.CheckName(New, NewPosition);
        if (binder.Context.Catalogue.FindSchema(New) is not null)
        {
            throw new SqlError("42P06", $"Schema \"{New}\" already exists", NewPosition);
        }

        foreach (var relation in Inside(binder.Context.Catalogue))
        {
            binder.Access(relation, LockMode.Exclusive);
        }

        return new PlainBound(execution =>
        {
            var catalogue = execution.Context.Catalogue;
            var schema = Find(catalogue);
            foreach (var relation in Inside(catalogue))
            {
                catalogue.Put(relation with { Schema = New });
            }

            catalogue.Rename(schema, New);
            return new StatementResult("ALTER SCHEMA");
        })
        {
            Effects = binder.Effects(),
        };
    }

    private Schema Find(CatalogueSession catalogue) => catalogue.FindSchema(Name) ?? throw new SqlError("3F000", $"schema \"{Name}\" does not exist", NamePosition);

    private List<Relation> Inside(CatalogueSession catalogue) => [.. catalogue.Relations().Where(r => string.Equals(r.Schema, Name, StringComparison.Ordinal))];
}
