using System.Collections.Immutable;
using RedshiftIntegration.Testing.Catalogue;
using RedshiftIntegration.Testing.Engine;
using RedshiftIntegration.Testing.Functions;
using RedshiftIntegration.Testing.Statements;
using RedshiftIntegration.Testing.Syntax;

namespace RedshiftIntegration.Testing.Binding;

internal sealed partial class Binder
{
    /// <summary>A FROM item's text; its columns are added to the scope.</summary>
    public string From(FromItem item, Scope scope)
    {
        if (++depth > MaximumDepth)
        {
            throw new SqlError("54001", "stack depth limit exceeded: the FROM clause is nested too deeply", item.Position);
        }

        var sql = item switch
        {
            TableItem table => FromTable(table, scope),
            DerivedItem derived => FromDerived(derived, scope),
            JoinItem join => FromJoin(join, scope),
            UnnestItem unnest => Unnest(unnest.Path, unnest.Alias, unnest.Index, scope),
            FunctionItem function => FromFunction(function, scope),
            _ => throw new InvalidOperationException($"No binding for {item.GetType().Name}."),
        };
        depth--;
        return sql;
    }

    /// <summary>A user table by name for a statement that changes it. System relations and views are refused.</summary>
    public Table Target(ObjectName name, LockMode mode)
    {
        var relation = Context.Catalogue.Find(name.Schema, name.Name) ?? throw NoRelation(name);
        if (relation is not Table table)
        {
            throw new SqlError("42809", $"\"{name.Name}\" is a view", name.Position, hint: "Views can't be changed on Redshift.");
        }

        Access(table, mode);
        return table;
    }

    /// <summary>42P01, or 3F000 where even the schema is missing, or 42501 for a system relation.</summary>
    public SqlError NoRelation(ObjectName name)
    {
        if (Context.SystemRelations.Find(name.Schema, name.Name) is not null)
        {
            return new SqlError("42501", $"permission denied: \"{name.Name}\" is a system catalog", name.Position);
        }

        if (UnknownViews.Contains(name))
        {
            return SqlError.NotSupported($"the system view \"{name.Name}\"", name.Position);
        }

        return name.Schema is not (null or "pg_catalog" or "information_schema") && Context.Catalogue.FindSchema(name.Schema) is null
            ? new SqlError("3F000", $"schema \"{name.Schema}\" does not exist", name.Position)
            : new SqlError("42P01", $"relation \"{name}\" does not exist", name.Position);
    }

    /// <summary>Adds a table under an alias that DuckDB sees too.</summary>
    public string AddTable(Table table, string alias, Scope scope, ImmutableArray<string> columnNames = default, int position = 0)
    {
        var printed = NextAlias();
        AddSource(table.Schema, alias, printed, [.. table.Columns.Select(c => new ResultColumn(c.Name, c.Type))], [.. table.Columns.Select(c => c.Name)], columnNames, scope, position);
        return $"{table.PhysicalSql} AS {printed}";
    }

    private static void AddSource(
        string? schema, string alias, string printed, IReadOnlyList<ResultColumn> columns, IReadOnlyList<string> printedNames, ImmutableArray<string> renamed, Scope scope, int position)
    {
        if (scope.Sources.Any(s => string.Equals(s.Alias, alias, StringComparison.Ordinal) && (s.Schema is null || schema is null || string.Equals(s.Schema, schema, StringComparison.Ordinal))))
        {
            throw new SqlError("42712", $"table name \"{alias}\" specified more than once", position);
        }

        if (!renamed.IsDefault && renamed.Length > columns.Count)
        {
            throw new SqlError("42P10", $"table \"{alias}\" has {columns.Count} columns available but {renamed.Length} columns specified", position);
        }

        string NameOf(int i) => !renamed.IsDefault && i < renamed.Length ? renamed[i] : columns[i].Name;
        scope.Sources.Add(new ScopeSource(schema, alias, [.. columns.Select((c, i) => new ScopeColumn(NameOf(i), c.Type, $"{printed}.{Printer.Identifier(printedNames[i])}"))]));
    }

