using RedshiftIntegration.Testing.Binding;
using RedshiftIntegration.Testing.Engine;
using RedshiftIntegration.Testing.Syntax;

namespace RedshiftIntegration.Testing.Functions;

/// <summary>
/// CURRENT_SCHEMAS(include_implicit) (AWS: r_CURRENT_SCHEMAS) and what drivers do with its array: the leader node alone has arrays. As a value it is
/// PostgreSQL's text form of the array.
/// </summary>
internal static class SchemaArrays
{
    public static IReadOnlyList<Function> Functions { get; } =
    [
        Function.Of("current_schemas", 1, 1, c => c.Result(Printer.Text("{" + string.Join(',', Schemas(c.Context, c.Expr)) + "}"), SqlType.Varchar(256))),
        Function.Of("array_upper", 2, 2, ArrayUpper),
    ];

    /// <summary>(current_schemas(...))[n]; null for anything else.</summary>
    public static Bound? Element(Binder binder, NavigationExpr expr, Scope scope)
    {
        if (expr is not { Root: CallExpr { Name: "current_schemas" } call, Steps: [{ Index: { } index }] })
        {
            return null;
        }

        binder.LeaderOnly("current_schemas()", expr.Position);
        var schemas = DuckSql.List(Schemas(binder.Context, call), Printer.Text);
        var number = Coercions.Implicit(binder.Bind(index, scope), SqlType.BigInt, index.Position).Sql;
        return new Bound($"list_extract(CAST([{schemas}] AS VARCHAR[]), {number})", SqlType.Name) { Name = "current_schemas" };
    }

    /// <summary>The elements for <c>= ANY (current_schemas(...))</c>; null for anything else.</summary>
    public static IEnumerable<Expr>? Elements(Binder binder, Expr? array) =>
        array is CallExpr { Name: "current_schemas" } call ? Schemas(binder.Context, call).Select(s => new TextLiteral(s, call.Position)) : null;

    private static IEnumerable<string> Schemas(BindContext context, CallExpr call) => call.Arguments switch
    {
        [BooleanLiteral { Value: true }] => context.Catalogue.SearchPath.Prepend("pg_catalog"),
        [BooleanLiteral] => context.Catalogue.SearchPath,
        _ => throw SqlError.NotSupported("current_schemas of anything but true or false", call.Position),
    };

    private static Bound ArrayUpper(FunctionCall call) => call.Expr.Arguments is [CallExpr { Name: "current_schemas" } schemas, NumberLiteral { Text: "1" }]
        ? call.Result(Printer.Cast(Printer.Number(Schemas(call.Context, schemas).Count()), SqlType.Integer), SqlType.Integer)
        : throw SqlError.NotSupported("array_upper of this array", call.Position);
}
