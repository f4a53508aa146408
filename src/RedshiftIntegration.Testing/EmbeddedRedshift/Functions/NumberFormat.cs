using System.Globalization;
using System.Numerics;
using System.Text;
using RedshiftIntegration.Testing.Engine;

namespace RedshiftIntegration.Testing.Functions;

/// <summary>TO_CHAR of numbers: 9, 0, point, comma, D, G, FM, S, MI and literal characters.</summary>
internal static class NumberFormat
{
    public static string Print(string number, string format)
    {
        var upper = format.ToUpperInvariant();
        var fill = !upper.Contains("FM", StringComparison.Ordinal);
        var body = upper.Replace("FM", "", StringComparison.Ordinal).Replace('D', '.').Replace('G', ',');
        if (body.Any(c => !"90.,SMI".Contains(c, StringComparison.Ordinal)))
        {
            throw EngineFunctions.Failure("0A000", $"the pattern {format} is not supported by EmbeddedRedshift for numbers");
        }

        var sign = body.StartsWith('S') ? 'S' : body.EndsWith("MI", StringComparison.Ordinal) ? 'M' : body.EndsWith('S') ? 'E' : ' ';
        body = body.Trim('S').Replace("MI", "", StringComparison.Ordinal);
        var point = body.IndexOf('.', StringComparison.Ordinal);
        var whole = point < 0 ? body : body[..point];
        var decimals = point < 0 ? 0 : body.Length - point - 1;
        var (negative, digits, fraction) = Round(number, decimals);
        var text = Whole(whole, digits);
        if (text is null)
        {
            return (negative ? "-" : fill ? " " : "") + body.Replace('9', '#').Replace('0', '#');
        }

        var tail = point < 0 ? "" : "." + (fill ? fraction : TrimZeros(fraction, body[(point + 1)..]));
        return Signed(text, tail, negative, sign, fill);
    }

    /// <summary>Digits and places of TO_NUMBER's result.</summary>
    public static (int Digits, int Scale) Width(string format)
    {
        var digits = format.ToUpperInvariant().Replace('D', '.').Where(c => c is '9' or '0' or '.').ToList();
        var point = digits.IndexOf('.');
        return (digits.Count(c => c != '.'), point < 0 ? 0 : digits.Count - point - 1);
    }

    /// <summary>TO_NUMBER: separators and signs stand where the format has them; more digits than the format has are refused.</summary>
    public static string Parse(string text, string format)
    {
        if (format.ToUpperInvariant().Any(c => !"90.,DGSMIPLFR ".Contains(c, StringComparison.Ordinal)))
        {
            throw EngineFunctions.Failure("0A000", $"the pattern {format} is not supported by EmbeddedRedshift for TO_NUMBER");
        }

        var body = text.Trim();
        var isNegative = body.StartsWith('-') || body.EndsWith('-') || (body.StartsWith('<') && body.EndsWith('>'));
        body = body.Trim('-', '+', '<', '>', ' ', '$').Replace(",", "", StringComparison.Ordinal);
        var (digits, scale) = Width(format);
        var point = body.IndexOf('.', StringComparison.Ordinal);
        var (whole, fraction) = point < 0 ? (body, "") : (body[..point], body[(point + 1)..]);
        return whole.Length + fraction.Length == 0 || whole.Concat(fraction).Any(c => !char.IsAsciiDigit(c)) || whole.TrimStart('0').Length > digits - scale || fraction.TrimEnd('0').Length > scale
            ? throw EngineFunctions.Failure("22P02", $"\"{text}\" doesn't fit the format \"{format}\"")
            : $"{(isNegative ? "-" : "")}{whole.PadLeft(1, '0')}.{fraction.PadRight(1, '0')}";
    }

    private static string TrimZeros(string fraction, string pattern)
    {
        var kept = pattern.LastIndexOf('0') + 1;
        var end = fraction.Length;
        while (end > kept && fraction[end - 1] == '0')
        {
            end--;
        }

        return fraction[..end];
    }

    private static string Signed(string whole, string tail, bool negative, char sign, bool fill)
    {
        var trimmed = whole.TrimStart(' ');
        var blanks = fill ? whole.Length - trimmed.Length : 0;
        var mark = sign switch { 'S' => negative ? "-" : "+", ' ' => negative ? "-" : fill ? " " : "", _ => "" };
        var after = sign switch { 'M' => negative ? "-" : fill ? " " : "", 'E' => negative ? "-" : "+", _ => "" };
        return new string(' ', blanks) + mark + trimmed + tail + after;
    }

    /// <summary>The digits put into the pattern from the right; null when they don't fit.</summary>
    private static string? Whole(string pattern, string digits)
    {
        var result = new StringBuilder();
        var at = digits.Length - 1;
        var firstZero = pattern.IndexOf('0', StringComparison.Ordinal);
        for (var i = pattern.Length - 1; i >= 0; i--)
        {
            var forced = firstZero >= 0 && i >= firstZero;
            if (pattern[i] == ',')
            {
                result.Insert(0, at >= 0 || forced ? ',' : ' ');
            }
            else
            {
                result.Insert(0, at >= 0 ? digits[at] : forced ? '0' : ' ');
                at--;
            }
        }

        return at >= 0 ? null : result.ToString();
    }

    private static (bool Negative, string Whole, string Fraction) Round(string number, int decimals)
    {
        var negative = number.StartsWith('-');
        var text = number.TrimStart('-', '+');
        if (text.Contains('e', StringComparison.OrdinalIgnoreCase))
        {
            text = decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture);
        }

        var point = text.IndexOf('.', StringComparison.Ordinal);
        var whole = point < 0 ? text : text[..point];
        var fraction = (point < 0 ? "" : text[(point + 1)..]).PadRight(decimals + 1, '0');
        var unscaled = BigInteger.Parse(whole + fraction[..decimals], CultureInfo.InvariantCulture) + (fraction[decimals] >= '5' ? 1 : 0);
        var digits = unscaled.ToString(CultureInfo.InvariantCulture).PadLeft(decimals + 1, '0');
        var head = digits[..^decimals].TrimStart('0');
        return (negative && !unscaled.IsZero, head.Length == 0 && decimals == 0 ? "0" : head, digits[^decimals..]);
    }
}
