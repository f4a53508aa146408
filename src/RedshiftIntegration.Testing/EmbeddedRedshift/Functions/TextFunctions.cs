using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using RedshiftIntegration.Testing.Engine;

namespace RedshiftIntegration.Testing.Functions;

/// <summary>Bodies of text functions that DuckDB lacks or understands otherwise.</summary>
internal static class TextFunctions
{
    /// <summary>STRTOL: signed 64-bit, base 2 to 36; an empty text is 0.</summary>
    public static long StringToLong(string text, int radix)
    {
        if (radix is < 2 or > 36)
        {
            throw EngineFunctions.Failure("22023", $"Invalid base {radix}: STRTOL takes 2 to 36");
        }

        var digits = text.AsSpan().Trim();
        var negative = digits.StartsWith("-", StringComparison.Ordinal);
        digits = digits.Length > 0 && digits[0] is '-' or '+' ? digits[1..] : digits;
        if (radix == 16 && digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
        {
            digits = digits[2..];
        }

        // The null character ends a number.
        digits = digits.IndexOf('\0') is var end and >= 0 ? digits[..end] : digits;
        Int128 value = 0;
        foreach (var c in digits)
        {
            var digit = char.IsAsciiDigit(c) ? c - '0' : char.IsAsciiLetter(c) ? char.ToLowerInvariant(c) - 'a' + 10 : 99;
            if (digit >= radix)
            {
                throw EngineFunctions.Failure("22P02", $"The input {text} is not valid to be converted to base {radix}");
            }

            value = (value * radix) + digit;
            if (value > (Int128)long.MaxValue + 1)
            {
                throw EngineFunctions.Failure("22003", $"The value {text} is out of range for STRTOL");
            }
        }

        value = negative ? -value : value;
        return value > long.MaxValue ? throw EngineFunctions.Failure("22003", $"The value {text} is out of range for STRTOL") : (long)value;
    }

    public static string Sha2(string text, int bits)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return bits switch
        {
            0 or 256 => Convert.ToHexStringLower(SHA256.HashData(bytes)),
            384 => Convert.ToHexStringLower(SHA384.HashData(bytes)),
            512 => Convert.ToHexStringLower(SHA512.HashData(bytes)),
            _ => throw EngineFunctions.Failure("22023", $"SHA2 takes 0, 256, 384 or 512 bits, not {bits}"),
        };
    }

    public static int NotNegative(int length) => length >= 0 ? length : throw EngineFunctions.Failure("22011", "negative substring length not allowed");

    public static int PartNumber(int part) => part > 0 ? part : throw EngineFunctions.Failure("22023", "field position must be greater than zero");

    /// <summary>AWS: r_CHR. The character of a code point.</summary>
    public static string Character(int code) => Rune.IsValid(code) && code > 0 ? new Rune(code).ToString() : throw EngineFunctions.Failure("22023", $"requested character {code} is not valid");

    /// <summary>AWS: OCTETINDEX. The position in bytes, 0 where there is none.</summary>
    public static int OctetIndex(string part, string text)
    {
        var index = text.IndexOf(part, StringComparison.Ordinal);
        return index < 0 ? 0 : Encoding.UTF8.GetByteCount(text.AsSpan(0, index)) + 1;
    }

    /// <summary>AWS: r_QUOTE_IDENT. Quotes only where a name needs them.</summary>
    public static string QuoteIdent(string name) =>
        name.Length > 0 && (char.IsAsciiLetterLower(name[0]) || name[0] == '_') && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_')
            && !Syntax.ReservedWords.Contains(name.ToUpperInvariant())
            ? name : $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>AWS: SOUNDEX. American Soundex of the English letters.</summary>
    public static string Soundex(string text)
    {
        const string Codes = "01230120022455012623010202";
        var result = new StringBuilder(4);
        var last = '0';
        foreach (var c in text.Where(char.IsAsciiLetter).Select(char.ToUpperInvariant))
        {
            var code = Codes[c - 'A'];
            if (result.Length == 0)
            {
                result.Append(c);
            }
            else if (code != '0' && code != last && result.Length < 4)
            {
                result.Append(code);
            }

            // H and W don't part two letters of one code, vowels do.
            last = c is 'H' or 'W' ? last : code;
        }

        return result.Length == 0 ? "" : result.ToString().PadRight(4, '0');
    }

