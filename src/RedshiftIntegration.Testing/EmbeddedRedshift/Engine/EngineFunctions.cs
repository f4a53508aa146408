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
        ScalarFunctions.Value<long, long, long>(connection, "rs_idiv", Divide);
        ScalarFunctions.Value<long, long, long>(connection, "rs_imod", Modulo);
        FloatMath.Register(connection);
        ScalarFunctions.Register<string, string, int, string>(connection, "rs_decimal_div", DivideDecimals);
        ScalarFunctions.Register<string, string, string>(connection, "rs_decimal_mod", ModuloDecimals);
        ScalarFunctions.Register<string, int, string>(connection, "rs_decimal_trunc", TruncateDecimal);
        ScalarFunctions.Register<string, int, string>(connection, "rs_cut", Cut);
        ScalarFunctions.Register<double, int, string>(connection, "rs_float_text", FloatText.Print);
        ScalarFunctions.Register<float, int, string>(connection, "rs_real_text", FloatText.Print);
        RegisterFormats(connection);
        RegisterTexts(connection);
        RegisterSuper(connection);
    }

    private static void RegisterFormats(DuckDBConnection connection)
    {
        ScalarFunctions.Register<DateTime, string, string>(connection, "rs_to_char", DateFormat.Print);
        ScalarFunctions.Register<string, string, string>(connection, "rs_to_char_number", NumberFormat.Print);
        ScalarFunctions.Value<string, string, bool, DateTime>(connection, "rs_to_timestamp", DateFormat.Parse);
        ScalarFunctions.Register<string, string, string>(connection, "rs_to_number", NumberFormat.Parse);
        ScalarFunctions.Value<string, DateTime, DateTime>(connection, "rs_text_timestamp", DateText.Parse);
        ScalarFunctions.Value<string, DateTime, DateTime>(connection, "rs_text_timestamptz", DateText.ParseWithZone);
        ScalarFunctions.Register<string, string>(connection, "rs_text_time", TimeText.Parse);
        ScalarFunctions.Register<string, string>(connection, "rs_text_timetz", TimeText.ParseWithZone);
        ScalarFunctions.Register<string, string>(connection, "rs_zone", TimeZones.Resolve);
        ScalarFunctions.Value<string, int>(connection, "rs_zone_minutes", TimeZones.Minutes);
        ScalarFunctions.Value<string, int>(connection, "rs_weekday", TextFunctions.Weekday);
        ScalarFunctions.Value<string, bool>(connection, "rs_text_bool", TextFunctions.ParseBoolean);
        ScalarFunctions.Value<string, long>(connection, "rs_text_bigint", TextFunctions.ParseInteger);
        ScalarFunctions.Value<string, double>(connection, "rs_text_double", TextFunctions.ParseDouble);
        ScalarFunctions.Register<string, string>(connection, "rs_text_decimal", TextFunctions.CheckDecimal);
    }

    private static void RegisterTexts(DuckDBConnection connection)
    {
        ScalarFunctions.Value<string, int, long>(connection, "rs_strtol", TextFunctions.StringToLong);
        ScalarFunctions.Register<string, int, string>(connection, "rs_sha2", TextFunctions.Sha2);
        ScalarFunctions.Register<string, string>(connection, "rs_crc32", HashFunctions.Crc);
        ScalarFunctions.Value<string, long, long>(connection, "rs_fnv_text", HashFunctions.FnvOfText);
        ScalarFunctions.Value<long, int, long, long>(connection, "rs_fnv_number", HashFunctions.FnvOfNumber);
        ScalarFunctions.Register<string, string>(connection, "rs_initcap", TextFunctions.InitCap);
        ScalarFunctions.Value<int, int>(connection, "rs_not_negative", TextFunctions.NotNegative);
        ScalarFunctions.Value<int, int>(connection, "rs_part_number", TextFunctions.PartNumber);
        ScalarFunctions.Register<int, string>(connection, "rs_chr", TextFunctions.Character);
        ScalarFunctions.Register<string, string>(connection, "rs_quote_ident", TextFunctions.QuoteIdent);
        ScalarFunctions.Register<string, string>(connection, "rs_soundex", TextFunctions.Soundex);
        ScalarFunctions.Value<string, string, int>(connection, "rs_difference", TextFunctions.Difference);
        ScalarFunctions.Value<string, string, int>(connection, "rs_octetindex", TextFunctions.OctetIndex);
        ScalarFunctions.Register<string, string>(connection, "rs_listagg", TextFunctions.CheckListAgg);
        ScalarFunctions.Register<string, string>(connection, "rs_similar", TextFunctions.SimilarPattern);
        ScalarFunctions.Register<string, string>(connection, "rs_hex", BinaryFunctions.Hex);
        ScalarFunctions.Register<string, string>(connection, "rs_binary_hex", BinaryFunctions.BinaryAsHex);
        ScalarFunctions.Value<string, int, int>(connection, "rs_getbit", BinaryFunctions.GetBit);
        ScalarFunctions.Value<string, string, string, bool>(connection, "rs_regexp_matches", RegularExpression.Matches);
        ScalarFunctions.Value<string, string, string, int>(connection, "rs_regexp_count", RegularExpression.Count);
        ScalarFunctions.Register<string, string, string, string, string>(connection, "rs_regexp_replace", RegularExpression.Replace);
        ScalarFunctions.Register<string, string, string, string>(connection, "rs_regexp_substr", RegularExpression.Extract);
        ScalarFunctions.Value<string, string, string, int>(connection, "rs_regexp_instr", RegularExpression.Find);
    }

    private static void RegisterSuper(DuckDBConnection connection)
    {
        ScalarFunctions.Register<string, string>(connection, "rs_json_parse", JsonText.Parse);
        ScalarFunctions.Value<string, string, bool>(connection, "rs_json_valid", SuperPath.IsValid);
        ScalarFunctions.Register<string, string, bool, string>(connection, "rs_json_path", SuperPath.PathText);
        ScalarFunctions.Register<string, int, bool, string>(connection, "rs_json_element", SuperPath.Element);
        ScalarFunctions.Value<string, bool, int>(connection, "rs_json_length", SuperPath.Length);
        ScalarFunctions.Register<string, string, string>(connection, "rs_super_path", SuperPath.Navigate);
        ScalarFunctions.Register<string, bool, string>(connection, "rs_super_items", SuperPath.Items);
        ScalarFunctions.Register<string, string>(connection, "rs_super_names", SuperPath.Names);
        ScalarFunctions.Register<string, string>(connection, "rs_super_typeof", SuperValue.TypeOf);
        ScalarFunctions.Value<string, string, bool>(connection, "rs_super_is", SuperValue.Is);
        ScalarFunctions.Register<string, string>(connection, "rs_super_text", SuperValue.Text);
        ScalarFunctions.Value<string, bool>(connection, "rs_super_bool", SuperValue.Boolean);
        ScalarFunctions.Value<string, long>(connection, "rs_super_bigint", SuperValue.Integer);
        ScalarFunctions.Value<string, int>(connection, "rs_super_length", SuperValue.Length);
        ScalarFunctions.Value<string, bool, int>(connection, "rs_super_digits", SuperValue.Digits);
        ScalarFunctions.Register<string, string>(connection, "rs_super_key", SuperValue.Key);
        ScalarFunctions.Value<string, string, int>(connection, "rs_super_compare", SuperValue.Compare);
        ScalarFunctions.Register<string, string, string>(connection, "rs_array_concat", SuperValue.Concat);
        ScalarFunctions.Register<string, string>(connection, "rs_array_flatten", SuperValue.Flatten);
        ScalarFunctions.Register<string, int, int, string>(connection, "rs_subarray", SuperValue.Subarray);
        ScalarFunctions.Register<string, string, string>(connection, "rs_split_to_array", SuperValue.Split);
    }

    private static long Divide(long a, long b) =>
        b == 0 ? throw Failure("22012", "Divide by zero") : b == -1 ? Negate(a) : a / b;

    private static long Negate(long value) => value == long.MinValue ? throw Failure("22003", "Overflow (Long)") : -value;

    private static long Modulo(long a, long b) => b == 0 ? throw Failure("22012", "Divide by zero") : b == -1 ? 0 : a % b;

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

    /// <summary>Places after the point are cut; negative ones count before it.</summary>
    private static string TruncateDecimal(string number, int places)
    {
        var (value, scale) = Unscaled(number);
        var cut = scale - Math.Clamp(places, -38, scale);
        var power = BigInteger.Pow(10, cut);
        return Scaled(value / power * power, scale);
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

    internal static Exception Failure(string sqlState, string message) => new InvalidOperationException($"rs:{sqlState}:{message}");
}
