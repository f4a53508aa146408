using System.Globalization;
using System.Text.RegularExpressions;
using RedshiftIntegration.Testing.Engine;

namespace RedshiftIntegration.Testing.Functions;

/// <summary>Texts as times of day (AWS: r_Date_and_time_literals). DuckDB's own reading of them knows other forms.</summary>
internal static partial class TimeText
{
    /// <summary>HH:MI, HH:MI:SS or HHMISS, with a fraction and AM or PM.</summary>
    public const string ClockPattern =
        @"(?:(?<h>\d{1,2}):(?<mi>\d{1,2})(?::(?<s>\d{1,2})(?:\.(?<f>\d{1,18}))?)?|(?<h>\d\d)(?<mi>\d\d)(?<s>\d\d)(?:\.(?<f>\d{1,18}))?)(?: ?(?<ap>AM|PM))?";

    public const string ZonePattern = @"(?<z>[+-]\d{1,2}(?::?\d\d)?|[A-Za-z][A-Za-z_/]*[A-Za-z]|Z)";

    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>A zone in the text is passed over, as for TIMESTAMP.</summary>
    public static string Parse(string text) => Print(Read(text).Time, text);

    /// <summary>AWS: c_Supported_data_types. The time in UTC.</summary>
    public static string ParseWithZone(string text)
    {
        var (time, zone) = Read(text);
        var offset = zone.Length == 0 ? TimeSpan.Zero : TimeZones.Fixed(zone) ?? throw Invalid(text);
        return Print(time < Day ? new TimeSpan(((time - offset).Ticks + Day.Ticks) % Day.Ticks) : time, text) + "+00";
    }

    /// <summary>The time of day of a match of <see cref="ClockPattern"/>; midnight where it has none.</summary>
    public static TimeSpan Clock(Match match, string text)
    {
        int Number(string group) => match.Groups[group] is { Success: true } g ? int.Parse(g.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) : 0;
        var (hour, minute, second, half) = (Number("h"), Number("mi"), Number("s"), match.Groups["ap"].Value);
        if (hour > (half.Length > 0 ? 12 : 24) || minute > 59 || second > 60)
        {
            throw OutOfRange(text);
        }

        hour = half.Length == 0 ? hour : (hour % 12) + (char.ToUpperInvariant(half[0]) == 'P' ? 12 : 0);
        var fraction = match.Groups["f"].Success ? decimal.Parse("0." + match.Groups["f"].Value, CultureInfo.InvariantCulture) : 0;
        var time = new TimeSpan(hour, minute, second) + TimeSpan.FromMicroseconds((long)Math.Round(fraction * 1_000_000, MidpointRounding.AwayFromZero));
        return hour == 24 && time > Day ? throw OutOfRange(text) : time;
    }

    private static (TimeSpan Time, string Zone) Read(string text)
    {
        var match = Pattern().Match(text.Trim());
        return match.Success ? (Clock(match, text), match.Groups["z"].Value) : throw Invalid(text);
    }

    /// <summary>As DuckDB and .NET's TimeOnly hold it: Redshift's end of the day, 24:00, they don't have.</summary>
    private static string Print(TimeSpan time, string text) => time >= Day
        ? throw EngineFunctions.Failure("0A000", $"the time of day 24:00 is not supported by EmbeddedRedshift: \"{text}\"")
        : time.ToString(@"hh\:mm\:ss\.ffffff", CultureInfo.InvariantCulture);

    private static Exception Invalid(string text) => EngineFunctions.Failure("22007", $"invalid input syntax for type time: \"{text}\"");

    private static Exception OutOfRange(string text) => EngineFunctions.Failure("22008", $"date/time field value out of range: \"{text}\"");

    [GeneratedRegex("^" + ClockPattern + "(?: ?" + ZonePattern + ")?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pattern();
}
