using System.Collections.Immutable;
using RedshiftIntegration.Testing.Binding;
using RedshiftIntegration.Testing.Catalogue;
using RedshiftIntegration.Testing.Engine;
using RedshiftIntegration.Testing.Syntax;

namespace RedshiftIntegration.Testing.Statements;

/// <summary>DROP TABLE, DROP VIEW and DROP MATERIALIZED VIEW, of several names, with IF EXISTS and CASCADE.</summary>
internal sealed class DropRelationStatement : Statement
{
    public required ImmutableArray<ObjectName> Names { get; init; }

    /// <summary>table, view or materialized view.</summary>
    public required string Word { get; init; }

    public required bool IfExists { get; init; }

    public required bool Cascade { get; init; }

    public static Statement Parse(Parser parser, StatementHead head)
    {
        parser.Expect("DROP");
        var word = parser.Take("TABLE") ? "table" : parser.Take("MATERIALIZED VIEW") ? "materialized view" : parser.Take("VIEW") ? "view" : throw parser.Unexpected();
        var ifExists = parser.TakeIfExists();
        return new DropRelationStatement
        {
            Word = word,
            IfExists = ifExists,
            Names = word == "materialized view" ? [parser.ObjectName()] : parser.Separated(parser.ObjectName),
            Cascade = parser.TakeCascade(),
            Text = parser.TextFrom(head.Start), Position = head.Start, Step = head.Step,
        };
    }

    public override BoundStatement Bind(BindContext context)
    {
        var binder = new Binder(context);
        var found = new List<ObjectName>();
        var notices = ImmutableArray.CreateBuilder<string>();
        foreach (var name in Names)
        {
            var relation = binder.FindRelation(name);
            if (relation is null && IfExists)
            {
                notices.Add($"{Capital} \"{name.Name}\" does not exist and will be skipped");
                continue;
            }

            Check(relation ?? throw Missing(binder, name), name);
            binder.Access(relation, LockMode.Exclusive);
            binder.Require(relation, Privilege.Drop);
            found.Add(name);
        }

        return new PlainBound(execution =>
        {
            foreach (var name in found)
            {
                Drop(execution, name);
            }

            return new StatementResult($"DROP {Word.ToUpperInvariant()}") { Notices = notices.ToImmutable() };
        })
        {
            Effects = binder.Effects() with { TakesSnapshot = found.Count > 0, Writes = true },
        };
    }

    private string Capital => $"{char.ToUpperInvariant(Word[0])}{Word[1..]}";

    private SqlError Missing(Binder binder, ObjectName name)
    {
        var error = binder.NoRelation(name);
        return error.SqlState == "42P01" ? new SqlError("42P01", $"{Capital} \"{name.Name}\" does not exist", name.Position) : error;
    }

    private void Check(Relation relation, ObjectName name)
    {
        var actual = Dependencies.Word(relation);
        if (actual != Word)
        {
            throw new SqlError("42809", $"\"{name.Name}\" is not a {Word}", name.Position, hint: $"Use DROP {actual.ToUpperInvariant()} to remove it.");
        }
    }

    private void Drop(Execution execution, ObjectName name)
    {
        // Another session may have dropped it while this one waited for the lock.
        var relation = execution.Context.Catalogue.Find(name.Schema, name.Name);
        if (relation is null)
        {
            if (!IfExists)
            {
                throw new SqlError("42P01", $"{Capital} \"{name.Name}\" does not exist", name.Position);
            }

            return;
        }

        Dependencies.Drop(execution, relation, Cascade);
    }
}
