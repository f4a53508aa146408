using RedshiftIntegration.Testing.Binding;
using RedshiftIntegration.Testing.Engine;

namespace RedshiftIntegration.Testing.Functions;

internal static class MathFunctions
{
    public static IReadOnlyList<Function> All { get; } =
    [
        Function.Of("abs", 1, 1, c => c.Result($"abs({c.Number(0).Sql})", c.Number(0).Type)),
        Function.Of("sign", 1, 1, c => c.Result(Printer.Cast($"sign({c.Number(0).Sql})", c.Number(0).Type), c.Number(0).Type)),
        Function.Of("ceil", 1, 1, c => Whole(c, $"ceil")),
        Function.Of("ceiling", 1, 1, c => Whole(c, $"ceil")),
        Function.Of("floor", 1, 1, c => Whole(c, $"floor")),
        Function.Of("round", 1, 2, c => Rounded(c, $"round")),
        Function.Of("trunc", 1, 2, Truncated),
        Function.Of("mod", 2, 2, c => TypeRules.Divide(c.Number(0), c.Number(1), modulo: true)),
        Function.Of("sqrt", 1, 1, c => Real(c, $"sqrt")),
        Function.Of("cbrt", 1, 1, c => Real(c, $"cbrt")),
        Function.Of("exp", 1, 1, c => Real(c, $"rs_exp")),
        Function.Of("ln", 1, 1, c => Real(c, $"ln")),
        Function.Of("dlog10", 1, 1, c => Real(c, $"log10")),
        Function.Of("log", 1, 2, Logarithm),
        Function.Of("sin", 1, 1, c => Real(c, $"sin")),
        Function.Of("cos", 1, 1, c => Real(c, $"cos")),
        Function.Of("tan", 1, 1, c => Real(c, $"tan")),
        Function.Of("asin", 1, 1, c => Real(c, $"asin")),
        Function.Of("acos", 1, 1, c => Real(c, $"acos")),
        Function.Of("atan", 1, 1, c => Real(c, $"atan")),
        Function.Of("atan2", 2, 2, c => c.Result($"atan2({c.Double(0)}, {c.Double(1)})", SqlType.Double)),
        Function.Of("cot", 1, 1, c => Real(c, $"cot")),
        Function.Of("dexp", 1, 1, c => Real(c, $"rs_exp")),
        Function.Of("dlog1", 1, 1, c => Real(c, $"ln")),
        Function.Of("degrees", 1, 1, c => Real(c, $"rs_degrees")),
        Function.Of("radians", 1, 1, c => Real(c, $"radians")),
        Function.Of("power", 2, 2, c => c.Result($"rs_pow({c.Double(0)}, {c.Double(1)})", SqlType.Double)),
        Function.Of("pow", 2, 2, c => c.Result($"rs_pow({c.Double(0)}, {c.Double(1)})", SqlType.Double)),
        Function.Of("pi", 0, 0, c => c.Result($"pi()", SqlType.Double)),
        Function.Of("random", 0, 0, Random),
    ];

    private static Bound Random(FunctionCall call)
    {
        call.Binder.NoteVarying();
        return call.Result($"random()", SqlType.Double);
    }

    /// <summary>AWS: r_LOG. The base comes first, 10 without one.</summary>
    private static Bound Logarithm(FunctionCall call) =>
        call.Count == 1 ? Real(call, $"log10") : call.Result($"rs_fdiv(ln({call.Double(1)}), ln({call.Double(0)}))", SqlType.Double);

    private static Bound Real(FunctionCall call, DuckSql name) => call.Result($"{name}({call.Double(0)})", SqlType.Double);

    private static Bound Whole(FunctionCall call, DuckSql name)
    {
        var value = call.Number(0);
        var type = value.Type.IsInteger ? value.Type : value.Type.Kind == SqlTypeKind.Decimal ? SqlType.Decimal(value.Type.Precision, 0) : SqlType.Double;
        return call.Result(Printer.Cast($"{name}({value.Sql})", type), type);
    }

    /// <summary>The scale stays, as PostgreSQL's numeric keeps what the second argument asks for and Redshift reports the column's type.</summary>
    private static Bound Rounded(FunctionCall call, DuckSql name)
    {
        var value = call.Number(0);
        DuckSql sql = $"{name}({value.Sql}{(call.Count == 2 ? $", {call.Integer(1)}" : DuckSql.Empty)})";
        var type = value.Type.Kind == SqlTypeKind.Decimal && call.Count == 1 ? SqlType.Decimal(value.Type.Precision, 0) : value.Type;
        return call.Result(Printer.Cast(sql, type), type);
    }

    private static Bound Truncated(FunctionCall call)
    {
        var value = call.Raw(0);
        if (call.Count == 1 && value.Type.IsDateTime)
        {
            return call.Result(Printer.Cast(value.Sql, SqlType.Date), SqlType.Date);
        }

        var number = call.Number(0);
        if (number.Type.Kind == SqlTypeKind.Decimal)
        {
            var type = call.Count == 1 ? SqlType.Decimal(number.Type.Precision, 0) : number.Type;
            return call.Result(Printer.Cast($"rs_decimal_trunc(CAST({number.Sql} AS VARCHAR), {(call.Count == 1 ? $"0" : call.Integer(1))})", type), type);
        }

        return Rounded(call, $"trunc");
    }
}
