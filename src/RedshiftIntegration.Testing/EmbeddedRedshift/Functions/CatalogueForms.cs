using System.Collections.Immutable;
using RedshiftIntegration.Testing.Binding;
using RedshiftIntegration.Testing.Catalogue;
using RedshiftIntegration.Testing.Catalogue.SystemViews;
using RedshiftIntegration.Testing.Engine;
using RedshiftIntegration.Testing.Syntax;

namespace RedshiftIntegration.Testing.Functions;

/// <summary>Functions, casts and forms that drivers and psql use in queries on the catalogue; the leader node alone runs them.</summary>
internal static class CatalogueForms
{
    public static IReadOnlyList<Function> Functions { get; } =
    [
        Function.Of("format_type", 2, 2, FormatType),
        Function.Of("pg_get_userbyid", 1, 1, UserById),
        Function.Of("pg_table_is_visible", 1, 1, TableIsVisible),
        Function.Of("pg_type_is_visible", 1, 1, c => c.Result($"TRUE", SqlType.Boolean)),
        Function.Of("pg_function_is_visible", 1, 1, c => c.Result($"TRUE", SqlType.Boolean)),
        Function.Of("pg_get_expr", 2, 3, c => c.Result(c.Text(0), SqlType.Varchar())),
        Function.Of("pg_get_viewdef", 1, 2, c => ByRelation(c, r => r.Definition?.Query)),
        Function.Of("pg_get_indexdef", 1, 3, c => c.Result($"CAST(NULL AS VARCHAR)", SqlType.Varchar())), // Redshift has no indexes.
        Function.Of("obj_description", 1, 2, c => ByRelation(c, r => r.Comment)),
        Function.Of("col_description", 2, 2, ColumnDescription),
        Function.Of("array_to_string", 2, 2, ArrayToString),
        Function.Of("pg_encoding_to_char", 1, 1, c => c.Result($"'UNICODE'", SqlType.Name)),
        .. PrivilegeFunctions.All,
    ];

    /// <summary>The catalogue's arrays (conkey, reloptions) are held as PostgreSQL's text form of them.</summary>
    private static Bound ArrayToString(FunctionCall call)
    {
        if (call.Expr.Arguments[0] is ArrayExpr { Query: { } query })
        {
            call.Binder.LeaderOnly("ARRAY", call.Position);
            return call.Result($"array_to_string(ARRAY({call.Binder.Subquery(query, call.Scope).Sql}), {call.Text(1)})", SqlType.Varchar());
        }

        Bound array = call.Raw(0);
        return array.Type.IsText
            ? call.Result($"replace(trim({array.Sql}, '{{}}'), ',', {call.Text(1)})", SqlType.Varchar())
            : call.Result($"array_to_string({array.Sql}, {call.Text(1)})", SqlType.Varchar());
    }

    /// <summary>ARRAY(query), of which psql makes one column.</summary>
    public static Bound ArrayOfQuery(Binder binder, Query query, int position, Scope scope)
    {
        binder.LeaderOnly("ARRAY", position);
        return new Bound($"('{{' || coalesce(array_to_string(ARRAY({binder.Subquery(query, scope).Sql}), ','), '') || '}}')", SqlType.Varchar()) { Name = "array" };
    }

    public static bool IsCatalogueType(TypeSyntax type) => type.Name is "regclass" or "regtype" or "regproc" || (type.Catalogue && type.Name is "text" or "name" or "\"char\"");

