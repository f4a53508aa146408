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
    public DuckSql From(FromItem item, Scope scope)
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
            UnpivotItem unpivot => Unpivot(unpivot, scope),
            FunctionItem function => FromFunction(function, scope),
            _ => throw new InvalidOperationException($"No binding for {item.GetType().Name}."),
        };
        depth--;
        return sql;
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

    /// <summary>Adds a table under an alias that DuckDB sees too. SELECT on it is needed; on the target of a change where a column is named (AWS: r_GRANT).</summary>
    public PrintedTable AddTable(Table table, string alias, Scope scope, ImmutableArray<string> columnNames = default, int position = 0, bool isTarget = false)
    {
        var printed = NextAlias();
        var columns = table.Columns.Select(c => new ScopeColumn(c.Name, c.Type, $"{printed}.{Printer.Identifier(c.Name)}") { Number = c.Number });
        AddSource(new ScopeSource(table.Schema, alias, Seen(table, columns, position)) { Use = Note(table, position, !isTarget) }, columnNames, scope, position);
        return new PrintedTable($"{table.PhysicalSql} AS {printed}", printed);
    }

    private static void AddSource(ScopeSource source, ImmutableArray<string> renamed, Scope scope, int position)
    {
        var (schema, alias, columns) = source;
        if (scope.Sources.Any(s => string.Equals(s.Alias, alias, StringComparison.Ordinal) && (s.Schema is null || schema is null || string.Equals(s.Schema, schema, StringComparison.Ordinal))))
        {
            throw new SqlError("42712", $"table name \"{alias}\" specified more than once", position);
        }

        if (!renamed.IsDefault && renamed.Length > columns.Count)
        {
            throw new SqlError("42P10", $"table \"{alias}\" has {columns.Count} columns available but {renamed.Length} columns specified", position);
        }

        scope.Sources.Add(renamed.IsDefaultOrEmpty ? source : source with { Columns = [.. columns.Select((c, i) => i < renamed.Length ? c with { Name = renamed[i] } : c)] });
    }

    private static List<ScopeColumn> Printed(DuckSql printed, IEnumerable<ResultColumn> columns, IReadOnlyList<string> names) =>
        [.. columns.Select((c, i) => new ScopeColumn(c.Name, c.Type, $"{printed}.{Printer.Identifier(names[i])}") { Number = i + 1 })];

    private DuckSql FromTable(TableItem item, Scope scope)
    {
        var name = item.Name;
        var alias = item.Alias ?? name.Name;
        if (name.Schema is null && FindCommonTable(name.Name) is { } common)
        {
            var printed = NextAlias();
            AddSource(new ScopeSource(null, alias, Printed(printed, common.Columns, common.Names)), item.Columns, scope, item.Position);
            return $"{common.Printed} AS {printed}";
        }

        // AWS: query-super. FROM t, t.s AS o, o AS element: the alias of an earlier item goes before a table's name.
        if (name.Schema is null && scope.Sources.Find(s => string.Equals(s.Alias, name.Name, StringComparison.Ordinal)) is { Columns: [{ Type.Kind: SqlTypeKind.Super } column, ..] }
            && string.Equals(column.Name, name.Name, StringComparison.Ordinal))
        {
            return Unnest(new PathExpr([new PathStep(name.Name, null)], item.Position), item.Alias ?? throw new SqlError("42601", "an unnested array needs an alias", item.Position), null, scope);
        }

        if (name.Schema is not null && scope.FindSource(null, name.Schema) is not null && Context.Catalogue.Find(name.Schema, name.Name) is null)
        {
            var path = new PathExpr([new PathStep(name.Schema, null), new PathStep(name.Name, null)], item.Position);
            return Unnest(path, item.Alias ?? name.Name, null, scope);
        }

        var system = Context.SystemRelations.Find(name.Schema, name.Name);
        var relation = system is not null && name.Schema is null ? null : Resolve(name);
        switch (relation)
        {
            case Table table:
                Access(table, LockMode.Read);
                return AddTable(table, alias, scope, item.Columns, item.Position).Sql;
            case View view:
                return FromView(view, item, alias, scope);
            default:
                return FromSystem(system ?? throw NoRelation(name), item, alias, scope);
        }
    }

    private DuckSql FromSystem(SystemRelation relation, TableItem item, string alias, Scope scope)
    {
        if (relation.ForSuperusers)
        {
            Require(new SuperuserNeed($"permission denied for relation {relation.Name}"));
        }

        if (relation.Name.StartsWith("pg_", StringComparison.Ordinal) || string.Equals(relation.Schema, "information_schema", StringComparison.Ordinal))
        {
            LeaderOnly($"{relation.Schema}.{relation.Name}", item.Position);
        }
        else
        {
            readsComputeViews = true;
        }

        var printed = NextAlias();
        systemRelation ??= (relation, viewAt ?? item.Position);
        AddSource(new ScopeSource(relation.Schema, alias, Printed(printed, relation.Columns, [.. relation.Columns.Select(c => c.Name)])), item.Columns, scope, item.Position);
        return $"{relation.PrintFor(Context.SessionId)} AS {printed}";
    }

    private DuckSql FromDerived(DerivedItem item, Scope scope)
    {
        if (item.Query.Body is ValuesBody)
        {
            LeaderOnly("VALUES", item.Position);
        }

        // A derived table sees the enclosing queries' names, not its neighbours'.
        var query = Query(item.Query, scope.Parent);
        var printed = NextAlias();
        AddSource(new ScopeSource(null, item.Alias, Printed(printed, query.Columns, query.Names)), item.Columns, scope, item.Position);
        return $"({query.Sql}) AS {printed}({Printer.Identifiers(query.Names)})";
    }

    private DuckSql FromFunction(FunctionItem item, Scope scope)
    {
        LeaderOnly($"{item.Call.Name}()", item.Position);
        var printed = NextAlias();
        var alias = item.Alias ?? item.Call.Name;
        var function = CatalogueForms.TableFunction(this, item.Call, scope);
        AddSource(new ScopeSource(null, alias, Printed(printed, [new ResultColumn(alias, function.Type)], ["value"])), item.Columns, scope, item.Position);
        return $"{function.Sql} AS {printed}(\"value\")";
    }

    private DuckSql FromJoin(JoinItem item, Scope scope)
    {
        var first = scope.Sources.Count;
        var left = From(item.Left, scope);
        var middle = scope.Sources.Count;
        var right = From(item.Right, scope);
        if (item.Kind == "CROSS")
        {
            return $"({left} CROSS JOIN {right})";
        }

        DuckSql keyword = item.Kind == "INNER" ? $"JOIN" : (DuckSql)$"{Printer.Word(item.Kind)} JOIN";
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
    private static DuckSql Using(ImmutableArray<string> names, Scope scope, int first, int middle, JoinItem item)
    {
        var conditions = new List<DuckSql>();
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

        return DuckSql.Join($" AND ", conditions);
    }

    private static (int Source, ScopeColumn Column) FindForUsing(Scope scope, int from, int to, string name, int position)
    {
        for (var i = from; i < to; i++)
        {
            var column = scope.Sources[i].Columns.FirstOrDefault(c => !c.Hidden && string.Equals(c.Name, name, StringComparison.Ordinal));
            if (column is not null)
            {
                scope.Sources[i].Use?.Columns.Add(column.Number);
                return (i, column);
            }
        }

        throw new SqlError("42703", $"column \"{name}\" specified in USING clause does not exist in both tables", position);
    }

    private static void Replace(Scope scope, int source, ScopeColumn old, ScopeColumn changed) =>
        scope.Sources[source] = scope.Sources[source] with { Columns = [.. scope.Sources[source].Columns.Select(c => ReferenceEquals(c, old) ? changed : c)] };
}
