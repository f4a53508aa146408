using DuckDB.NET.Data;

namespace RedshiftIntegration.Testing.Engine;

/// <summary>Arithmetic of doubles that refuses what is too large, as PostgreSQL does; infinities that are given stay infinities.</summary>
internal static class FloatMath
{
    public static void Register(DuckDBConnection connection)
    {
        ScalarFunctions.Value<double, double, double>(connection, "rs_fadd", (a, b) => Checked(a + b, a, b));
        ScalarFunctions.Value<double, double, double>(connection, "rs_fsub", (a, b) => Checked(a - b, a, b));
        ScalarFunctions.Value<double, double, double>(connection, "rs_fmul", (a, b) => Checked(a * b, a, b));
        ScalarFunctions.Value<double, double, double>(connection, "rs_fdiv", Divide);
        ScalarFunctions.Value<double, double, double>(connection, "rs_pow", Power);
        ScalarFunctions.Value<double, double>(connection, "rs_degrees", a => Checked(double.RadiansToDegrees(a), a, 0));
        ScalarFunctions.Value<double, double>(connection, "rs_exp", a => Checked(Math.Exp(a), a, 0));
    }

    private static double Divide(double a, double b) => b == 0 ? throw EngineFunctions.Failure("22012", "Divide by zero") : Checked(a / b, a, b);

    private static double Power(double a, double b)
    {
        if (a == 0 && b < 0)
        {
            throw EngineFunctions.Failure("2201F", "zero raised to a negative power is undefined");
        }

        return a < 0 && double.IsFinite(b) && Math.Floor(b) != b
            ? throw EngineFunctions.Failure("2201F", "a negative number raised to a non-integer power yields a complex result")
            : Checked(Math.Pow(a, b), a, b);
    }

    private static double Checked(double result, double a, double b) =>
        double.IsInfinity(result) && !double.IsInfinity(a) && !double.IsInfinity(b) ? throw EngineFunctions.Failure("22003", "value out of range: overflow") : result;
}
