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
        Of("sum", 1, Sum),
        Of("avg", 1, Average),
        Of("min", 1, c => Extreme(c, "min")),
        Of("max", 1, c => Extreme(c, "max")),
        Of("any_value", 1, c => Extreme(c, "any_value")),
        Of("stddev", 1, c => Statistic(c, "stddev_samp")),
        Of("stddev_samp", 1, c => Statistic(c, "stddev_samp")),
        Of("stddev_pop", 1, c => Statistic(c, "stddev_pop")),
        Of("variance", 1, c => Statistic(c, "var_samp")),
        Of("var_samp", 1, c => Statistic(c, "var_samp")),
        Of("var_pop", 1, c => Statistic(c, "var_pop")),
        Of("median", 1, c => Statistic(c, "median")),
        Of("bool_and", 1, c => Truth(c, "bool_and")),
        Of("bool_or", 1, c => Truth(c, "bool_or")),
        Function.Of("listagg", 1, 2, c => Checked(c, ListAgg)),
        Of("percentile_cont", 1, c => Percentile(c, "quantile_cont")),
        Of("percentile_disc", 1, c => Percentile(c, "quantile_disc")),
    ];

    /// <summary>OVER (...), printed; empty without one.</summary>
    public static string Over(FunctionCall call)
    {
        if (call.Expr.Over is not { } window)
        {
            return "";
        }

        call.Scope.NoteWindow(call.Position);
        var partition = window.PartitionBy.IsEmpty ? "" : "PARTITION BY " + string.Join(", ", window.PartitionBy.Select(e => Grouped(call.Binder.Settle(call.Binder.Bind(e, call.Scope)))));
        var order = window.OrderBy.IsEmpty ? "" : " ORDER BY " + call.Binder.Order(window.OrderBy, call.Scope);
        return $" OVER ({partition}{order}{(window.Frame is null ? "" : " " + window.Frame)})";
    }

    /// <summary>Aggregates and FIRST_VALUE and its like: with ORDER BY the frame has to be stated (AWS: r_WF_SUM, r_WF_first_value).</summary>
    public static void CheckFrame(FunctionCall call)
    {
        if (call.Expr.Over is { OrderBy.IsEmpty: false, Frame: null })
        {
            throw new SqlError("42601", "Aggregate window functions with an ORDER BY clause require a frame clause", call.Position);
        }
    }

    /// <summary>Texts that differ in trailing blanks are one value.</summary>
    public static string Grouped(Bound value) => value.Type.Kind == SqlTypeKind.Varchar ? $"rtrim({value.Sql}, ' ')" : value.Sql;

    private static Function Of(string name, int count, Func<FunctionCall, Bound> bind) => Function.Of(name, count, count, c => Checked(c, bind));

    private static Bound Checked(FunctionCall call, Func<FunctionCall, Bound> bind)
    {
        if (call.Expr.Over is not null)
        {
            if (call.Expr.Distinct && call.Expr.Name != "listagg")
            {
                throw new SqlError("0A000", "DISTINCT is not implemented for window functions", call.Position);
            }

            CheckFrame(call);
            return bind(call);
        }

        call.Binder.CheckAggregate(call.Expr.Name, call.Position);
        return call.Binder.Ungrouped(() => bind(call));
    }

    private static string Distinct(FunctionCall call) => call.Expr.Distinct ? "DISTINCT " : "";

    private static Bound Count(FunctionCall call) => call.Expr.Star && call.Count == 0
        ? Checked(call, c => c.Result($"count(*){Over(c)}", SqlType.BigInt))
        : call.Count == 1
            ? Checked(call, c => c.Result($"count({Distinct(c)}{(c.Expr.Distinct ? Grouped(c.Argument(0)) : c.Argument(0).Sql)}){Over(c)}", SqlType.BigInt))
            : throw call.Missing();

    private static Bound Sum(FunctionCall call)
    {
        var value = call.Number(0);
        var type = Total(value.Type);
        return call.Result(Printer.Cast($"sum({Distinct(call)}{value.Sql}){Over(call)}", type), type);
    }

    private static SqlType Total(SqlType type) =>
        type.IsInteger ? SqlType.BigInt : type.Kind == SqlTypeKind.Decimal ? SqlType.Decimal(38, type.Scale) : SqlType.Double;

    private static Bound Average(FunctionCall call)
    {
        var value = call.Number(0);
        var over = Over(call);
        var (sum, count) = ($"sum({Distinct(call)}{value.Sql}){over}", $"count({Distinct(call)}{value.Sql}){over}");
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

    private static Bound Extreme(FunctionCall call, string name)
    {
        var value = call.Argument(0);
        return value.Type.Kind is SqlTypeKind.Super or SqlTypeKind.Varbyte
            ? throw call.Missing()
            : call.Result($"{name}({Distinct(call)}{value.Sql}){Over(call)}", value.Type);
    }

    private static Bound Statistic(FunctionCall call, string name)
    {
        var value = call.Number(0);
        return call.Result($"{name}({Distinct(call)}CAST({value.Sql} AS DOUBLE)){Over(call)}", SqlType.Double);
    }

    private static Bound Truth(FunctionCall call, string name) => call.Result($"{name}({Coercions.Implicit(call.Raw(0), SqlType.Boolean, call.Position).Sql}){Over(call)}", SqlType.Boolean);

    private static Bound ListAgg(FunctionCall call)
    {
        var separator = call.Count == 2 ? call.Text(1) : "''";
        var order = call.Expr.WithinGroup.IsEmpty ? "" : " ORDER BY " + call.Binder.Order(call.Expr.WithinGroup, call.Scope);
        return call.Result($"string_agg({Distinct(call)}{call.Text(0)}, {separator}{order}){Over(call)}", SqlType.Varchar());
    }

    private static Bound Percentile(FunctionCall call, string name)
    {
        if (call.Expr.WithinGroup is not [var order])
        {
            throw new SqlError("42601", $"{call.Expr.Name} needs WITHIN GROUP (ORDER BY ...) with one expression", call.Position);
        }

        var value = call.Binder.Bind(order.Value, call.Scope);
        if (!value.Type.IsNumber)
        {
            throw call.Missing();
        }

        var fraction = call.Expr.Arguments[0] is NumberLiteral number ? number.Text : throw new SqlError("0A000", $"{call.Expr.Name} takes a literal fraction", call.Position);
        var at = order.Descending ? $"1 - {fraction}" : fraction;
        return call.Result($"{name}(CAST({value.Sql} AS DOUBLE), {at}){Over(call)}", SqlType.Double);
    }
}
