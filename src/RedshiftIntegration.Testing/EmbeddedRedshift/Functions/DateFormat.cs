using System.Globalization;
using System.Text;
using RedshiftIntegration.Testing.Engine;

namespace RedshiftIntegration.Testing.Functions;

/// <summary>TO_CHAR, TO_DATE and TO_TIMESTAMP patterns of dates.</summary>
internal static class DateFormat
{
    // Longest first, so that YYYY isn't read as two YY.
    private static readonly string[] Patterns =
    [
        "MONTH", "Month", "month", "HH24", "HH12", "YYYY", "SSSS", "A.M.", "P.M.", "a.m.", "p.m.", "DDD", "DAY", "Day", "day", "MON", "Mon", "mon", "IYYY", "YYY",
        "Dy", "DY", "dy", "IDDD", "ID", "OF", "YY", "MM", "DD", "HH", "MI", "SS", "MS", "US", "AM", "PM", "am", "pm", "IW", "WW", "CC", "TZ", "tz", "Q", "D", "J", "Y", "W",
    ];

    public static string Print(DateTime value, string format)
    {
        var result = new StringBuilder();
        var fill = true;
        for (var i = 0; i < format.Length;)
        {
            if (format[i] == '"')
            {
                i = Literal(format, i, result);
            }
            else if (string.CompareOrdinal(format, i, "FM", 0, 2) == 0)
            {
                (fill, i) = (false, i + 2);
            }
            else if (Match(format, i) is { } pattern)
            {
                i += pattern.Length;
                var text = Field(value, pattern);
                text = fill ? text : pattern is "MS" or "US" ? text : TrimFill(text);
                (fill, var suffix) = (true, Ordinal(format, i));
                result.Append(text);
                if (suffix is not null)
                {
                    result.Append(OrdinalSuffix(text, suffix));
                    i += 2;
                }
            }
            else
            {
                result.Append(format[i++]);
            }
        }

        return result.ToString();
    }

    public static DateTime Parse(string text, string format, bool isStrict)
    {
        var parts = new Parts();
        var at = 0;
        for (var i = 0; i < format.Length;)
        {
            if (string.CompareOrdinal(format, i, "FM", 0, 2) == 0)
            {
                i += 2;
            }
            else if (Match(format, i) is { } pattern)
            {
                i += pattern.Length;
                at = parts.Read(text, at, pattern, Match(format, i) is null);
            }
            else
            {
                at += at < text.Length && !char.IsLetterOrDigit(text[at]) ? 1 : 0;
                i++;
            }
        }

        return parts.ToDateTime(text, isStrict);
    }

    private static string? Match(string format, int at) =>
        Array.Find(Patterns, p => string.CompareOrdinal(format, at, p, 0, p.Length) == 0)
        ?? Array.Find(Patterns, p => string.Compare(format, at, p, 0, p.Length, StringComparison.OrdinalIgnoreCase) == 0 && p.Length > 1 && !char.IsLower(p[^1]));

    private static int Literal(string format, int at, StringBuilder result)
    {
        var end = format.IndexOf('"', at + 1);
        end = end < 0 ? format.Length : end;
        result.Append(format, at + 1, end - at - 1);
        return Math.Min(end + 1, format.Length);
    }

    private static string? Ordinal(string format, int at) =>
        string.CompareOrdinal(format, at, "TH", 0, 2) == 0 ? "TH" : string.CompareOrdinal(format, at, "th", 0, 2) == 0 ? "th" : null;

    private static string OrdinalSuffix(string number, string form)
    {
        var value = int.TryParse(number, NumberStyles.Integer, CultureInfo.InvariantCulture, out var n) ? n : 0;
        var suffix = (value % 100) is >= 11 and <= 13 ? "th" : (value % 10) switch { 1 => "st", 2 => "nd", 3 => "rd", _ => "th" };
        return form == "TH" ? suffix.ToUpperInvariant() : suffix;
    }