    /// <summary>AWS: DIFFERENCE. How many of the four Soundex characters agree.</summary>
    public static int Difference(string a, string b) => Soundex(a).Zip(Soundex(b), (x, y) => x == y ? 1 : 0).Sum();

    /// <summary>Monday is 1.</summary>
    public static int Weekday(string name)
    {
        var text = name.Trim().ToLowerInvariant();
        var day = text switch
        {
            "m" or "mo" or "mon" or "monday" => 1,
            "tu" or "tue" or "tues" or "tuesday" => 2,
            "w" or "we" or "wed" or "wednesday" => 3,
            "th" or "thu" or "thurs" or "thursday" => 4,
            "f" or "fr" or "fri" or "friday" => 5,
            "sa" or "sat" or "saturday" => 6,
            "su" or "sun" or "sunday" => 7,
            _ => 0,
        };
        return day > 0 ? day : throw EngineFunctions.Failure("22023", $"\"{name}\" is not a day of the week");
    }

    /// <summary>AWS: r_LISTAGG.</summary>
    public static string CheckListAgg(string text) =>
        Encoding.UTF8.GetByteCount(text) <= 65535 ? text : throw EngineFunctions.Failure("XX000", "Result size exceeds LISTAGG limit");

    public static string InitCap(string text)
    {
        var result = new StringBuilder(text.Length);
        var start = true;
        foreach (var c in text)
        {
            result.Append(start ? char.ToUpperInvariant(c) : char.ToLowerInvariant(c));
            start = !char.IsLetterOrDigit(c);
        }

        return result.ToString();
    }

    /// <summary>A SIMILAR TO pattern as the regular expression of the whole text.</summary>
    public static string SimilarPattern(string pattern)
    {
        var result = new StringBuilder("(?s)^(?:");
        var inBrackets = false;
        for (var i = 0; i < pattern.Length; i++)
        {
            var c = pattern[i];
            if (c == '\\' && i + 1 < pattern.Length)
            {
                result.Append('\\').Append(pattern[++i]);
            }
            else if (inBrackets)
            {
                inBrackets = c != ']';
                result.Append(c);
            }
            else if (c == '[')
            {
                inBrackets = true;
                result.Append(c);
            }
            else
            {
                result.Append(c switch { '%' => ".*", '_' => ".", '.' => "\\.", '^' => "\\^", '$' => "\\$", _ => c.ToString() });
            }
        }

        return result.Append(")$").ToString();
    }

    /// <summary>AWS: r_Boolean_type. true, t, yes, y, 1 and their opposites only.</summary>
    public static bool ParseBoolean(string text) => TryParseBoolean(text) ?? throw EngineFunctions.Failure("22P02", $"invalid input syntax for type boolean: \"{text}\"");

    public static bool? TryParseBoolean(string text) => text.Trim().ToLowerInvariant() switch
    {
        "true" or "t" or "yes" or "y" or "1" => true,
        "false" or "f" or "no" or "n" or "0" => false,
        _ => null,
    };

    /// <summary>DuckDB's cast would round '1.7'.</summary>
    public static long ParseInteger(string text)
    {
        var digits = text.AsSpan().Trim();
        if (long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value))
        {
            return value;
        }

        var number = digits.TrimStart("+-");
        throw number.Length > 0 && !number.ContainsAnyExceptInRange('0', '9')
            ? EngineFunctions.Failure("22003", $"value \"{text}\" is out of range for type bigint")
            : EngineFunctions.Failure("22P02", $"invalid input syntax for integer: \"{text}\"");
    }

    /// <summary>A text that is too large for a double is no infinity.</summary>
    public static double ParseDouble(string text)
    {
        var digits = text.Trim();
        if (!double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
        {
            throw EngineFunctions.Failure("22P02", $"invalid input syntax for type double precision: \"{text}\"");
        }

        return double.IsInfinity(value) && char.IsAsciiDigit(digits[^1])
            ? throw EngineFunctions.Failure("22003", $"\"{text}\" is out of range for type double precision")
            : value;
    }

    /// <summary>The text, where it is a number as PostgreSQL writes numbers: DuckDB takes underscores too.</summary>
    public static string CheckDecimal(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _) && text.TrimEnd()[^1] is '.' or (>= '0' and <= '9')
            ? text
            : throw EngineFunctions.Failure("22P02", $"invalid input syntax for type numeric: \"{text}\"");
}
