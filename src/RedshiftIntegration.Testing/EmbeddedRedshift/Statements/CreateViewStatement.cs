using System.Collections.Immutable;
using RedshiftIntegration.Testing.Binding;
using RedshiftIntegration.Testing.Catalogue;
using RedshiftIntegration.Testing.Engine;
using RedshiftIntegration.Testing.Syntax;

namespace RedshiftIntegration.Testing.Statements;

/// <summary>CREATE [OR REPLACE] VIEW ... AS query [WITH NO SCHEMA BINDING] (AWS: r_CREATE_VIEW).</summary>
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
        var name = parser.Current.Value.StartsWith('#') ? throw parser.NotSupported("a temporary view") : parser.ObjectName();
        var columns = parser.Is("(") ? parser.NameList() : [];
        parser.Expect("AS");
        (parser.Tables, parser.CommonTables) = ([], []);
        var start = parser.Current.Position;
        var query = parser.Query();
        var text = parser.TextFrom(start);
        var late = parser.Take("WITH NO SCHEMA BINDING");
        if (late)
        {
            CheckLate(query, parser.Tables, parser.CommonTables);
        }

        (parser.Tables, parser.CommonTables) = (null, null);
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
        RefuseInto(Query);
        var query = LateBinding ? null : binder.Query(Query, null);
        binder.CheckLeaderForms();
        if (query is not null && Columns.Length > query.Columns.Count)
        {
            throw new SqlError("42601", "CREATE VIEW specifies more column names than columns", Name.Position);
        }

        ImmutableArray<ResultColumn> columns = query is null ? [] : [.. query.Columns.Select((c, i) => i < Columns.Length ? c with { Name = Columns[i] } : c)];
        CheckColumns(columns);
        if (binder.Uses.FirstOrDefault(u => u.Relation is Table { Temporary: true }) is { } temporary)
        {
            throw SqlError.NotSupported("a view of a temporary table", temporary.Position);
        }

        binder.RequireCreate(schema);
        if (Replace && context.Catalogue.Find(schema, Name.Name) is View existing)
        {
            binder.Require(existing, Privilege.Ownership);
        }

        return new PlainBound(execution => Create(execution, schema, columns, LateBinding ? new ViewDefinition(QueryText, []) : binder.Definition(QueryText, Query.Position)))
        {
            Effects = new Effects { Tables = [.. binder.Accesses(), new TableAccess(schema, Name.Name, LockMode.Exclusive)], Needs = binder.Needs(), TakesSnapshot = true },
        };
    }

    /// <summary>The query of a view makes no table.</summary>
    internal static void RefuseInto(Query query)
    {
        if (query.Body is SelectBody { Into: { } into })
        {
            throw new SqlError("42601", "a view's query can't have INTO", into.Name.Position);
        }
    }

    /// <summary>At creation nothing is looked up, so each name must tell its schema; recursion isn't known there.</summary>
    private static void CheckLate(Query query, List<TableItem> tables, List<CommonTable> common)
    {
        var names = common.Select(c => c.Name).ToHashSet(StringComparer.Ordinal);
        if (tables.Find(t => t.Name.Schema is null && !names.Contains(t.Name.Name)) is { } bare)
        {
            throw new SqlError("0A000", "All the relation names inside should be qualified when creating VIEW WITH NO SCHEMA BINDING.", bare.Position);
        }

        if (query.With is { Recursive: true })
        {
            throw new SqlError("0A000", "a recursive CTE can't be in a VIEW WITH NO SCHEMA BINDING", query.Position);
        }
    }

    private void CheckColumns(ImmutableArray<ResultColumn> columns)
    {
        if (columns.Length > TableBuilder.MaximumColumns)
        {
            throw new SqlError("54011", $"views can have at most {TableBuilder.MaximumColumns} columns", Name.Position);
        }

        if (columns.GroupBy(c => c.Name, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            throw new SqlError("42701", $"column \"{twice.Key}\" specified more than once", Name.Position);
        }
    }

    private StatementResult Create(Execution execution, string schema, ImmutableArray<ResultColumn> columns, ViewDefinition definition)
    {
        var catalogue = execution.Context.Catalogue;
        var existing = catalogue.Find(schema, Name.Name);
        var view = new View
        {
            Oid = existing?.Oid ?? catalogue.NextOid(),
            Schema = schema,
            Name = Name.Name,
            Owner = existing?.Owner ?? execution.Context.User.Id,
            Comment = existing?.Comment,
            Definition = definition,
            Columns = columns,
            LateBinding = LateBinding,
            ColumnNames = LateBinding ? Columns : [],
        };
        if (existing is not null)
        {
            CheckReplace(existing, view);
        }

        catalogue.Put(view);
        return new StatementResult("CREATE VIEW");
    }

    /// <summary>A view is replaced only by one with the same columns, names and types (AWS: r_CREATE_VIEW).</summary>
    private void CheckReplace(Relation existing, View view)
    {
        if (!Replace)
        {
            throw Physical.AlreadyExists(Name);
        }

        if (existing is not View old)
        {
            throw new SqlError("42809", $"\"{Name.Name}\" is not a view", Name.Position);
        }

        if (old.LateBinding != view.LateBinding)
        {
            throw SqlError.NotSupported("CREATE OR REPLACE VIEW between an ordinary and a late-binding view", Name.Position);
        }

        if (old.Columns.Length != view.Columns.Length)
        {
            throw new SqlError("42P16", "cannot change number of columns in view", Name.Position);
        }

        foreach (var (before, after) in old.Columns.Zip(view.Columns))
        {
            if (!string.Equals(before.Name, after.Name, StringComparison.Ordinal))
            {
                throw new SqlError("42P16", $"cannot change name of view column \"{before.Name}\"", Name.Position);
            }

            if (before.Type != after.Type)
            {
                throw new SqlError("42P16", $"cannot change data type of view column \"{before.Name}\"", Name.Position);
            }
        }
    }
}
