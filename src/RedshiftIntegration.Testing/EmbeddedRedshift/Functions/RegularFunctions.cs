using RedshiftIntegration.Testing.Binding;
using RedshiftIntegration.Testing.Engine;

namespace RedshiftIntegration.Testing.Functions;

/// <summary>REGEXP_COUNT, REGEXP_INSTR, REGEXP_REPLACE and REGEXP_SUBSTR (AWS pages of these names); positions count characters.</summary>
internal static class RegularFunctions
{
    public static IReadOnlyList<Function> All { get; } =
    [
        Function.Of("regexp_count", 2, 4, c => c.Result($"rs_regexp_count({c.Text(0)}, {c.Text(1)}, {Options(c, 2, -1, -1, 3, "cip")})", SqlType.Integer)),
        Function.Of("regexp_instr", 2, 6, c => c.Result($"rs_regexp_instr({c.Text(0)}, {c.Text(1)}, {Options(c, 2, 3, 4, 5, "ciep")})", SqlType.Integer)),
        Function.Of("regexp_replace", 2, 5, c => c.Result(
            $"rs_regexp_replace({c.Text(0)}, {c.Text(1)}, {(c.Count > 2 ? c.Text(2) : $"''")}, {Options(c, 3, -1, -1, 4, "cip")})", SqlType.Varchar())),
        Function.Of("regexp_substr", 2, 5, c => c.Result($"rs_regexp_substr({c.Text(0)}, {c.Text(1)}, {Options(c, 2, 3, -1, 4, "ciep")})", SqlType.Varchar(c.TextLength(0)))),
    ];

    /// <summary>Position, occurrence, option and parameters as one text, from the arguments of these indexes.</summary>
    private static DuckSql Options(FunctionCall call, int position, int occurrence, int option, int parameters, string known) =>
        $"concat_ws(',', {Number(call, position, $"1")}, {Number(call, occurrence, $"1")}, {Number(call, option, $"0")}, {Parameters(call, parameters, known)})";

    private static DuckSql Number(FunctionCall call, int index, DuckSql standard) => index >= 0 && call.Count > index ? call.Integer(index) : standard;

    private static DuckSql Parameters(FunctionCall call, int index, string known)
    {
        if (call.Count <= index)
        {
            return $"''";
        }

        var parameters = call.Raw(index).Literal ?? throw SqlError.NotSupported($"{call.Expr.Name} with parameters that are not a literal", call.Position);
        return parameters.All(p => known.Contains(p, StringComparison.Ordinal)) ? Printer.Text(parameters)
            : throw new SqlError("22023", $"{call.Expr.Name} has no parameter '{parameters}'", call.Expr.Arguments[index].Position);
    }
}
