using System.Buffers.Text;

namespace RedshiftIntegration.Testing.Loading;

/// <summary>The forms that COPY reads without DATEFORMAT and TIMEFORMAT: YYYY-MM-DD and YYYY-MM-DD HH:MI:SS with a fraction (AWS: r_DATEFORMAT_and_TIMEFORMAT_strings).</summary>
internal static class PlainDates
{
    private const int DateLength = 10;

    /// <summary>What follows the date after a blank is left out.</summary>
    public static DateTime? Date(ReadOnlySpan<byte> text)
    {
        text = text.Trim(" \t"u8);
        return text.Length == DateLength || (text.Length > DateLength && text[DateLength] == ' ') ? Day(text) : null;
    }

    public static bool Timestamp(ReadOnlySpan<byte> text, bool zoned, out DateTime moment, out TimeSpan? offset)
    {
        (moment, offset) = (default, null);
        text = text.Trim(" \t"u8);
        if (text.Length <= DateLength + 1 || text[DateLength] != ' ' || Day(text) is not { } day || !Time(text[(DateLength + 1)..], out var time, out var length))
        {
            return false;
        }

        moment = day + time;
        var rest = text[(DateLength + 1 + length)..].Trim(" "u8);
        if (zoned && !rest.IsEmpty)
        {
            offset = Offset(rest);
            return offset is not null;
        }

        return rest.IsEmpty;
    }

    /// <summary>HH:MI:SS with up to six digits more, further ones are left out.</summary>
    public static bool Time(ReadOnlySpan<byte> text, out TimeSpan time, out int length)
    {
        (time, length) = (default, 8);
        if (text.Length < length || text[2] != ':' || text[5] != ':' || !Number(text[..2], out var hour) || !Number(text[3..5], out var minute) || !Number(text[6..8], out var second)
            || hour > 23 || minute > 59 || second > 59)
        {
            return false;
        }

        time = new TimeSpan(hour, minute, second);
        if (text.Length > length && text[length] == '.')
        {
            var unit = 100_000;
            for (length++; length < text.Length && text[length] is >= (byte)'0' and <= (byte)'9'; length++, unit /= 10)
            {
                time += TimeSpan.FromMicroseconds((text[length] - '0') * unit);
            }
        }

        return true;
    }

    /// <summary>+HH, +HHMM, +HH:MM or Z.</summary>
    public static TimeSpan? Offset(ReadOnlySpan<byte> text)
    {
        if (text is [(byte)'Z' or (byte)'z'])
        {
            return TimeSpan.Zero;
        }

        if (text[0] is not ((byte)'+' or (byte)'-') || text.Length is < 2 or > 6)
        {
            return null;
        }

        var colon = text.IndexOf((byte)':');
        var hours = colon > 0 ? text[1..colon] : text.Length > 3 ? text[1..^2] : text[1..];
        var minutes = colon > 0 ? text[(colon + 1)..] : text.Length > 3 ? text[^2..] : "0"u8;
        if (!Number(hours, out var h) || !Number(minutes, out var m) || h > 15 || m > 59)
        {
            return null;
        }

        var offset = new TimeSpan(h, m, 0);
        return text[0] == '-' ? -offset : offset;
    }

    private static DateTime? Day(ReadOnlySpan<byte> text) =>
        text[4] == '-' && text[7] == '-' && Number(text[..4], out var year) && Number(text[5..7], out var month) && Number(text[8..10], out var day)
        && year >= 1 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month)
            ? new DateTime(year, month, day, 0, 0, 0, DateTimeKind.Unspecified)
            : null;

    private static bool Number(ReadOnlySpan<byte> digits, out int value)
    {
        value = 0;
        return !digits.IsEmpty && digits[0] is >= (byte)'0' and <= (byte)'9' && Utf8Parser.TryParse(digits, out value, out var length) && length == digits.Length;
    }
}
