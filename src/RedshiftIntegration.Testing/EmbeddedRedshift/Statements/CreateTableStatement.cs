using RedshiftIntegration.Testing.Binding;
using RedshiftIntegration.Testing.Catalogue;
using RedshiftIntegration.Testing.Syntax;

namespace RedshiftIntegration.Testing.Statements;

/// <summary>CREATE [TEMP] TABLE, with a column list or AS a query.</summary>
internal sealed class CreateTableStatement : Statement
{
    public required TableDefinition Definition { get; init; }

    public Query? Query { get; init; }

    public static Statement Parse(Parser parser, StatementHead head)
    {
        parser.Expect("CREATE");
        parser.Take("LOCAL");
        var temporary = parser.Take("TEMP") || parser.Take("TEMPORARY");
        parser.Expect("TABLE");
        var ifNotExists = parser.TakeIfNotExists();
        var name = parser.ObjectName();
        var definition = new TableDefinition(name, temporary || name.Name.StartsWith('#'), ifNotExists);
        var elements = new TableParser(parser);
        Query? query = null;
        if (IsAs(parser))
        {
            definition = ifNotExists ? throw parser.Unexpected() : AsAttributes(parser, elements, definition);
            query = parser.Query();
            if (parser.Is("WITH", "NO"))
            {
                throw parser.Unexpected();
            }
        }
        else
        {
            definition = elements.Attributes(elements.Elements(definition));
        }

        return new CreateTableStatement { Definition = definition, Query = query, Text = parser.TextFrom(head.Start), Position = head.Start, Step = head.Step };
    }

    public override BoundStatement Bind(BindContext context)
    {
        if (Query is not null)
        {
            return CreateTableAs.Bind(context, Definition, Query, "SELECT");
        }

        var binder = new Binder(context);
        var schema = TableBuilder.SchemaOf(context, Definition);
        var existing = Existing(context, schema, Definition);
        if (existing is not null && Definition.IfNotExists)
        {
            binder.RequireCreate(schema);
            return new PlainBound(_ => new StatementResult("CREATE TABLE") { Notices = [$"Relation \"{Definition.Name.Name}\" already exists and will be skipped"] }) { Effects = new Effects { Needs = binder.Needs(), Writes = true } };
        }

        TableBuilder.Build(binder, Definition, 0);
        binder.CheckLeaderForms();
        return new PlainBound(execution =>
        {
            if (Existing(context, schema, Definition) is null)
            {
                Physical.Create(execution, TableBuilder.Build(new Binder(context), Definition, context.Catalogue.NextOid()));
            }
            else if (!Definition.IfNotExists)
            {
                throw Physical.AlreadyExists(Definition.Name);
            }

            return new StatementResult("CREATE TABLE");
        })
        {
            Effects = Effect(binder, schema, Definition),
        };
    }

    internal static Effects Effect(Binder binder, string schema, TableDefinition definition)
    {
        binder.RequireCreate(schema);
        var effects = binder.Effects();
        return effects with { TakesSnapshot = true, Tables = effects.Tables.Add(new TableAccess(schema, definition.Name.Name, LockMode.Exclusive)) };
    }

    internal static Relation? Existing(BindContext context, string schema, TableDefinition definition) => context.Catalogue.Find(schema, definition.Name.Name);

    /// <summary>CREATE TABLE t AS, t (a, b) AS, t DISTKEY(a) AS: a column list without types is only possible there.</summary>
    private static bool IsAs(Parser parser)
    {
        if (!parser.Is("("))
        {
            return true;
        }

        var next = parser.Peek(2);
        return (next.Is(",") || next.Is(")")) && parser.Peek().Kind is TokenKind.Word or TokenKind.QuotedName;
    }

    private static TableDefinition AsAttributes(Parser parser, TableParser elements, TableDefinition definition)
    {
        if (parser.Is("("))
        {
            var position = parser.Current.Position;
            definition = definition with { Columns = [.. parser.NameList().Select(n => new ColumnDefinition(n, new TypeSyntax("", null, null, false, false, position), position))] };
        }

        definition = elements.Attributes(definition);
        parser.Expect("AS");
        return definition;
    }
}
