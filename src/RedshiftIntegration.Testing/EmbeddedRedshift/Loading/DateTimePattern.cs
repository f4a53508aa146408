using System.Collections.Immutable;
using System.Globalization;

namespace RedshiftIntegration.Testing.Loading;

/// <summary>A DATEFORMAT or TIMEFORMAT string. HH is the hour of the day here, not of half a day as in TO_CHAR (AWS: r_DATEFORMAT_and_TIMEFORMAT_strings).</summary>
internal sealed class DateTimePattern
{
    // Longest first.
    private static readonly string[] Parts = ["MONTH", "YYYY", "HH24", "HH12", "MON", "YY", "MM", "DD", "HH", "MI", "SS", "AM", "PM"];

    private readonly ImmutableArray<string> items;

    private DateTimePattern(ImmutableArray<string> items) => this.items = items;

    public static DateTimePattern Parse(string format)
    {
        var parts = ImmutableArray.CreateBuilder<string>();
        for (var at = 0; at < format.Length;)
        {
            var part = Array.Find(Parts, p => string.Compare(format, at, p, 0, p.Length, StringComparison.OrdinalIgnoreCase) == 0) ?? format.Substring(at, 1);
            parts.Add(part);
            at += part.Length;
        }

        return new DateTimePattern(parts.ToImmutable());
    }

    /// <summary>Whether the whole text fits; null when it doesn't.</summary>
    public DateTime? Read(string text)
    {
        var moment = new Moment();
        var at = 0;
        foreach (var item in items)
        {
            at = Read(text, at, item, moment);
            if (at < 0)
            {
                return null;
            }
        }

        return text.AsSpan(at).TrimEnd().IsEmpty ? moment.ToDateTime() : null;
    }

    /// <summary>Gives where the text goes on; negative when the item doesn't fit.</summary>
    private static int Read(string text, int at, string item, Moment moment)
    {
        switch (item)
        {
            case "YYYY": return Number(text, at, 4, out moment.Year);
            case "YY":
                at = Number(text, at, 2, out var year);
                moment.Year = year < 70 ? 2000 + year : 1900 + year;
                return at;
            case "MM": return Number(text, at, 2, out moment.Month);
            case "DD": return Number(text, at, 2, out moment.Day);
            case "HH" or "HH24" or "HH12": return Number(text, at, 2, out moment.Hour);
            case "MI": return Number(text, at, 2, out moment.Minute);
            case "SS": return Fraction(text, Number(text, at, 2, out moment.Second), moment);
            case "MON" or "MONTH": return Month(text, at, moment);
            case "AM" or "PM": return HalfOfDay(text, at, moment);
            default: return at < text.Length && text[at] == item[0] ? at + 1 : -1;
        }
    }

    private static int Number(string text, int at, int digits, out int value)
    {
        var start = at;
        for (value = 0; at < text.Length && at - start < digits && char.IsAsciiDigit(text[at]); at++)
        {
            value = (value * 10) + text[at] - '0';
        }

        return at == start ? -1 : at;
    }

    /// <summary>Seconds may have a fraction, of which six digits are kept.</summary>
    private static int Fraction(string text, int at, Moment moment)
    {
        if (at < 0 || at >= text.Length || text[at] != '.')
        {
            return at;
        }

        var scale = 100_000;
        for (at++; at < text.Length && char.IsAsciiDigit(text[at]); at++, scale /= 10)
        {
            moment.Microsecond += (text[at] - '0') * scale;
        }

        return at;
    }

    private static int Month(string text, int at, Moment moment)
    {
        moment.Month = MonthNames.Find(text.AsSpan(at), out var length);
        return moment.Month == 0 ? -1 : at + length;
    }

    private static int HalfOfDay(string text, int at, Moment moment)
    {
        if (at + 2 > text.Length || char.ToUpperInvariant(text[at + 1]) != 'M' || char.ToUpperInvariant(text[at]) is not ('A' or 'P'))
        {
            return -1;
        }

        moment.Afternoon = char.ToUpperInvariant(text[at]) == 'P';
        return at + 2;
    }

    private sealed class Moment
    {
        public int Year = 1;
        public int Month = 1;
        public int Day = 1;
        public int Hour;
        public int Minute;
        public int Second;
        public int Microsecond;

        public bool? Afternoon { get; set; }

        public DateTime? ToDateTime()
        {
            var hour = Afternoon switch { true when Hour < 12 => Hour + 12, false when Hour == 12 => 0, _ => Hour };
            return Year is >= 1 and <= 9999 && Month is >= 1 and <= 12 && Day >= 1 && Day <= DateTime.DaysInMonth(Year, Month) && hour <= 23 && Minute <= 59 && Second <= 59
                ? new DateTime(Year, Month, Day, hour, Minute, Second, DateTimeKind.Unspecified).AddMicroseconds(Microsecond)
                : null;
        }
    }
}

/// <summary>English months, whole or by three letters.</summary>
internal static class MonthNames
{
    /// <summary>The month that the text begins with, from 1; 0 for none.</summary>
    public static int Find(ReadOnlySpan<char> text, out int length)
    {
        for (var month = 1; month <= 12; month++)
        {
            var name = CultureInfo.InvariantCulture.DateTimeFormat.GetMonthName(month);
            length = text.StartsWith(name, StringComparison.OrdinalIgnoreCase) ? name.Length : text.StartsWith(name.AsSpan(0, 3), StringComparison.OrdinalIgnoreCase) ? 3 : 0;
            if (length > 0)
            {
                return month;
            }
        }

        length = 0;
        return 0;
    }
}