    private static string TrimFill(string text)
    {
        var trimmed = text.TrimEnd();
        var digits = trimmed.TrimStart('0');
        return trimmed.Length > 0 && char.IsAsciiDigit(trimmed[0]) ? (digits.Length == 0 ? "0" : digits) : trimmed;
    }

    private static string Field(DateTime t, string pattern)
    {
        string Two(int n) => n.ToString("00", CultureInfo.InvariantCulture);
        pattern = pattern.Length > 1 && pattern is not ("am" or "pm" or "a.m." or "p.m." or "tz") && !IsName(pattern) ? pattern.ToUpperInvariant() : pattern;
        return pattern switch
        {
            "YYYY" => t.Year.ToString("0000", CultureInfo.InvariantCulture),
            "YYY" => (t.Year % 1000).ToString("000", CultureInfo.InvariantCulture),
            "YY" => Two(t.Year % 100),
            "Y" => (t.Year % 10).ToString(CultureInfo.InvariantCulture),
            "IYYY" => ISOWeek.GetYear(t).ToString("0000", CultureInfo.InvariantCulture),
            "CC" => Two(((t.Year - 1) / 100) + 1),
            "MM" => Two(t.Month),
            "DD" => Two(t.Day),
            "DDD" => t.DayOfYear.ToString("000", CultureInfo.InvariantCulture),
            "D" => ((int)t.DayOfWeek + 1).ToString(CultureInfo.InvariantCulture),
            "J" => ((int)(t.Date - new DateTime(2000, 1, 1, 0, 0, 0, DateTimeKind.Unspecified)).TotalDays + 2451545).ToString(CultureInfo.InvariantCulture),
            "Q" => (((t.Month - 1) / 3) + 1).ToString(CultureInfo.InvariantCulture),
            "W" => (((t.Day - 1) / 7) + 1).ToString(CultureInfo.InvariantCulture),
            "WW" => Two(((t.DayOfYear - 1) / 7) + 1),
            "IW" => Two(ISOWeek.GetWeekOfYear(t)),
            "HH24" => Two(t.Hour),
            "HH" or "HH12" => Two(t.Hour % 12 == 0 ? 12 : t.Hour % 12),
            "MI" => Two(t.Minute),
            "SS" => Two(t.Second),
            "SSSS" => ((int)t.TimeOfDay.TotalSeconds).ToString(CultureInfo.InvariantCulture),
            "MS" => (t.Ticks / 10_000 % 1000).ToString("000", CultureInfo.InvariantCulture),
            "US" => (t.Ticks / 10 % 1_000_000).ToString("000000", CultureInfo.InvariantCulture),
            "AM" or "PM" => t.Hour < 12 ? "AM" : "PM",
            "am" or "pm" => t.Hour < 12 ? "am" : "pm",
            "A.M." or "P.M." => t.Hour < 12 ? "A.M." : "P.M.",
            "a.m." or "p.m." => t.Hour < 12 ? "a.m." : "p.m.",
            "ID" => (((int)t.DayOfWeek + 6) % 7 + 1).ToString(CultureInfo.InvariantCulture),
            "IDDD" => (((ISOWeek.GetWeekOfYear(t) - 1) * 7) + ((int)t.DayOfWeek + 6) % 7 + 1).ToString("000", CultureInfo.InvariantCulture),
            "OF" => "+00",
            "TZ" => "UTC",
            "tz" => "utc",
            _ => Name(t, pattern),
        };
    }

    private static bool IsName(string pattern) => pattern.ToUpperInvariant() is "MONTH" or "MON" or "DAY" or "DY";

    private static string Name(DateTime t, string pattern)
    {
        var culture = CultureInfo.InvariantCulture.DateTimeFormat;
        var day = pattern[0] is 'D' or 'd';
        var name = day ? culture.GetDayName(t.DayOfWeek) : culture.GetMonthName(t.Month);
        name = pattern.Length == (day ? 2 : 3) && !string.Equals(pattern, "DAY", StringComparison.OrdinalIgnoreCase) ? name[..3] : name.PadRight(9);
        return char.IsLower(pattern[0]) ? name.ToLowerInvariant() : char.IsUpper(pattern[1]) ? name.ToUpperInvariant() : name;
    }

