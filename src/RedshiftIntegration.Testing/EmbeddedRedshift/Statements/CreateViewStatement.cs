using System.Collections.Immutable;
using RedshiftIntegration.Testing.Binding;
using RedshiftIntegration.Testing.Catalogue;
using RedshiftIntegration.Testing.Engine;
using RedshiftIntegration.Testing.Syntax;

namespace RedshiftIntegration.Testing.Statements;

/// <summary>CREATE [OR REPLACE] VIEW ... AS query [WITH NO SCHEMA BINDING].</summary>
internal sealed class CreateViewStatement : Statement
{
    public required ObjectName Name { get; init; }

    public required bool Replace { get; init; }

    public required ImmutableArray<string> Columns { get; init; }

    public required Query Query { get; init; }

    public required string QueryText { get; init; }

    public required bool LateBinding { get; init; }

    public static Statement Parse(Parser parser, StatementHead head)
    {
        parser.Expect("CREATE");
        var replace = parser.Take("OR REPLACE");
        parser.Expect("VIEW");
        var name = parser.ObjectName();
        var columns = parser.Is("(") ? parser.NameList() : [];
        parser.Expect("AS");
        var start = parser.Current.Position;
        var query = parser.Query();
        var text = parser.TextFrom(start);
        var late = parser.Take("WITH NO SCHEMA BINDING");
        return new CreateViewStatement
        {
            Name = name, Replace = replace, Columns = columns, Query = query, QueryText = text, LateBinding = late,
            Text = parser.TextFrom(head.Start), Position = head.Start, Step = head.Step,
        };
    }

    public override BoundStatement Bind(BindContext context)
    {
        var schema = TableBuilder.SchemaOf(context, Name.Schema, Name.Position);
        var binder = new Binder(context);
        var query = LateBinding ? null : binder.Query(Query, null);
        binder.CheckLeaderForms();
        if (query is not null && Columns.Length > query.Columns.Count)
        {
            throw new SqlError("42601", "CREATE VIEW specifies more column names than columns", Name.Position);
        }

        ImmutableArray<ResultColumn> columns = query is null ? [] : [.. query.Columns.Select((c, i) => i < Columns.Length ? c with { Name = Columns[i] } : c)];
        ImmutableArray<uint> depends = LateBinding ? [] : [.. binder.Accesses().Select(a => context.Catalogue.Find(a.Schema, a.Name)?.Oid).OfType<uint>()];
        return new PlainBound(execution => Create(execution, schema, columns, depends))
        {
            Effects = new Effects { Tables = [.. binder.Accesses(), new TableAccess(schema, Name.Name, LockMode.Exclusive)], TakesSnapshot = true },
        };
    }

    private StatementResult Create(Execution execution, string schema, ImmutableArray<ResultColumn> columns, ImmutableArray<uint> depends)
    {
        var catalogue = execution.Context.Catalogue;
        var existing = catalogue.Find(schema, Name.Name);
        if (existing is not null && (!Replace || existing is not View))
        {
            throw existing is View ? Physical.AlreadyExists(Name) : new SqlError(Replace ? "42809" : "42P07", Replace ? $"\"{Name.Name}\" is not a view" : $"Relation \"{Name.Name}\" already exists", Name.Position);
        }

        catalogue.Put(new View
        {
            Oid = existing?.Oid ?? catalogue.NextOid(),
            Schema = schema,
            Name = Name.Name,
            Owner = execution.Context.User,
            Query = QueryText,
            Columns = columns,
            LateBinding = LateBinding,
            DependsOn = depends,
        });
        return new StatementResult("CREATE VIEW");
    }
}
