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
        Register<long, long, long>(connection, "rs_idiv", Divide);
        Register<long, long, long>(connection, "rs_imod", Modulo);
        Register<double, double, double>(connection, "rs_fdiv", Divide);
        Register<string, string, int, string>(connection, "rs_decimal_div", DivideDecimals);
        Register<string, string, string>(connection, "rs_decimal_mod", ModuloDecimals);
        Register<string, int, string>(connection, "rs_cut", Cut);
        Register<double, string>(connection, "rs_float_text", FloatText);
        Register<float, string>(connection, "rs_real_text", RealText);
        Register<DateTime, string, string>(connection, "rs_to_char", DateFormat.Print);
        Register<string, string, string>(connection, "rs_to_char_number", NumberFormat.Print);
        Register<string, string, DateTime>(connection, "rs_to_timestamp", DateFormat.Parse);
        Register<string, int, long>(connection, "rs_strtol", TextFunctions.StringToLong);
        Register<string, int, string>(connection, "rs_sha2", TextFunctions.Sha2);
        Register<string, string>(connection, "rs_initcap", TextFunctions.InitCap);
        Register<string, string>(connection, "rs_similar", TextFunctions.SimilarPattern);
        Register<string, bool>(connection, "rs_text_bool", TextFunctions.ParseBoolean);
        Register<string, long>(connection, "rs_text_bigint", TextFunctions.ParseInteger);
        Register<string, string>(connection, "rs_json_parse", JsonText.Parse);
    }

    // DuckDB calls a function for rows with NULL too and puts the NULL back afterwards: what can throw must not see them.
    private static readonly ScalarFunctionOptions Options = new() { IsPureFunction = true, HandlesNulls = true };

    private static void Register<T, TResult>(DuckDBConnection connection, string name, Func<T, TResult> body) =>
        connection.RegisterScalarFunction<T, TResult>(
            name,
            (readers, writer, count) =>
            {
                for (ulong i = 0; i < count; i++)
                {
                    if (readers[0].IsValid(i))
                    {
                        writer.WriteValue(body(readers[0].GetValue<T>(i)), i);
                    }
                    else
                    {
                        writer.WriteNull(i);
                    }
                }
            },
            Options);

    private static void Register<T1, T2, TResult>(DuckDBConnection connection, string name, Func<T1, T2, TResult> body) =>
        connection.RegisterScalarFunction<T1, T2, TResult>(
            name,
            (readers, writer, count) =>
            {
                for (ulong i = 0; i < count; i++)
                {
                    if (readers[0].IsValid(i) && readers[1].IsValid(i))
                    {
                        writer.WriteValue(body(readers[0].GetValue<T1>(i), readers[1].GetValue<T2>(i)), i);
                    }
                    else
                    {
                        writer.WriteNull(i);
                    }
                }
            },
            Options);

    private static void Register<T1, T2, T3, TResult>(DuckDBConnection connection, string name, Func<T1, T2, T3, TResult> body) =>
        connection.RegisterScalarFunction<T1, T2, T3, TResult>(
            name,
            (readers, writer, count) =>
            {
                for (ulong i = 0; i < count; i++)
                {
                    if (readers[0].IsValid(i) && readers[1].IsValid(i) && readers[2].IsValid(i))
                    {
                        writer.WriteValue(body(readers[0].GetValue<T1>(i), readers[1].GetValue<T2>(i), readers[2].GetValue<T3>(i)), i);
                    }
                    else
                    {
                        writer.WriteNull(i);
                    }
                }
            },
            Options);

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
