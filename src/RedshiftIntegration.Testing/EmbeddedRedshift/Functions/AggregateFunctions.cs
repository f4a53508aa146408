using RedshiftIntegration.Testing.Binding;
using RedshiftIntegration.Testing.Engine;
using RedshiftIntegration.Testing.Syntax;

namespace RedshiftIntegration.Testing.Functions;

/// <summary>Aggregates, with OVER or without; their types are Redshift's, not DuckDB's.</summary>
internal static class AggregateFunctions
{
    public static IReadOnlyList<Function> All { get; } =
    [
        new("count", Count),
        Of("sum", Sum),
        Of("avg", Average),
        Of("min", c => Extreme(c, $"min")),
        Of("max", c => Extreme(c, $"max")),
        OfGroups("any_value", c => Extreme(c, $"any_value")),
        Of("stddev", c => Statistic(c, $"stddev_samp")),
        Of("stddev_samp", c => Statistic(c, $"stddev_samp")),
        Of("stddev_pop", c => Statistic(c, $"stddev_pop")),
        Of("variance", c => Statistic(c, $"var_samp")),
        Of("var_samp", c => Statistic(c, $"var_samp")),
        Of("var_pop", c => Statistic(c, $"var_pop")),
        OfGroups("bool_and", c => Truth(c, $"bool_and")),
        OfGroups("bool_or", c => Truth(c, $"bool_or")),
        OfGroups("bit_and", c => Bits(c, $"bit_and")),
        OfGroups("bit_or", c => Bits(c, $"bit_or")),
        .. SortedAggregates.All,
    ];

    /// <summary>What APPROXIMATE may stand before: the double counts exactly, which is one of the answers that Redshift may give.</summary>
    public static bool IsApproximate(CallExpr call) => call is { Name: "count", Distinct: true } or { Name: "percentile_disc", Over: null };

    /// <summary>Binds an aggregate's call where aggregates may stand; inside its parentheses grouping keys stand for themselves.</summary>
    public static Bound Checked(FunctionCall call, Func<FunctionCall, Bound> bind)
    {
        call.Binder.NoteVarying();
        if (call.Expr.Over is null)
        {
            call.Binder.CheckAggregate(call.Expr.Name, call.Position);
            return call.Binder.Ungrouped(() => call.Binder.WithoutWindows("an aggregate's arguments", () => bind(call)));
        }

        if (call.Expr.Distinct && call.Expr.Name != "listagg")
        {
            throw new SqlError("0A000", "DISTINCT is not implemented for window functions", call.Position);
        }

        Windows.CheckFrame(call);
        return bind(call);
    }

    /// <summary>Values that Redshift takes for one are one: texts that differ in trailing blanks, numbers of SUPER written in two ways.</summary>
    public static DuckSql Grouped(Bound value) => value.Type.Kind switch
    {
        SqlTypeKind.Varchar => $"rtrim({value.Sql}, ' ')",
        SqlTypeKind.Super => $"rs_super_key({value.Sql})",
        _ => value.Sql,
    };

    private static Function Of(string name, Func<FunctionCall, Bound> bind) => Function.Of(name, 1, 1, c => Checked(c, bind));

    /// <summary>An aggregate that AWS's list of window functions (c_Window_functions) leaves out.</summary>
    private static Function OfGroups(string name, Func<FunctionCall, Bound> bind) => Of(name, c =>
        c.Expr.Over is null ? bind(c) : throw SqlError.NotSupported($"{name.ToUpperInvariant()} as a window function", c.Position));

    private static DuckSql Distinct(FunctionCall call) => call.Expr.Distinct ? $"DISTINCT " : DuckSql.Empty;

    private static Bound Count(FunctionCall call) => call.Expr.Star && call.Count == 0
        ? Checked(call, c => c.Result($"count(*){Windows.Over(c)}", SqlType.BigInt))
        : call.Count == 1
            ? Checked(call, c => c.Result($"count({Distinct(c)}{(c.Expr.Distinct ? Grouped(c.Argument(0)) : c.Argument(0).Sql)}){Windows.Over(c)}", SqlType.BigInt))
            : throw call.Missing();

    private static Bound Sum(FunctionCall call)
    {
        var value = call.Number(0);
        var type = Total(value.Type);
        DuckSql sum = $"sum({Distinct(call)}{value.Sql}){Windows.Over(call)}";

        // DuckDB adds decimals up to 39 digits and doesn't look at the result; its + does.
        return call.Result(Printer.Cast(type.Kind == SqlTypeKind.Decimal ? $"{sum} + CAST(0 AS {Printer.TypeName(type)})" : sum, type), type);
    }

    private static SqlType Total(SqlType type) =>
        type.IsInteger ? SqlType.BigInt : type.Kind == SqlTypeKind.Decimal ? SqlType.Decimal(38, type.Scale) : SqlType.Double;

    private static Bound Average(FunctionCall call)
    {
        var value = call.Number(0);
        var over = Windows.Over(call);
        (DuckSql sum, DuckSql count) = ($"sum({Distinct(call)}{value.Sql}){over}", $"count({Distinct(call)}{value.Sql}){over}");
        if (value.Type.IsFloat)
        {
            return call.Result($"avg({Distinct(call)}CAST({value.Sql} AS DOUBLE)){over}", SqlType.Double);
        }

        if (value.Type.IsInteger)
        {
            return call.Result($"CAST(({sum}) // nullif({count}, 0) AS BIGINT)", SqlType.BigInt);
        }

        var type = SqlType.Decimal(38, value.Type.Scale);
        return call.Result(Printer.Cast($"rs_decimal_div(CAST({sum} AS VARCHAR), CAST(nullif({count}, 0) AS VARCHAR), {Printer.Number(type.Scale)})", type), type);
    }

    private static Bound Extreme(FunctionCall call, DuckSql name)
    {
        var value = call.Argument(0);
        return value.Type.Kind switch
        {
            SqlTypeKind.Super => throw SqlError.NotSupported($"{call.Expr.Name.ToUpperInvariant()} of a SUPER value", call.Position),
            SqlTypeKind.Boolean when call.Expr.Name != "any_value" => throw call.Missing(),
            SqlTypeKind.Interval => throw call.Missing(),
            _ => call.Result($"{name}({Distinct(call)}{value.Sql}){Windows.Over(call)}", value.Type),
        };
    }

    private static Bound Statistic(FunctionCall call, DuckSql name)
    {
        var value = call.Number(0);
        return call.Result($"{name}({Distinct(call)}CAST({value.Sql} AS DOUBLE)){Windows.Over(call)}", SqlType.Double);
    }

    /// <summary>AWS: c_bitwise_aggregate_functions. Booleans and integers.</summary>
    private static Bound Truth(FunctionCall call, DuckSql name)
    {
        var value = call.Raw(0);
        return value.Type.Kind == SqlTypeKind.Boolean || value.Type.IsInteger || value.IsFlexible
            ? call.Result($"{name}({Coercions.Explicit(value, SqlType.Boolean, call.Position).Sql})", SqlType.Boolean)
            : throw call.Missing();
    }

    private static Bound Bits(FunctionCall call, DuckSql name)
    {
        var value = call.Argument(0);
        return value.Type.IsInteger ? call.Result($"{name}({value.Sql})", value.Type) : throw call.Missing();
    }
}
