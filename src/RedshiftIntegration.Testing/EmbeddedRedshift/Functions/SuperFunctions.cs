using RedshiftIntegration.Testing.Binding;
using RedshiftIntegration.Testing.Engine;

namespace RedshiftIntegration.Testing.Functions;

/// <summary>AWS: c_Type_Info_Functions, c_Array_Functions, Object_Functions. Lax: what a value has not is NULL, and no error.</summary>
internal static class SuperFunctions
{
    private const int ArrayWidth = 64;

    public static IReadOnlyList<Function> All { get; } =
    [
        Function.Of("json_typeof", 1, 1, c => c.Result($"rs_super_typeof({Json(c, 0)})", SqlType.Varchar(16))),
        Is("array"), Is("bigint"), Is("boolean"), Is("char"), Is("decimal"), Is("float"), Is("integer"), Is("object"), Is("scalar"), Is("smallint"), Is("varchar"),
        Function.Of("decimal_precision", 1, 1, c => c.Result($"rs_super_digits({Json(c, 0)}, FALSE)", SqlType.Integer)),
        Function.Of("decimal_scale", 1, 1, c => c.Result($"rs_super_digits({Json(c, 0)}, TRUE)", SqlType.Integer)),
        Function.Of("get_array_length", 1, 1, c => c.Result($"rs_super_length({Json(c, 0)})", SqlType.Integer)),
        Function.Of("array", 0, ArrayWidth, MakeArray),
        Function.Of("object", 0, ArrayWidth, MakeObject),
        Function.Of("array_concat", 2, 2, c => c.Result($"rs_array_concat({Json(c, 0)}, {Json(c, 1)})", SqlType.Super)),
        Function.Of("array_flatten", 1, 1, c => c.Result($"rs_array_flatten({Json(c, 0)})", SqlType.Super)),
        Function.Of("subarray", 3, 3, c => c.Result($"rs_subarray({Json(c, 0)}, {c.Integer(1)}, {c.Integer(2)})", SqlType.Super)),
        Function.Of("split_to_array", 1, 2, c => c.Result($"rs_split_to_array({c.Text(0)}, {(c.Count == 2 ? c.Text(1) : $"','")})", SqlType.Super)),
    ];

    /// <summary>An argument that must be a SUPER.</summary>
    public static DuckSql Json(FunctionCall call, int index)
    {
        var value = call.Argument(index);
        return value.Type.Kind == SqlTypeKind.Super ? value.Sql
            : value.IsNull ? (DuckSql)$"CAST(NULL AS VARCHAR)"
            : throw call.Missing();
    }

    private static Function Is(string type) => Function.Of("is_" + type, 1, 1, c => c.Result($"coalesce(rs_super_is({Json(c, 0)}, {Printer.Text(type)}), FALSE)", SqlType.Boolean));

    private static DuckSql Member(FunctionCall call, int index)
    {
        var value = call.Argument(index);
        return value.IsNull ? (DuckSql)$"'null'" : $"coalesce({Coercions.Explicit(value, SqlType.Super, call.Expr.Arguments[index].Position).Sql}, 'null')";
    }

    private static Bound MakeArray(FunctionCall call) =>
        call.Result($"('[' || {DuckSql.Join($" || ',' || ", Enumerable.Range(0, call.Count).Select(i => Member(call, i)).DefaultIfEmpty(Printer.Text("")))} || ']')", SqlType.Super);

    private static Bound MakeObject(FunctionCall call)
    {
        if (call.Count % 2 == 1)
        {
            throw call.Missing();
        }

        var pairs = Enumerable.Range(0, call.Count / 2).Select(DuckSql (i) => $"CAST(to_json({call.Text(2 * i)}) AS VARCHAR) || ':' || {Member(call, (2 * i) + 1)}").DefaultIfEmpty(Printer.Text(""));
        return call.Result($"('{{' || {DuckSql.Join($" || ',' || ", pairs)} || '}}')", SqlType.Super);
    }
}
