using System.Globalization;
using System.Text.RegularExpressions;
using RedshiftIntegration.Testing.Engine;

namespace RedshiftIntegration.Testing.Functions;

/// <summary>Texts as dates and time stamps (AWS: r_Date_and_time_literals, r_Datetime_types), month before day as DateStyle ISO, MDY says; digits beyond microseconds are rounded.</summary>
internal static partial class DateText
{
    private const int FirstYear = -4712;
    private const int LastYear = 294_276;

    /// <summary>A zone in the text is passed over, as Redshift does for TIMESTAMP.</summary>
    public static DateTime Parse(string text) => Read(text).Time;

    /// <summary>The time in UTC.</summary>
    public static DateTime ParseWithZone(string text)
    {
        var (time, zone) = Read(text);
        return time - zone;
    }

    /// <summary>The text, where its time of day is one that .NET's TimeOnly can hold: Redshift's end of the day, 24:00, is not.</summary>
    public static string CheckTime(string text) => text.AsSpan().TrimStart().StartsWith("24:", StringComparison.Ordinal)
        ? throw EngineFunctions.Failure("0A000", $"the time of day 24:00 is not supported by EmbeddedRedshift: \"{text}\"")
        : text;

    private static (DateTime Time, TimeSpan Zone) Read(string text)
    {
        var trimmed = text.Trim();
        if (string.Equals(trimmed, "epoch", StringComparison.OrdinalIgnoreCase))
        {
            return (DateTime.UnixEpoch, TimeSpan.Zero);
        }

        var match = Pattern().Match(trimmed);
        if (!match.Success)
        {
            throw EngineFunctions.Failure("22007", $"invalid input syntax for a date or time: \"{text}\"");
        }

        int Number(string group) => match.Groups[group] is { Success: true } g ? int.Parse(g.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) : 0;
        var year = Number("y");
        year = match.Groups["y"].Length == 2 ? year + (year < 70 ? 2000 : 1900) : year;
        year = match.Groups["bc"].Success ? 1 - year : year;
        var month = match.Groups["mon"] is { Success: true } name ? Month(name.Value) : Number("m");
        var (day, hour) = (Number("d"), Hour(Number("h"), match.Groups["ap"].Value, text));
        if (month is < 1 or > 12 || hour > 24 || Number("mi") > 59 || Number("s") > 60 || (hour == 24 && Number("mi") + Number("s") > 0) || year is < FirstYear or > LastYear
            || day < 1 || day > DateTime.DaysInMonth(year is < 1 or > 9999 ? 2000 : year, month))
        {
            throw EngineFunctions.Failure("22008", $"date/time field value out of range: \"{text}\"");
        }

        if (year is < 1 or > 9999)
        {
            throw EngineFunctions.Failure("0A000", $"years before 1 and after 9999 are not supported by EmbeddedRedshift: \"{text}\"");
        }

        var fraction = match.Groups["f"].Success ? decimal.Parse("0." + match.Groups["f"].Value, CultureInfo.InvariantCulture) : 0;
        var microseconds = (long)Math.Round(fraction * 1_000_000, MidpointRounding.AwayFromZero);
        var time = new DateTime(year, month, day, 0, 0, 0, DateTimeKind.Unspecified).AddHours(hour).AddMinutes(Number("mi")).AddSeconds(Number("s")).AddTicks(10 * microseconds);
        return (time, Zone(match.Groups["z"].Value, time));
    }

    private static int Hour(int hour, string half, string text)
    {
        if (half.Length == 0)
        {
            return hour;
        }

        return hour is < 1 or > 12 ? throw EngineFunctions.Failure("22008", $"date/time field value out of range: \"{text}\"")
            : (hour % 12) + (char.ToUpperInvariant(half[0]) == 'P' ? 12 : 0);
    }

    private static int Month(string name)
    {
        var names = CultureInfo.InvariantCulture.DateTimeFormat.MonthNames;
        var index = Array.FindIndex(names, m => m.Length > 0 && (string.Equals(m, name, StringComparison.OrdinalIgnoreCase)
            || string.Equals(m[..3], name, StringComparison.OrdinalIgnoreCase) || (m == "September" && string.Equals(name, "sept", StringComparison.OrdinalIgnoreCase))));
        return index >= 0 ? index + 1 : throw EngineFunctions.Failure("22007", $"invalid input syntax for a date or time: \"{name}\"");
    }

    private static TimeSpan Zone(string zone, DateTime time)
    {
        if (zone.Length == 0)
        {
            return TimeSpan.Zero;
        }

        if (zone[0] is '+' or '-')
        {
            var digits = zone[1..].Replace(":", "", StringComparison.Ordinal);
            var hours = int.Parse(digits.AsSpan(0, Math.Min(2, digits.Length)), CultureInfo.InvariantCulture);
            var minutes = digits.Length > 2 ? int.Parse(digits.AsSpan(2), CultureInfo.InvariantCulture) : 0;
            return new TimeSpan(hours, minutes, 0) * (zone[0] == '-' ? -1 : 1);
        }

        return TimeZoneInfo.TryFindSystemTimeZoneById(TimeZones.Resolve(zone), out var found) ? found.GetUtcOffset(time)
            : throw EngineFunctions.Failure("22023", $"time zone \"{zone}\" not recognized");
    }

    [GeneratedRegex(
        @"^(?:(?<y>\d{4,6})-(?<m>\d{1,2})-(?<d>\d{1,2})|(?<y>\d{4})/(?<m>\d{1,2})/(?<d>\d{1,2})|(?<y>\d{4})\.(?<m>\d{1,2})\.(?<d>\d{1,2})|(?<y>\d{4})(?<m>\d\d)(?<d>\d\d)"
        + @"|(?<m>\d{1,2})[/-](?<d>\d{1,2})[/-](?<y>\d{4}|\d\d)|(?<d>\d{1,2})[ -](?<mon>[A-Za-z]{3,9})[ -](?<y>\d{4}|\d\d)|(?<mon>[A-Za-z]{3,9})[ -](?<d>\d{1,2})(?:, ?|[ -])(?<y>\d{4})"
        + @"|(?<y>\d{4})[ -](?<mon>[A-Za-z]{3,9})[ -](?<d>\d{1,2}))"
        + @"(?:(?:T| +)(?<h>\d{1,2}):(?<mi>\d\d)(?::(?<s>\d\d)(?:\.(?<f>\d{1,18}))?)?(?: ?(?<ap>AM|PM))?)?(?: ?(?<z>[+-]\d{1,2}(?::?\d\d)?|[A-Za-z][A-Za-z_/]*[A-Za-z]|Z))??(?<bc> BC)?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pattern();
}