    private string FromTable(TableItem item, Scope scope)
    {
        var name = item.Name;
        var alias = item.Alias ?? name.Name;
        if (name.Schema is null && FindCommonTable(name.Name) is { } common)
        {
            var printed = NextAlias();
            AddSource(null, alias, printed, common.Columns, common.Names, item.Columns, scope, item.Position);
            return $"{common.Printed} AS {printed}";
        }

        if (name.Schema is not null && scope.FindSource(null, name.Schema) is not null && Context.Catalogue.Find(name.Schema, name.Name) is null)
        {
            var path = new PathExpr([new PathStep(name.Schema, null), new PathStep(name.Name, null)], item.Position);
            return Unnest(path, item.Alias ?? name.Name, null, scope);
        }

        var system = Context.SystemRelations.Find(name.Schema, name.Name);
        var relation = system is not null && name.Schema is null ? null : Context.Catalogue.Find(name.Schema, name.Name);
        switch (relation)
        {
            case Table table:
                Access(table, LockMode.Read);
                return AddTable(table, alias, scope, item.Columns, item.Position);
            case View view:
                return FromView(view, item, alias, scope);
            default:
                return FromSystem(system ?? throw NoRelation(name), item, alias, scope);
        }
    }

    private string FromSystem(SystemRelation relation, TableItem item, string alias, Scope scope)
    {
        if (relation.Name.StartsWith("pg_", StringComparison.Ordinal) || string.Equals(relation.Schema, "information_schema", StringComparison.Ordinal))
        {
            LeaderOnly($"{relation.Schema}.{relation.Name}", item.Position);
        }

        var printed = NextAlias();
        AddSource(relation.Schema, alias, printed, relation.Columns, [.. relation.Columns.Select(c => c.Name)], item.Columns, scope, item.Position);
        return $"{relation.PrintFor(Context.SessionId)} AS {printed}";
    }

    private string FromView(View view, TableItem item, string alias, Scope scope)
    {
        var query = Expand(view);
        touchesTables = true;
        var printed = NextAlias();
        var columns = view.LateBinding ? query.Columns : [.. view.Columns.Take(query.Columns.Count)];
        AddSource(view.Schema, alias, printed, columns, query.Names, item.Columns, scope, item.Position);
        return $"({query.Sql}) AS {printed}({Printer.Identifiers(query.Names)})";
    }

    /// <summary>A view's query, without the names around it.</summary>
    private BoundQuery Expand(View view)
    {
        var outer = commonTables;
        commonTables = null;
        var parser = new Parser(view.Query, Lexer.Run(view.Query), 0);
        var query = Query(parser.Query(), null);
        commonTables = outer;
        return query;
    }

    private string FromDerived(DerivedItem item, Scope scope)
    {
        if (item.Query.Body is ValuesBody)
        {
            LeaderOnly("VALUES", item.Position);
        }

        // A derived table sees the enclosing queries' names, not its neighbours'.
        var query = Query(item.Query, scope.Parent);
        var printed = NextAlias();
        AddSource(null, item.Alias, printed, query.Columns, query.Names, item.Columns, scope, item.Position);
        return $"({query.Sql}) AS {printed}({Printer.Identifiers(query.Names)})";
    }

    private string FromFunction(FunctionItem item, Scope scope)
    {
        LeaderOnly($"{item.Call.Name}()", item.Position);
        var printed = NextAlias();
        var alias = item.Alias ?? item.Call.Name;
        var function = CatalogueForms.TableFunction(this, item.Call, scope);
        AddSource(null, alias, printed, [new ResultColumn(item.Columns.IsEmpty ? alias : item.Columns[0], function.Type)], ["value"], item.Columns, scope, item.Position);
        return $"{function.Sql} AS {printed}(\"value\")";
    }

