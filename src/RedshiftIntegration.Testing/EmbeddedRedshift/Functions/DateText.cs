using System.Globalization;
using System.Text.RegularExpressions;
using RedshiftIntegration.Testing.Engine;

namespace RedshiftIntegration.Testing.Functions;

/// <summary>Texts as dates and time stamps (AWS: r_Date_and_time_literals, r_Datetime_types), month before day as DateStyle ISO, MDY says; digits beyond microseconds are rounded.</summary>
internal static partial class DateText
{
    private const int FirstYear = -4712;
    private const int LastYear = 294_276;

    /// <summary>Whether the text says how far it is from the transaction's start.</summary>
    public static bool IsRelative(string text) => Relative(text.Trim(), DateTime.UnixEpoch) is not null;

    /// <summary>A zone in the text is passed over, as Redshift does for TIMESTAMP.</summary>
    /// <param name="text">The text.</param>
    /// <param name="now">The transaction's start, for 'now' and its kin.</param>
    public static DateTime Parse(string text, DateTime now) => Read(text, now).Time;

    /// <summary>The time in UTC.</summary>
    /// <param name="text">The text.</param>
    /// <param name="now">The transaction's start, for 'now' and its kin.</param>
    public static DateTime ParseWithZone(string text, DateTime now)
    {
        var (time, zone) = Read(text, now);
        return time - zone;
    }

    private static DateTime? Relative(string text, DateTime now) => text.ToLowerInvariant() switch
    {
        "now" => now,
        "today" => now.Date,
        "tomorrow" => now.Date.AddDays(1),
        "yesterday" => now.Date.AddDays(-1),
        _ => null,
    };

    private static (DateTime Time, TimeSpan Zone) Read(string text, DateTime now)
    {
        var trimmed = text.Trim();
        if (string.Equals(trimmed, "epoch", StringComparison.OrdinalIgnoreCase))
        {
            return (DateTime.UnixEpoch, TimeSpan.Zero);
        }

        if (Relative(trimmed, now) is { } relative)
        {
            return (relative, TimeSpan.Zero);
        }

        var match = Pattern().Match(trimmed);
        if (!match.Success)
        {
            throw EngineFunctions.Failure("22007", $"invalid input syntax for a date or time: \"{text}\"");
        }

        var time = Day(match, text) + TimeText.Clock(match, text);
        return (time, Zone(match.Groups["z"].Value, time));
    }

    private static DateTime Day(Match match, string text)
    {
        int Number(string group) => match.Groups[group] is { Success: true } g ? int.Parse(g.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) : 0;
        var year = Number("y");
        year = match.Groups["y"].Length == 2 ? year + (year < 70 ? 2000 : 1900) : year;
        year = match.Groups["bc"].Success ? 1 - year : year;
        var isOfYear = match.Groups["doy"].Success;
        var month = isOfYear ? 1 : match.Groups["mon"] is { Success: true } name ? Month(name.Value) : Number("m");
        var day = Number(isOfYear ? "doy" : "d");
        var likeYear = year is < 1 or > 9999 ? 2000 : year;
        if (month is < 1 or > 12 || year is < FirstYear or > LastYear
            || day < 1 || day > (isOfYear ? (DateTime.IsLeapYear(likeYear) ? 366 : 365) : DateTime.DaysInMonth(likeYear, month)))
        {
            throw EngineFunctions.Failure("22008", $"date/time field value out of range: \"{text}\"");
        }

        return year is < 1 or > 9999
            ? throw EngineFunctions.Failure("0A000", $"years before 1 and after 9999 are not supported by EmbeddedRedshift: \"{text}\"")
            : new DateTime(year, month, 1, 0, 0, 0, DateTimeKind.Unspecified).AddDays(day - 1);
    }

    private static int Month(string name)
    {
        var names = CultureInfo.InvariantCulture.DateTimeFormat.MonthNames;
        var index = Array.FindIndex(names, m => m.Length > 0 && (string.Equals(m, name, StringComparison.OrdinalIgnoreCase)
            || string.Equals(m[..3], name, StringComparison.OrdinalIgnoreCase) || (m == "September" && string.Equals(name, "sept", StringComparison.OrdinalIgnoreCase))));
        return index >= 0 ? index + 1 : throw EngineFunctions.Failure("22007", $"invalid input syntax for a date or time: \"{name}\"");
    }

    private static TimeSpan Zone(string zone, DateTime time) =>
        TimeZones.Fixed(zone) is { } offset ? offset
        : TimeZoneInfo.TryFindSystemTimeZoneById(TimeZones.Resolve(zone), out var found) ? found.GetUtcOffset(time)
        : throw EngineFunctions.Failure("22023", $"time zone \"{zone}\" not recognized");

    [GeneratedRegex(
        @"^(?:(?<y>\d{4,6})-(?<m>\d{1,2})-(?<d>\d{1,2})|(?<y>\d{4})/(?<m>\d{1,2})/(?<d>\d{1,2})|(?<y>\d{4})\.(?<m>\d{1,2})\.(?<d>\d{1,2})|(?<y>\d{4}|\d\d)(?<m>\d\d)(?<d>\d\d)|(?<y>\d{4})\.(?<doy>\d{3})"
        + @"|(?<m>\d{1,2})[/.-](?<d>\d{1,2})[/.-](?<y>\d{4}|\d\d)|(?<d>\d{1,2})[ -](?<mon>[A-Za-z]{3,9})[ -](?<y>\d{4}|\d\d)|(?<mon>[A-Za-z]{3,9})[ -](?<d>\d{1,2})(?:, ?|[ -])(?<y>\d{4})"
        + @"|(?<y>\d{4})[ -](?<mon>[A-Za-z]{3,9})[ -](?<d>\d{1,2}))"
        + "(?:(?:T| +)" + TimeText.ClockPattern + ")?(?: ?" + TimeText.ZonePattern + ")??(?<bc> BC)?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pattern();
}
