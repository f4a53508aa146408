using System.Collections.Frozen;
using RedshiftIntegration.Testing.Engine;

namespace RedshiftIntegration.Testing.Functions;

/// <summary>
/// Time zones as Redshift understands them (AWS: CONVERT_TIMEZONE): an abbreviation is a fixed distance from UTC, where DuckDB would take some of them for places
/// with a summer time.
/// </summary>
internal static class TimeZones
{
    private static readonly FrozenDictionary<string, string> Abbreviations = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase)
    {
        ["UTC"] = 0, ["GMT"] = 0, ["Z"] = 0, ["ZULU"] = 0, ["UCT"] = 0, ["WET"] = 0, ["WEST"] = 1, ["BST"] = 1, ["CET"] = 1, ["MET"] = 1, ["CEST"] = 2, ["MEST"] = 2, ["EET"] = 2, ["EEST"] = 3,
        ["EST"] = -5, ["EDT"] = -4, ["CST"] = -6, ["CDT"] = -5, ["MST"] = -7, ["MDT"] = -6, ["PST"] = -8, ["PDT"] = -7, ["AKST"] = -9, ["AKDT"] = -8, ["HST"] = -10,
        ["JST"] = 9, ["KST"] = 9,
    }.ToFrozenDictionary(p => p.Key, p => p.Value == 0 ? "UTC" : $"Etc/GMT{(p.Value > 0 ? "-" : "+")}{Math.Abs(p.Value)}", StringComparer.OrdinalIgnoreCase);

    public static string Print(string zone) => $"rs_zone({zone})";

    /// <summary>The name under which DuckDB knows the zone.</summary>
    public static string Resolve(string zone)
    {
        if (Abbreviations.TryGetValue(zone, out var known))
        {
            return known;
        }

        // Offsets beside a name count westwards, and other abbreviations are PostgreSQL's business.
        return zone.StartsWith("Etc/", StringComparison.OrdinalIgnoreCase) || (zone.Length > 4 && !zone.AsSpan().ContainsAnyInRange('0', '9')) ? zone
            : throw EngineFunctions.Failure("0A000", $"the time zone {zone} is not supported by EmbeddedRedshift: give a name such as Europe/Berlin");
    }
}
