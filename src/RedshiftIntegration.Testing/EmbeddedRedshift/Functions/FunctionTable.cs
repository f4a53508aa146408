using System.Collections.Frozen;
using RedshiftIntegration.Testing.Binding;
using RedshiftIntegration.Testing.Engine;

namespace RedshiftIntegration.Testing.Functions;

/// <summary>
/// All functions by family. A name that Redshift has and the double lacks is refused by 0A000, one that Redshift lacks doesn't exist (42883); nothing is
/// handed on to DuckDB by its name alone.
/// </summary>
internal static class FunctionTable
{
    /// <summary>AWS: c_SQL_functions and the pages below it.</summary>
    public static IReadOnlyList<FunctionFamily> Families { get; } =
    [
        new("aggregate", AggregateFunctions.All, []),
        new("window", WindowFunctions.All, []),
        new("conditional", ConditionFunctions.All, []),
        new("date and time", DateFunctions.All, ["interval_cmp", "isfinite", "current_time", "localtime", "localtimestamp", "generate_series"]),
        new("date comparison", DateComparisons.All, []),
        new("formatting", FormattingFunctions.All, ["text_to_int_alt", "text_to_numeric_alt"]),
        new("math", MathFunctions.All, []),
        new("string", StringFunctions.All, ["get_byte", "set_bit", "set_byte", "to_ascii"]),
        new("regular expression", RegularFunctions.All, []),
        new("hash", HashFunctions.All, ["checksum", "farmfingerprint64", "murmur3_32_hash"]),
        new("varbyte", BinaryFunctions.All, []),
        new("json", JsonFunctions.All, ["json_serialize_to_varbyte"]),
        new("super", SuperFunctions.All, ["json_size", "size", "object_transform", "lower_attribute_names", "upper_attribute_names", "array_contains", "array_distinct", "array_except",
            "array_intersection", "array_position", "array_positions", "array_sort", "array_union"]),
        new("session", SessionFunctions.All, UnsupportedFunctions.Session),
        new("system administration", [], UnsupportedFunctions.Administration),
        new("sketch", [], UnsupportedFunctions.Sketches),
        new("machine learning", [], UnsupportedFunctions.MachineLearning),
        new("spatial", [], UnsupportedFunctions.Spatial),
    ];

    private static readonly FrozenDictionary<string, Function> ByName = Families.SelectMany(f => f.Functions).ToFrozenDictionary(f => f.Name, StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> Unsupported =
        Families.SelectMany(f => f.NotSupported).ToFrozenDictionary(n => n, n => n.ToUpperInvariant(), StringComparer.Ordinal);

    private static readonly FrozenSet<string> Aggregates =
        AggregateFunctions.All.Select(f => f.Name).Concat(WindowFunctions.All.Select(f => f.Name)).ToFrozenSet(StringComparer.Ordinal);

    public static Bound Bind(FunctionCall call)
    {
        var expr = call.Expr;
        if (expr.Schema is not (null or "pg_catalog") || !ByName.TryGetValue(expr.Name, out var function))
        {
            throw expr.Schema is null or "pg_catalog" && Unsupported.TryGetValue(expr.Name, out var name)
                ? SqlError.NotSupported($"the function {name}", call.Position)
                : call.Missing();
        }

        if (!Aggregates.Contains(expr.Name))
        {
            RefuseAggregateForms(call);
        }

        if (expr.IgnoreNulls && !WindowFunctions.IgnoringNulls.Contains(expr.Name))
        {
            throw new SqlError("42601", $"IGNORE NULLS is not allowed for {expr.Name}", call.Position);
        }

        if (expr.Approximate && !AggregateFunctions.IsApproximate(expr))
        {
            throw new SqlError("42601", "APPROXIMATE stands before COUNT(DISTINCT ...) and PERCENTILE_DISC alone", call.Position);
        }

        return function.Bind(call) with { Name = function.ColumnName ?? expr.Name };
    }

    private static void RefuseAggregateForms(FunctionCall call)
    {
        if (call.Expr.Over is not null)
        {
            throw new SqlError("42809", $"OVER specified, but {call.Expr.Name} is not a window function nor an aggregate function", call.Position);
        }

        if (call.Expr.Distinct || call.Expr.Star || !call.Expr.WithinGroup.IsEmpty)
        {
            throw new SqlError("42809", $"{call.Expr.Name} is not an aggregate function", call.Position);
        }
    }
}