    private string FromJoin(JoinItem item, Scope scope)
    {
        var first = scope.Sources.Count;
        var left = From(item.Left, scope);
        var middle = scope.Sources.Count;
        var right = From(item.Right, scope);
        if (item.Kind == "CROSS")
        {
            return $"({left} CROSS JOIN {right})";
        }

        var keyword = item.Kind == "INNER" ? "JOIN" : $"{item.Kind} JOIN";
        var names = item.Natural ? SharedNames(scope, first, middle) : item.Using;
        if (item.On is null && names.Length == 0)
        {
            return $"({left} CROSS JOIN {right})";
        }

        if (item.Kind == "FULL" && item.On is not null && !HasEquality(item.On))
        {
            throw new SqlError("0A000", "FULL JOIN is only supported with merge-joinable or hash-joinable join conditions", item.Position);
        }

        if (item.On is null)
        {
            return $"({left} {keyword} {right} ON {Using(names, scope, first, middle, item)})";
        }

        var joined = new Scope(scope.Parent);
        joined.Sources.AddRange(scope.Sources.Skip(first));
        var condition = WithoutAggregates("JOIN conditions", () => Condition(item.On, joined, "JOIN/ON"));
        scope.Take(joined);
        return $"({left} {keyword} {right} ON {condition.Sql})";
    }

    private static bool HasEquality(Expr condition) => condition is BinaryExpr { Operator: "=" }
        || (condition is BinaryExpr { Operator: "AND" } and && (HasEquality(and.Left) || HasEquality(and.Right)));

    private static ImmutableArray<string> SharedNames(Scope scope, int first, int middle)
    {
        var right = scope.Sources.Skip(middle).SelectMany(s => s.Columns).Where(c => !c.Hidden).Select(c => c.Name).ToHashSet(StringComparer.Ordinal);
        return [.. scope.Sources.Take(middle).Skip(first).SelectMany(s => s.Columns).Where(c => !c.Hidden && right.Contains(c.Name)).Select(c => c.Name)];
    }

    /// <summary>The equalities of USING; afterwards the right columns show only with their table's name.</summary>
    private static string Using(ImmutableArray<string> names, Scope scope, int first, int middle, JoinItem item)
    {
        var conditions = new List<string>();
        foreach (var name in names)
        {
            var (leftSource, leftColumn) = FindForUsing(scope, first, middle, name, item.Position);
            var (rightSource, rightColumn) = FindForUsing(scope, middle, scope.Sources.Count, name, item.Position);
            conditions.Add(TypeRules.Compare("=", new Bound(leftColumn.Sql, leftColumn.Type), new Bound(rightColumn.Sql, rightColumn.Type), item.Position).Sql);
            Replace(scope, rightSource, rightColumn, rightColumn with { Hidden = true });
            if (item.Kind is "RIGHT" or "FULL")
            {
                Replace(scope, leftSource, leftColumn, leftColumn with { Sql = $"coalesce({leftColumn.Sql}, {rightColumn.Sql})" });
            }
        }

        return string.Join(" AND ", conditions);
    }

    private static (int Source, ScopeColumn Column) FindForUsing(Scope scope, int from, int to, string name, int position)
    {
        for (var i = from; i < to; i++)
        {
            var column = scope.Sources[i].Columns.FirstOrDefault(c => !c.Hidden && string.Equals(c.Name, name, StringComparison.Ordinal));
            if (column is not null)
            {
                return (i, column);
            }
        }

        throw new SqlError("42703", $"column \"{name}\" specified in USING clause does not exist in both tables", position);
    }

    private static void Replace(Scope scope, int source, ScopeColumn old, ScopeColumn changed) =>
        scope.Sources[source] = scope.Sources[source] with { Columns = [.. scope.Sources[source].Columns.Select(c => ReferenceEquals(c, old) ? changed : c)] };
}
