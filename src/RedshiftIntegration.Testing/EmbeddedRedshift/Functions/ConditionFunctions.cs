using RedshiftIntegration.Testing.Binding;
using RedshiftIntegration.Testing.Engine;

namespace RedshiftIntegration.Testing.Functions;

/// <summary>COALESCE and its kin.</summary>
internal static class ConditionFunctions
{
    public static IReadOnlyList<Function> All { get; } =
    [
        Function.Of("coalesce", 1, int.MaxValue, c => Common(c, $"coalesce")),
        Function.Of("nvl", 1, int.MaxValue, c => Common(c, $"coalesce")),
        Function.Of("greatest", 1, int.MaxValue, c => Common(c, $"greatest")),
        Function.Of("least", 1, int.MaxValue, c => Common(c, $"least")),
        Function.Of("nvl2", 3, 3, Nvl2),
        Function.Of("nullif", 2, 2, NullIf),
        Function.Of("decode", 3, int.MaxValue, Decode),
    ];

    private static Bound Common(FunctionCall call, DuckSql name)
    {
        var values = Enumerable.Range(0, call.Count).Select(call.Raw).ToList();
        var type = TypeRules.Common(values, call.Expr.Name.ToUpperInvariant(), call.Position);
        return call.Result($"{name}({DuckSql.List(values, v => Coercions.Implicit(v, type, call.Position).Sql)})", type);
    }

    private static Bound Nvl2(FunctionCall call)
    {
        var values = new[] { call.Raw(1), call.Raw(2) };
        var type = TypeRules.Common(values, "NVL2", call.Position);
        var (a, b) = (Coercions.Implicit(values[0], type, call.Position), Coercions.Implicit(values[1], type, call.Position));
        return call.Result($"(CASE WHEN {call.Argument(0).Sql} IS NOT NULL THEN {a.Sql} ELSE {b.Sql} END)", type);
    }

    private static Bound NullIf(FunctionCall call)
    {
        var (left, right) = (call.Argument(0), call.Raw(1));
        return call.Result($"(CASE WHEN {TypeRules.Compare("=", left, right, call.Position).Sql} THEN NULL ELSE {left.Sql} END)", left.Type);
    }

    /// <summary>DECODE(x, search, result, ... [, default]): NULL equals NULL here.</summary>
    private static Bound Decode(FunctionCall call)
    {
        var operand = call.Argument(0);
        var pairs = (call.Count - 1) / 2;
        var results = Enumerable.Range(0, pairs).Select(i => call.Raw((2 * i) + 2)).ToList();
        var hasDefault = call.Count % 2 == 0;
        if (hasDefault)
        {
            results.Add(call.Raw(call.Count - 1));
        }

        var type = TypeRules.Common(results, "DECODE", call.Position);
        var whens = Enumerable.Range(0, pairs).Select(DuckSql (i) =>
        {
            var (left, right) = TypeRules.Align(operand, call.Raw((2 * i) + 1), "=", call.Position);
            return $"WHEN {left} IS NOT DISTINCT FROM {right} THEN {Coercions.Implicit(results[i], type, call.Position).Sql}";
        });
        var otherwise = hasDefault ? $" ELSE {Coercions.Implicit(results[^1], type, call.Position).Sql}" : DuckSql.Empty;
        return call.Result($"(CASE {DuckSql.Join($" ", whens)}{otherwise} END)", type);
    }
}
