using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;
using RedshiftIntegration.Testing.Engine;

namespace RedshiftIntegration.Testing.Functions;

/// <summary>
/// Time zones as Redshift understands them (AWS: CONVERT_TIMEZONE): an abbreviation is a fixed distance from UTC, where DuckDB would take some of them for places
/// with a summer time; a POSIX-style zone is any name with the hours that it lies west of Greenwich.
/// </summary>
internal static partial class TimeZones
{
    private static readonly FrozenDictionary<string, int> Abbreviations = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase)
    {
        ["UTC"] = 0, ["GMT"] = 0, ["Z"] = 0, ["ZULU"] = 0, ["UCT"] = 0, ["WET"] = 0, ["WEST"] = 1, ["BST"] = 1, ["CET"] = 1, ["MET"] = 1, ["CEST"] = 2, ["MEST"] = 2, ["EET"] = 2, ["EEST"] = 3,
        ["EST"] = -5, ["EDT"] = -4, ["CST"] = -6, ["CDT"] = -5, ["MST"] = -7, ["MDT"] = -6, ["PST"] = -8, ["PDT"] = -7, ["AKST"] = -9, ["AKDT"] = -8, ["HST"] = -10,
        ["JST"] = 9, ["KST"] = 9,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>Names with digits that are places with a summer time, in Redshift's zone database as in DuckDB's.</summary>
    private static readonly FrozenSet<string> SummerTimes = FrozenSet.Create(StringComparer.OrdinalIgnoreCase, "EST5EDT", "CST6CDT", "MST7MDT", "PST8PDT");

    /// <summary>The moment of a local time.</summary>
    public static DuckSql ToUtc(DuckSql local, DuckSql zone) => $"(({local} - {Ahead(zone)}) AT TIME ZONE {Name(zone)})";

    /// <summary>The local time of a moment.</summary>
    public static DuckSql FromUtc(DuckSql moment, DuckSql zone) => $"(({moment} AT TIME ZONE {Name(zone)}) + {Ahead(zone)})";

    private static DuckSql Name(DuckSql zone) => $"rs_zone({zone})";

    private static DuckSql Ahead(DuckSql zone) => $"to_minutes(rs_zone_minutes({zone}))";

    /// <summary>The name under which DuckDB knows the zone; UTC where it is a distance from it.</summary>
    public static string Resolve(string zone)
    {
        if (Abbreviations.ContainsKey(zone) || Posix().IsMatch(zone))
        {
            return "UTC";
        }

        // Other abbreviations are PostgreSQL's business, and so are the rules of a summer time after an offset.
        return zone.StartsWith("Etc/", StringComparison.OrdinalIgnoreCase) || SummerTimes.Contains(zone) || (zone.Length > 4 && !zone.AsSpan().ContainsAnyInRange('0', '9')) ? zone
            : throw EngineFunctions.Failure("0A000", $"the time zone {zone} is not supported by EmbeddedRedshift: give a name such as Europe/Berlin");
    }

    /// <summary>The minutes that a fixed zone is ahead of the name which <see cref="Resolve"/> gives.</summary>
    public static int Minutes(string zone)
    {
        if (Abbreviations.TryGetValue(zone, out var hours))
        {
            return 60 * hours;
        }

        var match = Posix().Match(zone);
        if (!match.Success)
        {
            return 0;
        }

        var minutes = (60 * Number(match, "h")) + Number(match, "m");
        return match.Groups["sign"].Value == "-" ? minutes : -minutes;
    }

    /// <summary>The distance from UTC of what stands behind a time: an abbreviation, an offset that counts eastwards, nothing; null for other names.</summary>
    public static TimeSpan? Fixed(string zone)
    {
        if (Abbreviations.TryGetValue(zone, out var hours))
        {
            return TimeSpan.FromHours(hours);
        }

        var match = Offset().Match(zone);
        return match.Success ? new TimeSpan(Number(match, "h"), Number(match, "m"), 0) * (match.Groups["sign"].Value == "-" ? -1 : 1) : zone.Length == 0 ? TimeSpan.Zero : null;
    }

    private static int Number(Match match, string group) => match.Groups[group] is { Success: true } g ? int.Parse(g.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(@"^(?<sign>[+-])(?<h>\d{1,2})(?::?(?<m>\d\d))?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Offset();

    /// <summary>A name and an offset without a summer time; Etc/GMT+2 is a zone's own name.</summary>
    [GeneratedRegex("^(?!Etc/)(<[A-Za-z0-9+-]{3,}>|[A-Za-z][A-Za-z_/]{2,}) ?(?<sign>[+-]?)(?<h>[01]?\\d|2[0-4])(:(?<m>[0-5]\\d))?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Posix();
}
