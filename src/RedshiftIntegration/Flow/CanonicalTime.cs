using System.Globalization;

namespace RedshiftIntegration.Flow;

/// <summary>Reads dates and times in canonical text strictly, and writes them: days and microseconds since 1970-01-01.</summary>
internal static class CanonicalTime
{
    public const long MicrosecondsPerDay = 86_400_000_000;
    private const int DateLength = 10;
    private static readonly int EpochDay = new DateOnly(1970, 1, 1).DayNumber;
    private static ReadOnlySpan<byte> DaysInMonth => [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

    // Days before each month of a year that begins in March (so that a leap day is the last).
    private static ReadOnlySpan<short> DaysBefore => [306, 337, 0, 31, 61, 92, 122, 153, 184, 214, 245, 275];

    /// <summary><c>yyyy-MM-dd</c>, 0001-01-01 to 9999-12-31.</summary>
    public static bool TryDate(ReadOnlySpan<byte> text, out int days)
    {
        days = 0;
        if (text.Length != DateLength || text[4] != '-' || text[7] != '-')
        {
            return false;
        }

        int year = (Two(text, 0) * 100) + Two(text, 2);
        int month = Two(text, 5);
        int day = Two(text, 8);
        if (year < 1 || (uint)(month - 1) > 11 || day < 1 || Two(text, 0) < 0 || Two(text, 2) < 0)
        {
            return false;
        }

        bool leapDay = month == 2 && day == 29 && DateTime.IsLeapYear(year);
        if (day > DaysInMonth[month - 1] && !leapDay)
        {
            return false;
        }

        int shifted = month <= 2 ? year - 1 : year;
        days = (365 * shifted) + (shifted / 4) - (shifted / 100) + (shifted / 400) + DaysBefore[month - 1] + day - 1 - 719_468;
        return true;
    }

    /// <summary><c>yyyy-MM-dd HH:mm:ss[.ffffff]</c>; also a date alone, and <c>T</c> between date and time. Digits after the sixth must be zero.</summary>
    public static bool TryTimestamp(ReadOnlySpan<byte> text, out long microseconds)
    {
        microseconds = 0;
        if (text.Length < DateLength || !TryDate(text[..DateLength], out int days))
        {
            return false;
        }

        long time = 0;
        if (text.Length > DateLength
            && (text[DateLength] is not ((byte)' ' or (byte)'T') || !TryClock(text[(DateLength + 1)..], out time) || time is < 0 or >= MicrosecondsPerDay))
        {
            return false;
        }

        microseconds = (days * MicrosecondsPerDay) + time;
        return true;
    }

    /// <summary><c>[-]H..H:mm:ss[.ffffff]</c>, hours up to 838 as MySQL's TIME has them.</summary>
    public static bool TryClock(ReadOnlySpan<byte> text, out long microseconds)
    {
        microseconds = 0;
        bool negative = !text.IsEmpty && text[0] == '-';
        text = negative ? text[1..] : text;
        int colon = text.IndexOf((byte)':');
        if (colon is < 1 or > 4 || text.Length < colon + 6 || text[colon + 3] != ':' || !CanonicalNumber.TryInt64(text[..colon], out long hours) || text[0] is (byte)'+' or (byte)'-')
        {
            return false;
        }

        int minutes = Two(text, colon + 1);
        int seconds = Two(text, colon + 4);
        if ((uint)minutes > 59 || (uint)seconds > 59 || !TryFraction(text[(colon + 6)..], out int fraction))
        {
            return false;
        }

        long value = ((((hours * 60) + minutes) * 60) + seconds) * 1_000_000 + fraction;
        microseconds = negative ? -value : value;
        return true;
    }

    public static string DateText(int days) => DateOnly.FromDayNumber(days + EpochDay).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string TimestampText(long microseconds) =>
        DateTime.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond).ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture);

    /// <summary><c>[-]HH:mm:ss.ffffff</c>; hours have more digits where they need them.</summary>
    public static string ClockText(long microseconds)
    {
        (long seconds, long fraction) = Math.DivRem(Math.Abs(microseconds), 1_000_000);
        return string.Create(CultureInfo.InvariantCulture, $"{(microseconds < 0 ? "-" : string.Empty)}{seconds / 3_600:00}:{seconds / 60 % 60:00}:{seconds % 60:00}.{fraction:000000}");
    }

    public static long Microseconds(DateTime value) => (value.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    public static int Days(DateOnly value) => value.DayNumber - EpochDay;

    private static bool TryFraction(ReadOnlySpan<byte> text, out int microseconds)
    {
        microseconds = 0;
        if (text.IsEmpty)
        {
            return true;
        }

        if (text[0] != '.' || text.Length == 1)
        {
            return false;
        }

        text = text[1..];
        for (int i = 0; i < Math.Max(6, text.Length); i++)
        {
            uint digit = i < text.Length ? (uint)(text[i] - '0') : 0;
            if (digit > 9 || (i >= 6 && digit != 0))
            {
                return false;
            }

            microseconds = i < 6 ? (microseconds * 10) + (int)digit : microseconds;
        }

        return true;
    }

    /// <summary>Two digits, or something far below zero.</summary>
    private static int Two(ReadOnlySpan<byte> text, int at)
    {
        uint tens = (uint)(text[at] - '0');
        uint ones = (uint)(text[at + 1] - '0');
        return tens > 9 || ones > 9 ? -100_000 : (int)((tens * 10) + ones);
    }
}
