using System.Collections.Frozen;
using RedshiftIntegration.Testing.Binding;
using RedshiftIntegration.Testing.Engine;

namespace RedshiftIntegration.Testing.Functions;

/// <summary>All functions by name, one family a file; a name that isn't here doesn't exist (42883).</summary>
internal static class FunctionTable
{
    private static readonly FrozenDictionary<string, Func<FunctionCall, Bound>> Functions = Build();

    private static readonly FrozenSet<string> Aggregates =
        AggregateFunctions.All.Select(f => f.Name).Concat(WindowFunctions.All.Select(f => f.Name)).ToFrozenSet(StringComparer.Ordinal);

    public static Bound Bind(FunctionCall call)
    {
        if (call.Expr.Schema is not (null or "pg_catalog") || !Functions.TryGetValue(call.Expr.Name, out var function))
        {
            throw call.Missing();
        }

        if (!Aggregates.Contains(call.Expr.Name))
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

        return function(call) with { Name = call.Expr.Name };
    }

    private static FrozenDictionary<string, Func<FunctionCall, Bound>> Build() => new[]
        {
            AggregateFunctions.All, WindowFunctions.All, ConditionFunctions.All, DateFunctions.All, JsonFunctions.All, MathFunctions.All, SessionFunctions.All, StringFunctions.All,
        }
        .SelectMany(f => f)
        .ToFrozenDictionary(f => f.Name, f => f.Bind, StringComparer.Ordinal);
}
