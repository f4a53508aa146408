using RedshiftIntegration.Testing.Binding;
using RedshiftIntegration.Testing.Catalogue;
using RedshiftIntegration.Testing.Engine;
using RedshiftIntegration.Testing.Syntax;

namespace RedshiftIntegration.Testing.Statements;

/// <summary>COMMENT ON TABLE | VIEW | COLUMN | SCHEMA x IS 'text' | NULL.</summary>
internal sealed class CommentStatement : Statement
{
    public required string Kind { get; init; }

    public required ObjectName Target { get; init; }

    public required string? Column { get; init; }

    public required string? Comment { get; init; }

    public static Statement Parse(Parser parser, StatementHead head)
    {
        parser.Expect("COMMENT ON");
        var kind = parser.Current.Keyword;
        if (kind is "CONSTRAINT" or "DATABASE")
        {
            throw parser.NotSupported($"COMMENT ON {kind}");
        }

        if (kind is not ("TABLE" or "VIEW" or "COLUMN" or "SCHEMA"))
        {
            throw parser.Unexpected();
        }

        parser.Advance();
        var (name, column) = kind == "COLUMN" ? ColumnName(parser) : (parser.ObjectName(), null);
        parser.Expect("IS");
        var comment = parser.Take("NULL") ? null : parser.TextValue();
        return new CommentStatement { Kind = kind, Target = name, Column = column, Comment = comment, Text = parser.TextFrom(head.Start), Position = head.Start, Step = head.Step };
    }

    public override BoundStatement Bind(BindContext context)
    {
        if (Kind == "SCHEMA")
        {
            var schema = context.Catalogue.FindSchema(Target.Name) ?? throw new SqlError("3F000", $"schema \"{Target.Name}\" does not exist", Target.Position);
            return new PlainBound(execution =>
            {
                execution.Context.Catalogue.Put(schema with { Comment = Comment });
                return new StatementResult("COMMENT");
            })
            {
                Effects = new Effects { Writes = true, Needs = [new ObjectNeed(Securable.Schema, schema.Oid, Privilege.Ownership)] },
            };
        }

        var binder = new Binder(context);
        var relation = binder.FindRelation(Target) ?? throw binder.NoRelation(Target);
        Check(relation);
        binder.Require(relation, Privilege.Ownership);
        return new PlainBound(execution =>
        {
            var current = execution.Context.Catalogue.FindByOid(relation.Oid) ?? relation;
            execution.Context.Catalogue.Put(Column is null ? current with { Comment = Comment } : WithColumn((Table)current));
            return new StatementResult("COMMENT");
        })
        {
            Effects = new Effects { Writes = true, Needs = binder.Needs() },
        };
    }

    private static (ObjectName Table, string Column) ColumnName(Parser parser)
    {
        var position = parser.Current.Position;
        var first = parser.Name();
        parser.Expect(".");
        var second = parser.Label();
        return parser.Take(".") ? (new ObjectName(first, second, position), parser.Label()) : (new ObjectName(null, first, position), second);
    }

    private void Check(Relation relation)
    {
        if ((Kind == "VIEW") != relation is View && Kind != "COLUMN")
        {
            throw new SqlError("42809", $"\"{Target.Name}\" is not a {Kind.ToLowerInvariant()}", Target.Position);
        }

        if (Column is not null)
        {
            _ = (relation as Table ?? throw SqlError.NotSupported("a comment on a view's column", Target.Position)).Find(Column)
                ?? throw new SqlError("42703", $"column \"{Column}\" of relation \"{Target.Name}\" does not exist", Target.Position);
        }
    }

    private Table WithColumn(Table table) =>
        table with { Columns = [.. table.Columns.Select(c => string.Equals(c.Name, Column, StringComparison.Ordinal) ? c with { Comment = Comment } : c)] };
}
