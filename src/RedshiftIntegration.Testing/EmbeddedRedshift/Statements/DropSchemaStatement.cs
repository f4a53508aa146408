using System.Collections.Immutable;
using RedshiftIntegration.Testing.Binding;
using RedshiftIntegration.Testing.Catalogue;
using RedshiftIntegration.Testing.Engine;
using RedshiftIntegration.Testing.Syntax;

namespace RedshiftIntegration.Testing.Statements;

internal sealed class DropSchemaStatement : Statement
{
    public required ImmutableArray<string> Names { get; init; }

    public required bool IfExists { get; init; }

    public required bool Cascade { get; init; }

    public static Statement Parse(Parser parser, StatementHead head)
    {
        parser.Expect("DROP SCHEMA");
        var ifExists = parser.TakeIfExists();
        var names = parser.Separated(parser.Name);
        var cascade = parser.TakeCascade();
        return new DropSchemaStatement { Names = names, IfExists = ifExists, Cascade = cascade, Text = parser.TextFrom(head.Start), Position = head.Start, Step = head.Step };
    }

    public override BoundStatement Bind(BindContext context)
    {
        var binder = new Binder(context);
        foreach (var schema in Names.Select(context.Catalogue.FindSchema).OfType<Schema>())
        {
            binder.Require(new ObjectNeed(Securable.Schema, schema.Oid, Privilege.Drop));
        }

        foreach (var relation in context.Catalogue.Relations().Where(r => Names.Contains(r.Schema, StringComparer.Ordinal)))
        {
            binder.Access(relation, LockMode.Exclusive);
        }

        return new PlainBound(Drop) { Effects = binder.Effects() with { Writes = true } };
    }

    private StatementResult Drop(Execution execution)
    {
        var catalogue = execution.Context.Catalogue;
        var notices = ImmutableArray.CreateBuilder<string>();
        foreach (var name in Names)
        {
            if (catalogue.FindSchema(name) is null)
            {
                notices.Add(IfExists ? $"Schema \"{name}\" does not exist and will be skipped" : throw new SqlError("3F000", $"Schema \"{name}\" does not exist", Position));
                continue;
            }

            var relations = catalogue.Relations().Where(r => string.Equals(r.Schema, name, StringComparison.Ordinal)).ToList();
            if (relations.Count > 0 && !Cascade)
            {
                throw new SqlError(
                    "2BP01", $"cannot drop schema {name} because other objects depend on it", Position, hint: "Use DROP ... CASCADE to drop the dependent objects too.");
            }

            foreach (var relation in relations)
            {
                if (catalogue.FindByOid(relation.Oid) is { } present)
                {
                    Dependencies.Drop(execution, present, true);
                }
            }

            catalogue.RemoveSchema(name);
        }

        return new StatementResult("DROP SCHEMA") { Notices = notices.ToImmutable() };
    }
}
