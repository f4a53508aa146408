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
        digits = digits.TrimStart('-');
        if (radix == 16 && digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
        {
            digits = digits[2..];
        }

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
    public static bool ParseBoolean(string text) => text.Trim().ToLowerInvariant() switch
    {
        "true" or "t" or "yes" or "y" or "1" => true,
        "false" or "f" or "no" or "n" or "0" => false,
        _ => throw EngineFunctions.Failure("22P02", $"invalid input syntax for type boolean: \"{text}\""),
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
}
