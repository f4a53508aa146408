using System.Globalization;
using System.Text.RegularExpressions;
using RedshiftIntegration.Testing.Engine;
using RedshiftIntegration.Testing.Functions;

namespace RedshiftIntegration.Testing.Binding;

/// <summary>The text of an interval literal: numbers with units, seconds without one (AWS: r_interval_literals). Printed as months, days and microseconds.</summary>
internal static partial class IntervalText
{
    private const decimal MicrosecondsPerDay = 86_400_000_000;

    public static DuckSql Print(string text, string? unit, int position)
    {
        decimal months = 0, days = 0, microseconds = 0;
        var match = Part().Match(text);
        var end = 0;
        var isFirst = true;
        for (; match.Success && match.Index == end && end < text.Length; match = match.NextMatch())
        {
            end = match.Index + match.Length;
            var word = match.Groups["unit"].Value;
            if ((unit is not null && word.Length > 0) || !decimal.TryParse(match.Groups["n"].ValueSpan, NumberStyles.Float, CultureInfo.InvariantCulture, out var n))
            {
                throw Invalid(text, position);
            }

            word = word.Length > 0 ? DateParts.Normalize(word) ?? throw Invalid(text, position) : unit?.ToLowerInvariant() ?? (isFirst ? "second" : throw Invalid(text, position));
            isFirst = false;
            Add(word, n, ref months, ref days, ref microseconds, text, position);
        }

        return end == text.Length && !isFirst
            ? (DuckSql)$"(to_months({(int)months}) + to_days({(int)days}) + to_microseconds({(long)microseconds}))"
            : throw Invalid(text, position);
    }

    private static void Add(string unit, decimal n, ref decimal months, ref decimal days, ref decimal microseconds, string text, int position)
    {
        var inMonths = unit switch { "month" => 1, "quarter" => 3, "year" => 12, "decade" => 120, "century" => 1200, "millennium" => 12_000, _ => 0 };
        if (inMonths > 0)
        {
            var total = n * inMonths;
            months += total == Math.Truncate(total) ? total : throw SqlError.NotSupported($"a fraction of a month in the interval '{text}'", position);
            return;
        }

        if (unit is "day" or "week")
        {
            var total = n * (unit == "week" ? 7 : 1);
            days += Math.Truncate(total);
            microseconds += (total - Math.Truncate(total)) * MicrosecondsPerDay;
            return;
        }

        microseconds += n * unit switch
        {
            "hour" => 3_600_000_000m,
            "minute" => 60_000_000m,
            "second" => 1_000_000m,
            "millisecond" => 1000m,
            "microsecond" => 1m,
            _ => throw Invalid(text, position),
        };
    }

    private static SqlError Invalid(string text, int position) => new("22007", $"invalid input syntax for type interval: \"{text}\"", position);

    [GeneratedRegex(@"\G[ ,]*(?<n>[+-]?\d+(?:\.\d+)?)\s*(?<unit>[A-Za-z]*)\s*", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Part();
}
