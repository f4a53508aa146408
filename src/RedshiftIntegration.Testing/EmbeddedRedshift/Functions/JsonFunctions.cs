using RedshiftIntegration.Testing.Binding;
using RedshiftIntegration.Testing.Engine;

namespace RedshiftIntegration.Testing.Functions;

/// <summary>JSON in texts (AWS: json-functions).</summary>
internal static class JsonFunctions
{
    private const int MaximumKeys = 5;

    public static IReadOnlyList<Function> All { get; } =
    [
        Function.Of("json_parse", 1, 1, c => c.Result($"rs_json_parse({c.Text(0)})", SqlType.Super)),
        Function.Of("json_serialize", 1, 1, c => c.Result(SuperFunctions.Json(c, 0), SqlType.Varchar())),
        Function.Of("can_json_parse", 1, 1, c => c.Result($"rs_json_valid({c.Text(0)}, '')", SqlType.Boolean)),
        Function.Of("is_valid_json", 1, 1, c => c.Result($"rs_json_valid({c.Text(0)}, 'object')", SqlType.Boolean)),
        Function.Of("is_valid_json_array", 1, 1, c => c.Result($"rs_json_valid({c.Text(0)}, 'array')", SqlType.Boolean)),
        Function.Of("json_extract_path_text", 2, MaximumKeys + 2, PathText),
        Function.Of("json_extract_array_element_text", 2, 3, c => c.Result($"rs_json_element({c.Text(0)}, {c.Integer(1)}, {NullIfInvalid(c, 2)})", SqlType.Varchar(c.TextLength(0)))),
        Function.Of("json_array_length", 1, 2, c => c.Result($"rs_json_length({c.Text(0)}, {NullIfInvalid(c, 1)})", SqlType.Integer)),
    ];

    private static DuckSql NullIfInvalid(FunctionCall call, int index) =>
        call.Count <= index ? Printer.Value(false) : $"coalesce({Coercions.Implicit(call.Raw(index), SqlType.Boolean, call.Position).Sql}, FALSE)";

    private static Bound PathText(FunctionCall call)
    {
        var hasFlag = call.Count > 2 && call.Raw(call.Count - 1).Type.Kind == SqlTypeKind.Boolean;
        var keys = call.Count - (hasFlag ? 2 : 1);
        if (keys > MaximumKeys)
        {
            throw call.Missing();
        }

        var path = Enumerable.Range(1, keys).Select(i => call.Raw(i).Literal ?? throw SqlError.NotSupported("JSON_EXTRACT_PATH_TEXT of a key that is not a literal", call.Position));
        return call.Result($"rs_json_path({call.Text(0)}, {Printer.Text(SuperPath.Print(path))}, {NullIfInvalid(call, keys + 1)})", SqlType.Varchar(call.TextLength(0)));
    }
}
