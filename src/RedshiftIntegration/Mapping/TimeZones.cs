namespace RedshiftIntegration.Mapping;

/// <summary>Zones by IANA name alone; the machine's other ways to name one are left out, because no other engine knows them.</summary>
internal static class TimeZones
{
    public static TimeZoneInfo? Find(string name)
    {
        bool isIana = name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '_' or '-' or '+') && !name.StartsWith('/');
        return isIana && TimeZoneInfo.TryFindSystemTimeZoneById(name, out TimeZoneInfo? zone) ? zone : null;
    }
}
