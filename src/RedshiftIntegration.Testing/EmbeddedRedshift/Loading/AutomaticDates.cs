using System.Globalization;
using System.Text.RegularExpressions;

namespace RedshiftIntegration.Testing.Loading;

/// <summary>DATEFORMAT 'auto' and TIMEFORMAT 'auto' (AWS: automatic-recognition). Dates before Christ are not read: they are load errors here.</summary>
internal static partial class AutomaticDates
{
    private static readonly Dictionary<string, int> Zones = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Z"] = 0, ["UTC"] = 0, ["GMT"] = 0, ["EST"] = -5, ["EDT"] = -4, ["CST"] = -6, ["CDT"] = -5, ["MST"] = -7, ["MDT"] = -6, ["PST"] = -8, ["PDT"] = -7, ["CET"] = 1, ["CEST"] = 2,
    };

    private static readonly Regex[] Forms = [IsoForm(), SlashForm(), CompactForm(), NamedForm(), DayFirstForm(), TimeBeforeYearForm(), JulianForm(), DayOfYearForm()];

    /// <summary>The moment and its offset from UTC, which is null when none is written; no moment when the text has none of the forms.</summary>
    public static (DateTime Moment, TimeSpan? Offset)? Read(string text)
    {
        foreach (var form in Forms)
        {
            var match = form.Match(text);
            if (match.Success)
            {
                return Moment(match);
            }
        }

        return null;
    }

    private static (DateTime Moment, TimeSpan? Offset)? Moment(Match match)
    {
        if (Day(match) is not { } day)
        {
            return null;
        }

        var (hour, minute, second) = (Number(match, "h", 0), Number(match, "mi", 0), Number(match, "s", 0));
        if (match.Groups["half"].Success)
        {
            hour = (hour % 12) + (char.ToUpperInvariant(match.Groups["half"].ValueSpan[0]) == 'P' ? 12 : 0);
        }

        if (hour > 23 || minute > 59 || second > 59)
        {
            return null;
        }

        var fraction = match.Groups["f"].Success ? int.Parse(match.Groups["f"].Value.PadRight(6, '0')[..6], CultureInfo.InvariantCulture) : 0;
        var offset = Offset(match.Groups["z"].Value);
        return offset is null && match.Groups["z"].Success ? null : (day.AddHours(hour).AddMinutes(minute).AddSeconds(second).AddMicroseconds(fraction), offset);
    }

    private static DateTime? Day(Match match)
    {
        if (match.Groups["julian"].Success)
        {
            const int JulianOfYearOne = 1721426;
            var days = Number(match, "julian", 0) - JulianOfYearOne;
            return days >= 0 ? DateTime.MinValue.AddDays(days) : null;
        }

        var year = Number(match, "y", 0);
        year = match.Groups["y"].Length > 2 ? year : year < 70 ? 2000 + year : 1900 + year;
        if (match.Groups["doy"].Success)
        {
            var number = Number(match, "doy", 0);
            return year >= 1 && number >= 1 && number <= (DateTime.IsLeapYear(year) ? 366 : 365) ? new DateTime(year, 1, 1, 0, 0, 0, DateTimeKind.Unspecified).AddDays(number - 1) : null;
        }

        var month = match.Groups["mon"].Success ? MonthNames.Find(match.Groups["mon"].ValueSpan, out _) : Number(match, "m", 0);
        var day = Number(match, "d", 0);
        return year >= 1 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month) ? new DateTime(year, month, day, 0, 0, 0, DateTimeKind.Unspecified) : null;
    }

    private static int Number(Match match, string group, int otherwise) => match.Groups[group].Success ? int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture) : otherwise;

    private static TimeSpan? Offset(string zone)
    {
        if (Zones.TryGetValue(zone, out var hours))
        {
            return TimeSpan.FromHours(hours);
        }

        var digits = zone.Replace(":", "", StringComparison.Ordinal);
        if (digits.Length < 2 || digits[0] is not ('+' or '-'))
        {
            return null;
        }

        var value = int.Parse(digits.AsSpan(1), CultureInfo.InvariantCulture);
        var offset = digits.Length > 3 ? new TimeSpan(value / 100, value % 100, 0) : TimeSpan.FromHours(value);
        return digits[0] == '-' ? -offset : offset;
    }

    private const string Time = @"(?<h>\d{1,2}):(?<mi>\d{2})(:(?<s>\d{2})(\.(?<f>\d{1,9}))?)?( ?(?<half>[AaPp][Mm]))?";
    private const string Zone = @"( ?(?<z>[A-Za-z]{1,4}|[+-]\d{1,2}(:?\d{2})?))?";
    private const string OptionalTime = "([T ]+" + Time + Zone + ")?";
    private const string Name = @"(?<mon>[A-Za-z]{3,9})";
    private const RegexOptions Plain = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    [GeneratedRegex(@"^\s*(?<y>\d{4})[-/](?<m>\d{1,2})[-/](?<d>\d{1,2})" + OptionalTime + @"\s*$", Plain, 1000)]
    private static partial Regex IsoForm();

    [GeneratedRegex(@"^\s*(?<m>\d{1,2})[-/.](?<d>\d{1,2})[-/.](?<y>\d{2}|\d{4})" + OptionalTime + @"\s*$", Plain, 1000)]
    private static partial Regex SlashForm();

    [GeneratedRegex(@"^\s*(?<y>\d{4}|\d{2})(?<m>\d{2})(?<d>\d{2})([T ]?(?<h>\d{2})(?<mi>\d{2})(?<s>\d{2}))?\s*$", Plain, 1000)]
    private static partial Regex CompactForm();

    [GeneratedRegex(@"^\s*" + Name + @"[- ](?<d>\d{1,2}),?[- ](?<y>\d{4}|\d{2})" + OptionalTime + @"\s*$", Plain, 1000)]
    private static partial Regex NamedForm();

    [GeneratedRegex(@"^\s*(?<d>\d{1,2})[- ]" + Name + @"[- ](?<y>\d{4}|\d{2})" + OptionalTime + @"\s*$", Plain, 1000)]
    private static partial Regex DayFirstForm();

    [GeneratedRegex(@"^\s*(?<d>\d{1,2}) " + Name + " " + Time + @" (?<y>\d{4})" + Zone + @"\s*$", Plain, 1000)]
    private static partial Regex TimeBeforeYearForm();

    [GeneratedRegex(@"^\s*J(?<julian>\d{6,7})" + OptionalTime + @"\s*$", Plain, 1000)]
    private static partial Regex JulianForm();

    [GeneratedRegex(@"^\s*(?<y>\d{4})\.(?<doy>\d{3})\s*$", Plain, 1000)]
    private static partial Regex DayOfYearForm();
}