    public static Bound Cast(Binder binder, Bound value, TypeSyntax type)
    {
        if (type.Name is "text" or "name" || type.Name is "regproc")
        {
            return new Bound(Printer.Cast(Coercions.Text(binder.Settle(value)), SqlType.Varchar()), type.Name == "name" ? SqlType.Name : SqlType.Varchar()) { Name = value.Name };
        }

        if (type.Name == "regtype")
        {
            return new Bound($"(CASE WHEN CAST({value.Sql} AS BIGINT) = 0 THEN '-' ELSE {TypeName(value.Sql, $"-1")} END)", SqlType.Varchar()) { Name = value.Name };
        }

        return value.Literal is { } name
            ? new Bound(Printer.Number(Oid(binder, name, type.Position)), SqlType.Oid) { Name = "regclass" }
            : ByOid(value.Sql, binder, r => r.Name, value.Name);
    }

    /// <summary>x = ANY (current_schemas(...)) or of an ARRAY.</summary>
    public static Bound AnyOfArray(Binder binder, QuantifiedExpr expr, Scope scope)
    {
        ImmutableArray<Expr>? items = SchemaArrays.Elements(binder, expr.Array)?.ToImmutableArray() ?? (expr.Array as ArrayExpr)?.Items;
        return items is [_, ..] given && expr.Operator == (expr.All ? "<>" : "=")
            ? binder.Bind(new InListExpr(expr.All, expr.Value, given, expr.Position), scope)
            : throw SqlError.NotSupported("ANY over this array", expr.Position);
    }

    public static Bound TableFunction(Binder binder, CallExpr call, Scope scope)
    {
        if (call is { Name: "unnest", Arguments: [var array] })
        {
            var elements = binder.Bind(array, new Scope(scope.Parent));
            return new Bound($"unnest(string_split(trim({elements.Sql}, '{{}}'), ','))", SqlType.Varchar());
        }

        if (call.Name != "generate_series" || call.Arguments.Length is < 2 or > 3)
        {
            throw new FunctionCall(binder, call, scope).Missing();
        }

        var arguments = call.Arguments.Select(a => Coercions.Implicit(binder.Bind(a, new Scope(scope.Parent)), SqlType.BigInt, a.Position).Sql);
        return new Bound($"generate_series({DuckSql.List(arguments)})", SqlType.BigInt);
    }

    private static long Oid(Binder binder, string name, int position)
    {
        var parts = name.ToLowerInvariant().Replace("\"", "", StringComparison.Ordinal).Split('.');
        var (schema, table) = parts.Length == 2 ? (parts[0], parts[1]) : (null, parts[0]);
        if (binder.Context.Catalogue.Find(schema, table) is { } relation)
        {
            return relation.Oid;
        }

        return table switch
        {
            "pg_type" => 1247,
            "pg_attribute" => 1249,
            "pg_proc" => 1255,
            "pg_class" => 1259,
            "pg_attrdef" => 2604,
            "pg_constraint" => 2606,
            "pg_description" => 2609,
            "pg_namespace" => 2615,
            _ => throw new SqlError("42P01", $"relation \"{name}\" does not exist", position),
        };
    }

    private static Bound FormatType(FunctionCall call)
    {
        (DuckSql oid, DuckSql modifier) = (call.As(0, SqlType.BigInt), $"coalesce({call.As(1, SqlType.BigInt)}, -1)");
        return call.Result(TypeName(oid, modifier), SqlType.Varchar(256));
    }

    /// <summary>Names of the types that the double reports, by PostgreSQL's numbers.</summary>
    private static DuckSql TypeName(DuckSql oid, DuckSql modifier)
    {
        DuckSql length = $"CASE WHEN {modifier} < 4 THEN '' ELSE '(' || CAST({modifier} - 4 AS VARCHAR) || ')' END";
        var names = new (int Oid, string Name)[]
        {
            (16, "boolean"), (17, "bytea"), (18, "\"char\""), (19, "name"), (20, "bigint"), (21, "smallint"), (23, "integer"), (25, "text"), (26, "oid"), (700, "real"),
            (701, "double precision"), (1082, "date"), (1083, "time without time zone"), (1114, "timestamp without time zone"), (1184, "timestamp with time zone"),
            (1266, "time with time zone"), (4000, "super"),
        };
        var cases = DuckSql.Join(DuckSql.Empty, names.Select(DuckSql (n) => $" WHEN {n.Oid} THEN {Printer.Text(n.Name)}"));
        return $"(CASE CAST({oid} AS BIGINT){cases} WHEN 1042 THEN 'character' || {length} WHEN 1043 THEN 'character varying' || {length} WHEN 6551 THEN 'binary varying' || {length} "
            + $"WHEN 1700 THEN 'numeric' || CASE WHEN {modifier} < 4 THEN '' ELSE '(' || CAST((({modifier} - 4) >> 16) AS VARCHAR) || ',' || CAST((({modifier} - 4) & 65535) AS VARCHAR) || ')' END "
            + $"ELSE '???' END)";
    }

