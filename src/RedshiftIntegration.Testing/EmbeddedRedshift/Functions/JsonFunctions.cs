using RedshiftIntegration.Testing.Binding;
using RedshiftIntegration.Testing.Engine;

namespace RedshiftIntegration.Testing.Functions;

/// <summary>SUPER and JSON in texts.</summary>
internal static class JsonFunctions
{
    public static IReadOnlyList<Function> All { get; } =
    [
        Function.Of("json_parse", 1, 1, c => c.Result($"rs_json_parse({c.Text(0)})", SqlType.Super)),
        Function.Of("json_serialize", 1, 1, c => c.Result(Json(c), SqlType.Varchar())),
        Function.Of("json_typeof", 1, 1, TypeOf),
        Function.Of("can_json_parse", 1, 1, c => c.Result($"coalesce(json_valid({c.Text(0)}), FALSE)", SqlType.Boolean)),
        Function.Of("is_valid_json", 1, 1, c => c.Result($"coalesce(json_valid({c.Text(0)}) AND json_type({c.Text(0)}) IN ('OBJECT', 'ARRAY'), FALSE)", SqlType.Boolean)),
        Function.Of("json_extract_path_text", 2, 6, Extract),
        Function.Of("json_array_length", 1, 1, c => c.Result(Printer.Cast($"json_array_length({c.Text(0)})", SqlType.Integer), SqlType.Integer)),
        Function.Of("get_array_length", 1, 1, c => c.Result($"(CASE WHEN json_type({Json(c)}) = 'ARRAY' THEN CAST(json_array_length({Json(c)}) AS BIGINT) END)", SqlType.BigInt)),
        Function.Of("is_object", 1, 1, c => Is(c, "'OBJECT'")),
        Function.Of("is_array", 1, 1, c => Is(c, "'ARRAY'")),
        Function.Of("is_scalar", 1, 1, c => Is(c, "'VARCHAR', 'BIGINT', 'UBIGINT', 'DOUBLE', 'HUGEINT', 'BOOLEAN'")),
    ];

    private static string Json(FunctionCall call)
    {
        var value = call.Argument(0);
        return value.Type.Kind == SqlTypeKind.Super ? value.Sql : throw call.Missing();
    }

    private static Bound Is(FunctionCall call, string types) => call.Result($"(json_type({Json(call)}) IN ({types}))", SqlType.Boolean);

    private static Bound TypeOf(FunctionCall call) => call.Result(
        $"(CASE json_type({Json(call)}) WHEN 'OBJECT' THEN 'object' WHEN 'ARRAY' THEN 'array' WHEN 'VARCHAR' THEN 'string' WHEN 'BOOLEAN' THEN 'boolean' "
        + "WHEN 'NULL' THEN 'null' WHEN NULL THEN NULL ELSE 'number' END)",
        SqlType.Varchar(16));

    private static Bound Extract(FunctionCall call)
    {
        var keys = Enumerable.Range(1, call.Count - 1).Select(i => call.Raw(i).Literal
            ?? throw SqlError.NotSupported("JSON_EXTRACT_PATH_TEXT with a key that is not a literal", call.Position));
        var path = "$" + string.Concat(keys.Select(k => $".\"{k.Replace("\"", "\\\"", StringComparison.Ordinal)}\""));
        return call.Result($"coalesce(json_extract_string({call.Text(0)}, {Printer.Text(path)}), '')", SqlType.Varchar());
    }
}
