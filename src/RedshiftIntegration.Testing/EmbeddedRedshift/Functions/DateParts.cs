namespace RedshiftIntegration.Testing.Functions;

/// <summary>Redshift's names and abbreviations of date parts.</summary>
internal static class DateParts
{
    public static string? Normalize(string part) => part.ToLowerInvariant() switch
    {
        "millennium" or "millennia" or "mil" or "mils" => "millennium",
        "century" or "centuries" or "c" or "cent" or "cents" => "century",
        "decade" or "decades" or "dec" or "decs" => "decade",
        "year" or "years" or "y" or "yr" or "yrs" => "year",
        "quarter" or "quarters" or "qtr" or "qtrs" => "quarter",
        "month" or "months" or "mon" or "mons" => "month",
        "week" or "weeks" or "w" => "week",
        "day" or "days" or "d" => "day",
        "dayofweek" or "dow" or "dw" or "weekday" => "dow",
        "dayofyear" or "doy" or "dy" or "yearday" => "doy",
        "hour" or "hours" or "h" or "hr" or "hrs" => "hour",
        "minute" or "minutes" or "m" or "min" or "mins" => "minute",
        "second" or "seconds" or "s" or "sec" or "secs" => "second",
        "millisecond" or "milliseconds" or "ms" or "msec" or "msecs" or "msecond" or "mseconds" or "millisec" or "millisecs" or "millisecon" => "millisecond",
        "microsecond" or "microseconds" or "microsec" or "microsecs" or "microsecond_s" or "usec" or "usecs" or "usecond" or "useconds" or "us" => "microsecond",
        "epoch" => "epoch",
        "timezone" => "timezone",
        _ => null,
    };
}