    private sealed class Parts
    {
        private int year = 1;
        private int month = 1;
        private int day = 1;
        private int hour;
        private int minute;
        private int second;
        private int microseconds;
        private bool? afternoon;

        public int Read(string text, int at, string pattern, bool open)
        {
            if (pattern.Length > 2 && char.ToUpperInvariant(pattern[0]) == 'M' && char.ToUpperInvariant(pattern[1]) == 'O')
            {
                return ReadMonth(text, at, pattern.Length > 3);
            }

            if (pattern is "AM" or "PM" or "am" or "pm")
            {
                afternoon = at < text.Length && char.ToUpperInvariant(text[at]) == 'P';
                return Math.Min(at + 2, text.Length);
            }

            var width = pattern switch { "YYYY" => 4, "YYY" or "DDD" or "MS" => 3, "US" => 6, _ => 2 };
            var start = at;
            while (at < text.Length && char.IsAsciiDigit(text[at]) && (at - start < width || (open && pattern == "YYYY")))
            {
                at++;
            }

            if (at == start || !int.TryParse(text.AsSpan(start, at - start), NumberStyles.None, CultureInfo.InvariantCulture, out var value))
            {
                throw EngineFunctions.Failure("22007", $"invalid value \"{text[start..]}\" for \"{pattern}\" in \"{text}\"");
            }

            Set(pattern, value, at - start);
            return at;
        }

        /// <summary>AWS: r_TO_DATE_function. Fields that are too large carry over unless the call is strict.</summary>
        public DateTime ToDateTime(string text, bool isStrict)
        {
            hour = afternoon switch { true when hour < 12 => hour + 12, false when hour == 12 => 0, _ => hour };
            if (year is < 1 or > 9999 || month < 1 || day < 1
                || (isStrict && (month > 12 || day > DateTime.DaysInMonth(year, Math.Min(month, 12)) || hour > 23 || minute > 59 || second > 59)))
            {
                throw EngineFunctions.Failure("22008", $"date/time field value out of range: \"{text}\"");
            }

            return new DateTime(year, 1, 1, 0, 0, 0, DateTimeKind.Unspecified).AddMonths(month - 1).AddDays(day - 1).AddHours(hour).AddMinutes(minute).AddSeconds(second).AddTicks(microseconds * 10L);
        }

        private void Set(string pattern, int value, int digits)
        {
            switch (pattern.ToUpperInvariant())
            {
                case "YYYY": year = value; break;
                case "YY": year = value < 70 ? 2000 + value : 1900 + value; break;
                case "MM": month = value; break;
                case "DD": day = value; break;
                case "HH24" or "HH" or "HH12": hour = value; break;
                case "MI": minute = value; break;
                case "SS": second = value; break;
                case "MS": microseconds = value * (int)Math.Pow(10, 3 - digits) * 1000; break;
                case "US": microseconds = value * (int)Math.Pow(10, 6 - digits); break;
                default: throw EngineFunctions.Failure("0A000", $"the pattern {pattern} is not supported by EmbeddedRedshift when reading dates");
            }
        }

        private int ReadMonth(string text, int at, bool whole)
        {
            var culture = CultureInfo.InvariantCulture.DateTimeFormat;
            for (var m = 1; m <= 12; m++)
            {
                var name = whole ? culture.GetMonthName(m) : culture.GetMonthName(m)[..3];
                if (string.Compare(text, at, name, 0, name.Length, StringComparison.OrdinalIgnoreCase) == 0)
                {
                    month = m;
                    return at + name.Length;
                }
            }

            throw EngineFunctions.Failure("22007", $"invalid value for a month in \"{text}\"");
        }
    }
}
