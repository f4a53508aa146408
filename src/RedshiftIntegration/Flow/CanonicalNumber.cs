using System.Globalization;

namespace RedshiftIntegration.Flow;

/// <summary>Reads numbers in canonical text strictly: what does not fit exactly is refused, never rounded.</summary>
internal static class CanonicalNumber
{
    /// <summary>More digits than an Int64 is sure to hold.</summary>
    private const int SafeInt64Digits = 18;

    private static readonly Int128[] Powers = MakePowers();
    private static readonly long[] LongPowers = [.. Powers.Take(SafeInt64Digits + 1).Select(p => (long)p)];

    public static Int128 PowerOfTen(int exponent) => Powers[exponent];

    public static bool TryInt64(ReadOnlySpan<byte> text, out long value)
    {
        bool negative = TakeSign(ref text);
        value = 0;
        if (text.IsEmpty)
        {
            return false;
        }

        if (text.Length > SafeInt64Digits)
        {
            return TryWideInt64(text, negative, out value);
        }

        foreach (byte b in text)
        {
            uint digit = (uint)(b - '0');
            if (digit > 9)
            {
                return false;
            }

            value = (value * 10) + digit;
        }

        value = negative ? -value : value;
        return true;
    }

    /// <summary>As <see cref="TryInt64"/>; zeros after the point count for nothing, as in a DECIMAL's text.</summary>
    public static bool TryWhole(ReadOnlySpan<byte> text, out long value)
    {
        int point = text.IndexOf((byte)'.');
        bool isWhole = point < 0 || (point < text.Length - 1 && text[(point + 1)..].IndexOfAnyExcept((byte)'0') < 0);
        value = 0;
        return isWhole && TryInt64(point < 0 ? text : text[..point], out value);
    }

    /// <summary>The unscaled value at <paramref name="scale"/>; false for a text that is no plain decimal number, is too wide, or has more non-zero digits after the point.</summary>
    public static bool TryDecimal(ReadOnlySpan<byte> text, int precision, int scale, out long unscaled)
    {
        unscaled = 0;
        bool negative = TakeSign(ref text);
        int digits = 0;
        int fraction = -1;
        foreach (byte b in text)
        {
            uint digit = (uint)(b - '0');
            if (digit <= 9)
            {
                if (fraction >= 0 && fraction++ >= scale)
                {
                    if (digit != 0)
                    {
                        return false;
                    }

                    continue;
                }

                if (unscaled > 99_999_999_999_999_999)
                {
                    return false;
                }

                unscaled = (unscaled * 10) + digit;
                digits++;
            }
            else if (b == '.' && fraction < 0)
            {
                fraction = 0;
            }
            else
            {
                return false;
            }
        }

        int missing = scale - Math.Clamp(fraction, 0, scale);
        if (digits == 0 || unscaled >= LongPowers[precision - missing])
        {
            return false;
        }

        unscaled *= LongPowers[missing];
        unscaled = negative ? -unscaled : unscaled;
        return true;
    }

    /// <summary>As <see cref="TryDecimal(ReadOnlySpan{byte}, int, int, out long)"/>, up to 38 digits.</summary>
    public static bool TryDecimal(ReadOnlySpan<byte> text, int precision, int scale, out Int128 unscaled)
    {
        unscaled = 0;
        bool negative = TakeSign(ref text);
        int digits = 0;
        int fraction = -1;
        foreach (byte b in text)
        {
            uint digit = (uint)(b - '0');
            if (b == '.' && fraction < 0)
            {
                fraction = 0;
                continue;
            }

            if (digit > 9)
            {
                return false;
            }

            if (fraction >= 0 && fraction++ >= scale)
            {
                if (digit != 0)
                {
                    return false;
                }

                continue;
            }

            if (unscaled >= Powers[37])
            {
                return false;
            }

            unscaled = (unscaled * 10) + digit;
            digits++;
        }

        int missing = scale - Math.Clamp(fraction, 0, scale);
        if (digits == 0 || unscaled >= Powers[precision - missing])
        {
            return false;
        }

        unscaled *= Powers[missing];
        unscaled = negative ? -unscaled : unscaled;
        return true;
    }

    public static bool TryDouble(ReadOnlySpan<byte> text, out double value) =>
        double.TryParse(text, NumberStyles.Float & ~(NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite), CultureInfo.InvariantCulture, out value)
        && double.IsFinite(value);

    public static bool TryBoolean(ReadOnlySpan<byte> text, out bool value)
    {
        value = text is [(byte)'1'] or [(byte)'t'] || Ascii(text, "true"u8);
        return value || text is [(byte)'0'] or [(byte)'f'] || Ascii(text, "false"u8);
    }

    /// <summary>The canonical text of an unscaled decimal.</summary>
    public static string DecimalText(Int128 unscaled, int scale)
    {
        string digits = Int128.Abs(unscaled).ToString(CultureInfo.InvariantCulture).PadLeft(scale + 1, '0');
        string sign = unscaled < 0 ? "-" : string.Empty;
        return scale == 0 ? sign + digits : $"{sign}{digits[..^scale]}.{digits[^scale..]}";
    }

    private static bool Ascii(ReadOnlySpan<byte> text, ReadOnlySpan<byte> lower) => System.Text.Ascii.EqualsIgnoreCase(text, lower);

    private static bool TryWideInt64(ReadOnlySpan<byte> text, bool negative, out long value)
    {
        Int128 wide = 0;
        value = 0;
        foreach (byte b in text)
        {
            uint digit = (uint)(b - '0');
            if (digit > 9 || wide > long.MaxValue)
            {
                return false;
            }

            wide = (wide * 10) + digit;
        }

        wide = negative ? -wide : wide;
        if (wide < long.MinValue || wide > long.MaxValue)
        {
            return false;
        }

        value = (long)wide;
        return true;
    }

    private static bool TakeSign(ref ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty || text[0] is not ((byte)'-' or (byte)'+'))
        {
            return false;
        }

        bool negative = text[0] == '-';
        text = text[1..];
        return negative;
    }

    private static Int128[] MakePowers()
    {
        Int128[] powers = new Int128[39];
        powers[0] = 1;
        for (int i = 1; i < powers.Length; i++)
        {
            powers[i] = powers[i - 1] * 10;
        }

        return powers;
    }
}
