using System.Globalization;
using RedshiftIntegration.Testing.Binding;
using RedshiftIntegration.Testing.Engine;
using RedshiftIntegration.Testing.Syntax;

namespace RedshiftIntegration.Testing.Functions;

/// <summary>Aggregates that sort: only with a table in the query (AWS: c_SQL_functions_compute_node_only), and all of a query by one order (r_LISTAGG, r_MEDIAN).</summary>
internal static class SortedAggregates
{
    private const int MaximumScale = 37;

    public static IReadOnlyList<Function> All { get; } =
    [
        Of("listagg", 2, ListAgg),
        Of("median", 1, Median),
        Of("percentile_cont", 1, c => Percentile(c, true)),
        Of("percentile_disc", 1, c => Percentile(c, false)),
    ];

    private static Function Of(string name, int most, Func<FunctionCall, Bound> bind) => Function.Of(name, 1, most, call =>
    {
        call.Binder.ComputeOnly(name.ToUpperInvariant(), call.Position);
        Windows.RefuseOrder(call);
        return AggregateFunctions.Checked(call, bind);
    });

    /// <summary>NULLs and empty texts are left out; DISTINCT knows no trailing blanks.</summary>
    private static Bound ListAgg(FunctionCall call)
    {
        var value = call.Argument(0);
        var separator = call.Count == 1 ? $"''" : call.Raw(1) is { Literal: { } text } ? Printer.Text(text) : throw SqlError.NotSupported("LISTAGG with a delimiter that is not a literal", call.Position);
        var order = DuckSql.List(call.Expr.WithinGroup, i => AggregateFunctions.Grouped(call.Binder.Settle(call.Binder.Bind(i.Value, call.Scope))) + Binder.Direction(i));
        if (!order.IsEmpty)
        {
            call.Scope.SortBy(order, call);
        }

        var values = call.Expr.Distinct ? DistinctValues(call, value, order) : AllValues(call, value, order);
        return call.Result($"rs_listagg(array_to_string({values}{Windows.Over(call)}, {separator}))", SqlType.Varchar());
    }

    private static DuckSql AllValues(FunctionCall call, Bound value, DuckSql order)
    {
        DuckSql text = $"nullif({call.Text(0)}, '')";
        return $"list({text}{(order.IsEmpty ? DuckSql.Empty : $" ORDER BY {order}")}) FILTER (WHERE {text} IS NOT NULL)";
    }

    private static DuckSql DistinctValues(FunctionCall call, Bound value, DuckSql order)
    {
        var key = AggregateFunctions.Grouped(value);
        if (value.Type.IsFloat || value.Type.Kind is SqlTypeKind.Super or SqlTypeKind.Varbyte or SqlTypeKind.Interval || value.Type is { Kind: SqlTypeKind.Decimal } and { Precision: var p, Scale: var s } && p == s)
        {
            throw SqlError.NotSupported($"LISTAGG(DISTINCT ...) of {value.Type}", call.Position);
        }

        if (!order.IsEmpty && !(call.Expr.WithinGroup.Length == 1 && order.StartsWith(key)))
        {
            throw new SqlError("42P10", "in an aggregate with DISTINCT, ORDER BY expressions must appear in argument list", call.Position);
        }

        key = value.Type.IsText ? $"nullif({key}, '')" : key;
        order = order.IsEmpty ? DuckSql.Empty : $" ORDER BY {key}{Binder.Direction(call.Expr.WithinGroup[0])}";
        return $"list(DISTINCT {key}{order}) FILTER (WHERE {key} IS NOT NULL)";
    }

    private static Bound Median(FunctionCall call)
    {
        var value = Sortable(call, call.Argument(0));
        call.Scope.SortBy(value.Sql + Binder.Direction(new OrderItem(call.Expr.Arguments[0], false, null)), call);
        return Interpolated(call, value, 0.5m, false);
    }

    private static Bound Percentile(FunctionCall call, bool isContinuous)
    {
        if (call.Expr.WithinGroup is not [var order])
        {
            throw new SqlError("42601", $"{call.Expr.Name} needs WITHIN GROUP (ORDER BY ...) with one expression", call.Position);
        }

        if (!isContinuous && call.Expr is { Over: null, Approximate: false })
        {
            throw SqlError.NotSupported("PERCENTILE_DISC without APPROXIMATE or OVER", call.Position);
        }

        var value = Sortable(call, call.Binder.Settle(call.Binder.Bind(order.Value, call.Scope)));
        call.Scope.SortBy(value.Sql + Binder.Direction(order), call);
        var share = call.Expr.Arguments[0] is NumberLiteral number ? decimal.Parse(number.Text, NumberStyles.Float, CultureInfo.InvariantCulture) : throw SqlError.NotSupported($"{call.Expr.Name} of a fraction that is not a literal", call.Position);
        if (share is < 0 or > 1)
        {
            throw new SqlError("22003", $"percentile value {number.Text} is not between 0 and 1", call.Position);
        }

        if (isContinuous)
        {
            return Interpolated(call, value, share, order.Descending);
        }

        if (call.Expr.Over is not null && order.Descending)
        {
            throw SqlError.NotSupported("PERCENTILE_DISC of a descending order with OVER", call.Position);
        }

        DuckSql sql = call.Expr.Over is null ? (DuckSql)$"percentile_disc({Printer.Value(share)}) WITHIN GROUP (ORDER BY {value.Sql}{(order.Descending ? $" DESC" : DuckSql.Empty)})" : $"quantile_disc({value.Sql}, {Printer.Value(share)}){Windows.Over(call)}";
        return call.Result(Printer.Cast(sql, value.Type), value.Type);
    }

    private static Bound Sortable(FunctionCall call, Bound value) => value.Type.IsNumber || value.Type.IsDateTime ? value : throw call.Missing();

    /// <summary>A fraction between two values: of decimals it has as many places more as the fraction has, so that it is exact.</summary>
    private static Bound Interpolated(FunctionCall call, Bound value, decimal share, bool isDescending)
    {
        var at = isDescending ? $"1 - {Printer.Value(share)}" : Printer.Value(share);
        if (value.Type.IsDateTime)
        {
            return call.Result(Printer.Cast($"quantile_cont({value.Sql}, {at}){Windows.Over(call)}", value.Type), value.Type);
        }

        if (value.Type.IsFloat)
        {
            return call.Result($"quantile_cont(CAST({value.Sql} AS DOUBLE), {at}){Windows.Over(call)}", SqlType.Double);
        }

        var type = SqlType.Decimal(38, Math.Min(MaximumScale, value.Type.Scale + share.Scale));
        return call.Result(Printer.Cast($"quantile_cont({Printer.Cast(value.Sql, type)}, {at}){Windows.Over(call)}", type), type);
    }
}
