using RedshiftIntegration.Testing.Binding;
using RedshiftIntegration.Testing.Engine;
using RedshiftIntegration.Testing.Syntax;

namespace RedshiftIntegration.Testing.Functions;

/// <summary>OVER, as AWS's c_Window_functions allows it.</summary>
internal static class Windows
{
    /// <summary>OVER (...), printed; empty without one.</summary>
    public static DuckSql Over(FunctionCall call)
    {
        if (call.Expr.Over is not { } window)
        {
            return DuckSql.Empty;
        }

        call.Binder.CheckWindow(call.Position);
        call.Scope.NoteWindow(call.Position);
        return call.Binder.WithoutWindows("a window's definition", DuckSql () =>
        {
            var partition = window.PartitionBy.IsEmpty ? DuckSql.Empty : $"PARTITION BY {DuckSql.List(window.PartitionBy, e => Partition(call, e))}";
            var order = window.OrderBy.IsEmpty ? DuckSql.Empty : $" ORDER BY {DuckSql.List(window.OrderBy, i => Order(call, i))}";
            return $" OVER ({partition}{order}{(window.Frame is null ? DuckSql.Empty : Frame(window.Frame))})";
        });
    }

    /// <summary>Aggregates and FIRST_VALUE and its like: with ORDER BY the frame has to be stated (AWS: r_WF_SUM, r_WF_first_value).</summary>
    public static void CheckFrame(FunctionCall call)
    {
        if (call.Expr.Over is { OrderBy.IsEmpty: false, Frame: null })
        {
            throw new SqlError("42601", "Aggregate window functions with an ORDER BY clause require a frame clause", call.Position);
        }
    }

    /// <summary>Ranking functions, LAG and LEAD have no frame.</summary>
    public static void RefuseFrame(FunctionCall call)
    {
        if (call.Expr.Over is { Frame: not null })
        {
            throw new SqlError("42601", $"a frame clause is not allowed for {call.Expr.Name}", call.Position);
        }
    }

    /// <summary>MEDIAN, PERCENTILE_CONT, PERCENTILE_DISC, LISTAGG and RATIO_TO_REPORT know PARTITION BY alone.</summary>
    public static void RefuseOrder(FunctionCall call)
    {
        if (call.Expr.Over is { } window && (!window.OrderBy.IsEmpty || window.Frame is not null))
        {
            throw new SqlError("42601", $"OVER of {call.Expr.Name} can't contain ORDER BY or a frame clause", call.Position);
        }
    }

    private static DuckSql Partition(FunctionCall call, Expr expr) => AggregateFunctions.Grouped(Varying(call, expr, "partition by"));

    private static DuckSql Order(FunctionCall call, OrderItem item) => AggregateFunctions.Grouped(Varying(call, item.Value, "order by")) + Binder.Direction(item);

    private static DuckSql Frame(WindowFrame frame) => $" ROWS BETWEEN {Bound(frame.First)} AND {Bound(frame.Last)}";

    private static DuckSql Bound(long row) => row switch
    {
        long.MinValue => $"UNBOUNDED PRECEDING",
        long.MaxValue => $"UNBOUNDED FOLLOWING",
        0 => $"CURRENT ROW",
        < 0 => $"{-row} PRECEDING",
        _ => $"{row} FOLLOWING",
    };

    private static Bound Varying(FunctionCall call, Expr expr, string clause)
    {
        var known = call.Binder.VaryingTerms;
        var value = call.Binder.Settle(call.Binder.Bind(expr, call.Scope));
        return call.Binder.VaryingTerms > known ? value
            : throw new SqlError("0A000", $"constant expressions are not supported in {clause} clauses", expr.Position);
    }
}
