using RedshiftIntegration.Testing.Binding;
using RedshiftIntegration.Testing.Catalogue;
using RedshiftIntegration.Testing.Engine;
using RedshiftIntegration.Testing.Syntax;

namespace RedshiftIntegration.Testing.Statements;

/// <summary>CREATE SCHEMA [IF NOT EXISTS] s [AUTHORIZATION u], CREATE SCHEMA AUTHORIZATION u (AWS: r_CREATE_SCHEMA).</summary>
internal sealed class CreateSchemaStatement : Statement
{
    public required string Name { get; init; }

    public required bool IfNotExists { get; init; }

    public required int NamePosition { get; init; }

    public required string? Owner { get; init; }

    public static Statement Parse(Parser parser, StatementHead head)
    {
        parser.Expect("CREATE SCHEMA");
        var ifNotExists = parser.TakeIfNotExists();
        var position = parser.Current.Position;
        var name = !ifNotExists && parser.Is("AUTHORIZATION") ? null : parser.Name();
        var owner = parser.Take("AUTHORIZATION") ? parser.Name() : null;
        if (parser.Is("QUOTA") || parser.Is("CREATE") || parser.Is("GRANT"))
        {
            throw parser.NotSupported($"CREATE SCHEMA ... {parser.Current.Keyword}");
        }

        return new CreateSchemaStatement
        {
            Name = name ?? owner!, IfNotExists = ifNotExists, NamePosition = position, Owner = owner, Text = parser.TextFrom(head.Start), Position = head.Start, Step = head.Step,
        };
    }

    public override BoundStatement Bind(BindContext context)
    {
        CheckName(Name, NamePosition);
        var binder = new Binder(context);
        binder.Require(new ObjectNeed(Securable.Database, DatabaseCatalogue.DatabaseOid, Privilege.Create));
        var owner = Owner is null ? context.User : UserCatalogue.Find(context.Catalogue, Owner, NamePosition);
        if (owner.Id != context.User.Id)
        {
            binder.Require(new SuperuserNeed($"must be superuser to create a schema for user \"{owner.Name}\""));
        }

        return new PlainBound(execution => Create(execution.Context.Catalogue, owner.Id)) { Effects = new Effects { Needs = binder.Needs(), Writes = true } };
    }

    private StatementResult Create(CatalogueSession catalogue, int owner)
    {
        if (catalogue.FindSchema(Name) is null)
        {
            catalogue.Put(new Schema(catalogue.NextOid(), Name, owner));
            return new StatementResult("CREATE SCHEMA");
        }

        return IfNotExists
            ? new StatementResult("CREATE SCHEMA") { Notices = [$"Schema \"{Name}\" already exists and will be skipped"] }
            : throw new SqlError("42P06", $"Schema \"{Name}\" already exists", NamePosition);
    }

    internal static void CheckName(string name, int position)
    {
        if (name.StartsWith("pg_", StringComparison.Ordinal) || name == "information_schema")
        {
            throw new SqlError("42939", $"unacceptable schema name \"{name}\"", position, detail: "The prefix \"pg_\" is reserved for system schemas.");
        }
    }
}
