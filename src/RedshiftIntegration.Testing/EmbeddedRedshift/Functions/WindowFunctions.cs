using System.Collections.Frozen;
using RedshiftIntegration.Testing.Binding;
using RedshiftIntegration.Testing.Engine;

namespace RedshiftIntegration.Testing.Functions;

/// <summary>Functions that need OVER.</summary>
internal static class WindowFunctions
{
    public static IReadOnlyList<Function> All { get; } =
    [
        Of("row_number", 0, 0, c => Ranked(c, $"row_number()", SqlType.BigInt)),
        Of("rank", 0, 0, c => Ranked(c, $"rank()", SqlType.BigInt)),
        Of("dense_rank", 0, 0, c => Ranked(c, $"dense_rank()", SqlType.BigInt)),
        Of("percent_rank", 0, 0, c => Ranked(c, $"percent_rank()", SqlType.Double)),
        Of("cume_dist", 0, 0, c => Ranked(c, $"cume_dist()", SqlType.Double)),
        Of("ntile", 1, 1, c => Ranked(c, $"ntile({c.As(0, SqlType.BigInt)})", SqlType.BigInt)),
        Of("lag", 1, 3, c => Shifted(c, $"lag")),
        Of("lead", 1, 3, c => Shifted(c, $"lead")),
        Of("first_value", 1, 1, c => Value(c, $"first_value")),
        Of("last_value", 1, 1, c => Value(c, $"last_value")),
        Of("nth_value", 2, 2, NthValue),
        Of("ratio_to_report", 1, 1, Ratio),
    ];

    /// <summary>The functions after which IGNORE NULLS may stand.</summary>
    public static FrozenSet<string> IgnoringNulls { get; } = FrozenSet.Create(StringComparer.Ordinal, "lag", "lead", "first_value", "last_value", "nth_value");

    private static Function Of(string name, int least, int most, Func<FunctionCall, Bound> bind) => Function.Of(name, least, most, call =>
        call.Expr.Over is null ? throw new SqlError("42809", $"window function {name} requires an OVER clause", call.Position) : bind(call));

    private static DuckSql Nulls(FunctionCall call) => call.Expr.IgnoreNulls ? $" IGNORE NULLS" : DuckSql.Empty;

    private static Bound Ranked(FunctionCall call, DuckSql sql, SqlType type)
    {
        Windows.RefuseFrame(call);
        return call.Result(sql + Windows.Over(call), type);
    }

    private static Bound Shifted(FunctionCall call, DuckSql name)
    {
        if (call.Count > 2)
        {
            throw new SqlError("0A000", $"Default parameter not be supported for window function {name}", call.Position);
        }

        Windows.RefuseFrame(call);
        var value = call.Argument(0);
        DuckSql offset = call.Count > 1 ? $", {call.As(1, SqlType.BigInt)}" : DuckSql.Empty;
        return call.Result($"{name}({value.Sql}{offset}{Nulls(call)}){Windows.Over(call)}", value.Type);
    }

    private static Bound Value(FunctionCall call, DuckSql name)
    {
        Windows.CheckFrame(call);
        var value = call.Argument(0);
        return call.Result($"{name}({value.Sql}{Nulls(call)}){Windows.Over(call)}", value.Type);
    }

    private static Bound NthValue(FunctionCall call)
    {
        Windows.CheckFrame(call);
        var value = call.Argument(0);
        return call.Result($"nth_value({value.Sql}, {call.As(1, SqlType.BigInt)}{Nulls(call)}){Windows.Over(call)}", value.Type);
    }

    private static Bound Ratio(FunctionCall call)
    {
        Windows.RefuseOrder(call);
        var value = call.Number(0);
        return call.Result($"rs_fdiv(CAST({value.Sql} AS DOUBLE), CAST(sum({value.Sql}){Windows.Over(call)} AS DOUBLE))", SqlType.Double);
    }
}
