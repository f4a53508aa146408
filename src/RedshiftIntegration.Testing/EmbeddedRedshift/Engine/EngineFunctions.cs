using System.Globalization;
using System.Numerics;
using System.Text;
using DuckDB.NET.Data;
using RedshiftIntegration.Testing.Functions;

namespace RedshiftIntegration.Testing.Engine;

/// <summary>The C# functions that printed SQL calls where DuckDB has no function of Redshift's meaning; an exception's text arrives at the client through <see cref="ErrorMap"/>.</summary>
internal static class EngineFunctions
{
    public static void Register(DuckDBConnection connection)
    {
        connection.RegisterScalarFunction<long, long, long>("rs_idiv", Divide);
        connection.RegisterScalarFunction<long, long, long>("rs_imod", Modulo);
        connection.RegisterScalarFunction<double, double, double>("rs_fdiv", Divide);
        connection.RegisterScalarFunction<string, string, int, string>("rs_decimal_div", DivideDecimals);
        connection.RegisterScalarFunction<string, string, string>("rs_decimal_mod", ModuloDecimals);
        connection.RegisterScalarFunction<string, int, string>("rs_cut", Cut);
        connection.RegisterScalarFunction<double, string>("rs_float_text", FloatText);
        connection.RegisterScalarFunction<float, string>("rs_real_text", RealText);
        connection.RegisterScalarFunction<DateTime, string, string>("rs_to_char", DateFormat.Print);
        connection.RegisterScalarFunction<string, string, string>("rs_to_char_number", NumberFormat.Print);
        connection.RegisterScalarFunction<string, string, DateTime>("rs_to_timestamp", DateFormat.Parse);
        connection.RegisterScalarFunction<string, int, long>("rs_strtol", TextFunctions.StringToLong);
        connection.RegisterScalarFunction<string, int, string>("rs_sha2", TextFunctions.Sha2);
        connection.RegisterScalarFunction<string, string>("rs_initcap", TextFunctions.InitCap);
        connection.RegisterScalarFunction<string, string>("rs_similar", TextFunctions.SimilarPattern);
        connection.RegisterScalarFunction<string, bool>("rs_text_bool", TextFunctions.ParseBoolean);
        connection.RegisterScalarFunction<string, long>("rs_text_bigint", TextFunctions.ParseInteger);
        connection.RegisterScalarFunction<string, string>("rs_json_parse", JsonText.Parse);
    }

    private static long Divide(long a, long b) =>
        b == 0 ? throw Failure("22012", "Divide by zero") : b == -1 ? Negate(a) : a / b;

    private static long Negate(long value) => value == long.MinValue ? throw Failure("22003", "Overflow (Long)") : -value;

    private static long Modulo(long a, long b) => b == 0 ? throw Failure("22012", "Divide by zero") : b == -1 ? 0 : a % b;

    private static double Divide(double a, double b) => b == 0 ? throw Failure("22012", "Divide by zero") : a / b;

    /// <summary>An exact quotient, cut at the scale.</summary>
    private static string DivideDecimals(string a, string b, int scale)
    {
        var (left, leftScale) = Unscaled(a);
        var (right, rightScale) = Unscaled(b);
        if (right.IsZero)
        {
            throw Failure("22012", "Divide by zero");
        }

        var shift = scale + rightScale - leftScale;
        var quotient = shift >= 0 ? left * BigInteger.Pow(10, shift) / right : left / (right * BigInteger.Pow(10, -shift));
        return Scaled(quotient, scale);
    }

    private static string ModuloDecimals(string a, string b)
    {
        var (left, leftScale) = Unscaled(a);
        var (right, rightScale) = Unscaled(b);
        if (right.IsZero)
        {
            throw Failure("22012", "Divide by zero");
        }

        var scale = Math.Max(leftScale, rightScale);
        left *= BigInteger.Pow(10, scale - leftScale);
        right *= BigInteger.Pow(10, scale - rightScale);
        return Scaled(BigInteger.Remainder(left, right), scale);
    }

    private static (BigInteger Value, int Scale) Unscaled(string text)
    {
        var point = text.IndexOf('.', StringComparison.Ordinal);
        return point < 0
            ? (BigInteger.Parse(text, CultureInfo.InvariantCulture), 0)
            : (BigInteger.Parse(string.Concat(text.AsSpan(0, point), text.AsSpan(point + 1)), CultureInfo.InvariantCulture), text.Length - point - 1);
    }

    private static string Scaled(BigInteger value, int scale)
    {
        var digits = BigInteger.Abs(value).ToString(CultureInfo.InvariantCulture).PadLeft(scale + 1, '0');
        var text = scale == 0 ? digits : $"{digits[..^scale]}.{digits[^scale..]}";
        return value.Sign < 0 ? "-" + text : text;
    }

    /// <summary>Cuts to a number of UTF-8 bytes, at a character's border.</summary>
    internal static string Cut(string text, int bytes)
    {
        if (Encoding.UTF8.GetByteCount(text) <= bytes)
        {
            return text;
        }

        var length = 0;
        var kept = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            length += rune.Utf8SequenceLength;
            if (length > bytes)
            {
                break;
            }

            kept += rune.Utf16SequenceLength;
        }

        return text[..kept];
    }

    /// <summary>As PostgreSQL prints it: 15 significant digits, 100 and not 100.0.</summary>
    private static string FloatText(double value) => FloatText(value, "G15");

    private static string RealText(float value) => FloatText(value, "G6");

    private static string FloatText(double value, string format)
    {
        if (double.IsNaN(value) || double.IsInfinity(value))
        {
            return double.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity";
        }

        var text = value.ToString(format, CultureInfo.InvariantCulture);
        var exponent = text.IndexOf('E', StringComparison.Ordinal);
        return exponent < 0 ? text : $"{text[..exponent]}e{text[exponent + 1]}{text[(exponent + 2)..].PadLeft(2, '0')}";
    }

    internal static Exception Failure(string sqlState, string message) => new InvalidOperationException($"rs:{sqlState}:{message}");
}
