using RedshiftIntegration.Testing.Binding;
using RedshiftIntegration.Testing.Engine;

namespace RedshiftIntegration.Testing.Functions;

/// <summary>Redshift's names and abbreviations of date parts (AWS: r_Dateparts_for_datetime_functions).</summary>
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
        "microsecond" or "microseconds" or "microsec" or "microsecs" or "usec" or "usecs" or "usecond" or "useconds" or "us" => "microsecond",
        "epoch" => "epoch",
        "timezone" or "timezone_hour" or "timezone_minute" => part.ToLowerInvariant(),
        _ => null,
    };

    /// <summary>A TIME has no days.</summary>
    public static void CheckTime(FunctionCall call, string part)
    {
        if (part is not ("hour" or "minute" or "second" or "millisecond" or "microsecond"))
        {
            throw new SqlError("22023", $"a time has no part {part}", call.Position);
        }
    }

    /// <summary>A whole part of a date or time. Redshift's first decade is that of the years 1 to 9, DuckDB's the one numbered 0.</summary>
    public static DuckSql Print(FunctionCall call, string part, SqlType type, DuckSql value)
    {
        if (part.StartsWith("timezone", StringComparison.Ordinal))
        {
            throw type.Kind is SqlTypeKind.TimestampTz or SqlTypeKind.TimeTz
                ? SqlError.NotSupported($"the part {part}", call.Position)
                : new SqlError("22023", $"timestamp units \"{part}\" not supported", call.Position);
        }

        if (type.Kind is SqlTypeKind.Time or SqlTypeKind.TimeTz)
        {
            CheckTime(call, part);
        }

        return part == "decade" ? (DuckSql)$"(date_part('decade', {value}) + 1)" : $"date_part({Printer.Text(part)}, {value})";
    }
}
