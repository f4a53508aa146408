using RedshiftIntegration.Testing.Binding;
using RedshiftIntegration.Testing.Engine;

namespace RedshiftIntegration.Testing.Functions;

/// <summary>Functions that need OVER.</summary>
internal static class WindowFunctions
{
    public static IReadOnlyList<Function> All { get; } =
    [
        Of("row_number", 0, 0, c => c.Result("row_number()" + AggregateFunctions.Over(c), SqlType.BigInt)),
        Of("rank", 0, 0, c => c.Result("rank()" + AggregateFunctions.Over(c), SqlType.BigInt)),
        Of("dense_rank", 0, 0, c => c.Result("dense_rank()" + AggregateFunctions.Over(c), SqlType.BigInt)),
        Of("percent_rank", 0, 0, c => c.Result("percent_rank()" + AggregateFunctions.Over(c), SqlType.Double)),
        Of("cume_dist", 0, 0, c => c.Result("cume_dist()" + AggregateFunctions.Over(c), SqlType.Double)),
        Of("ntile", 1, 1, c => c.Result($"ntile({c.As(0, SqlType.BigInt)})" + AggregateFunctions.Over(c), SqlType.BigInt)),
        Of("lag", 1, 3, c => Shifted(c, "lag")),
        Of("lead", 1, 3, c => Shifted(c, "lead")),
        Of("first_value", 1, 1, c => Value(c, "first_value")),
        Of("last_value", 1, 1, c => Value(c, "last_value")),
        Of("nth_value", 2, 2, NthValue),
        Of("ratio_to_report", 1, 1, Ratio),
    ];

    private static Function Of(string name, int least, int most, Func<FunctionCall, Bound> bind) => Function.Of(name, least, most, call =>
        call.Expr.Over is null ? throw new SqlError("42809", $"window function {name} requires an OVER clause", call.Position) : bind(call));

    private static string Nulls(FunctionCall call) => call.Expr.IgnoreNulls ? " IGNORE NULLS" : "";

    private static Bound Shifted(FunctionCall call, string name)
    {
        var value = call.Argument(0);
        var offset = call.Count > 1 ? ", " + call.As(1, SqlType.BigInt) : "";
        var standard = call.Count > 2 ? ", " + Coercions.Implicit(call.Raw(2), value.Type, call.Position).Sql : "";
        return call.Result($"{name}({value.Sql}{offset}{standard}{Nulls(call)}){AggregateFunctions.Over(call)}", value.Type);
    }

    private static Bound Value(FunctionCall call, string name)
    {
        AggregateFunctions.CheckFrame(call);
        var value = call.Argument(0);
        return call.Result($"{name}({value.Sql}{Nulls(call)}){AggregateFunctions.Over(call)}", value.Type);
    }

    private static Bound NthValue(FunctionCall call)
    {
        AggregateFunctions.CheckFrame(call);
        var value = call.Argument(0);
        return call.Result($"nth_value({value.Sql}, {call.As(1, SqlType.BigInt)}{Nulls(call)}){AggregateFunctions.Over(call)}", value.Type);
    }

    private static Bound Ratio(FunctionCall call)
    {
        var value = call.Number(0);
        return call.Result($"(CAST({value.Sql} AS DOUBLE) / sum({value.Sql}){AggregateFunctions.Over(call)})", SqlType.Double);
    }
}