    private static Bound TableIsVisible(FunctionCall call)
    {
        var catalogue = call.Context.Catalogue;
        var hidden = catalogue.Relations().Where(r => catalogue.Find(null, r.Name)?.Oid != r.Oid).Select(r => Printer.Number(r.Oid)).ToList();
        var oid = call.As(0, SqlType.BigInt);
        DuckSql searched = $"{oid} NOT BETWEEN {Printer.Number(KnownOids.InformationSchema)} AND {Printer.Number(KnownOids.LastOfInformationSchema)}";
        return call.Result(hidden.Count == 0 ? (DuckSql)$"({searched})" : $"({searched} AND {oid} NOT IN ({DuckSql.List(hidden)}))", SqlType.Boolean);
    }

    private static Bound ByRelation(FunctionCall call, Func<Relation, string?> text) => ByOid(call.As(0, SqlType.BigInt), call.Binder, text, call.Expr.Name);

    private static Bound ByOid(DuckSql oid, Binder binder, Func<Relation, string?> text, string name)
    {
        var cases = binder.Context.Catalogue.Relations().Select(r => (r.Oid, Text: text(r))).Where(r => r.Text is not null)
            .Select(DuckSql (r) => $" WHEN {Printer.Number(r.Oid)} THEN {Printer.Text(r.Text!)}").ToList();
        return cases.Count == 0
            ? new Bound($"(CASE WHEN {oid} IS NULL THEN NULL ELSE CAST(NULL AS VARCHAR) END)", SqlType.Varchar()) { Name = name }
            : new Bound($"(CASE CAST({oid} AS BIGINT){DuckSql.Join(DuckSql.Empty, cases)} END)", SqlType.Varchar()) { Name = name };
    }

    private static Bound UserById(FunctionCall call)
    {
        var names = call.Context.Catalogue.Users().Select(u => (u.Id, u.Name)).Append((Id: 1, Name: "rdsdb"));
        DuckSql cases = DuckSql.Join(DuckSql.Empty, names.Select(DuckSql (u) => $" WHEN {Printer.Number(u.Id)} THEN {Printer.Text(u.Name)}"));
        var id = call.As(0, SqlType.BigInt);
        return call.Result($"(CASE WHEN {id} IS NULL THEN NULL ELSE CASE {id}{cases} ELSE 'unknown (OID=' || {id} || ')' END END)", SqlType.Name);
    }

    private static Bound ColumnDescription(FunctionCall call)
    {
        var (oid, number) = (call.As(0, SqlType.BigInt), call.As(1, SqlType.BigInt));
        var cases = call.Context.Catalogue.Relations().OfType<Table>().SelectMany(t => t.Columns.Where(c => c.Comment is not null)
            .Select(DuckSql (c) => $" WHEN {oid} = {Printer.Number(t.Oid)} AND {number} = {Printer.Number(c.Number)} THEN {Printer.Text(c.Comment!)}")).ToList();
        return call.Result(cases.Count == 0 ? (DuckSql)$"CAST(NULL AS VARCHAR)" : $"(CASE{DuckSql.Join(DuckSql.Empty, cases)} END)", SqlType.Varchar());
    }
}
