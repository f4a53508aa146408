using System.Globalization;
using RedshiftIntegration.Testing.Binding;
using RedshiftIntegration.Testing.Engine;

namespace RedshiftIntegration.Testing.Functions;

/// <summary>AWS: Date_functions_header.</summary>
internal static class DateFunctions
{
    public static IReadOnlyList<Function> All { get; } =
    [
        Function.Of("getdate", 0, 0, c => c.Result(Printer.Timestamp(Seconds(c.Context.StatementTime)), SqlType.Timestamp)),
        Function.Of("sysdate", 0, 0, c => c.Result(Printer.TransactionTime, SqlType.Timestamp)).Named("timestamp"),
        Function.Of("current_date", 0, 0, c => c.Result(Printer.Cast(Printer.TransactionTime, SqlType.Date), SqlType.Date)).Named("date"),
        Function.Of("timeofday", 0, 0, TimeOfDay),
        Leader("now", 0, 0, Now),
        Leader("current_timestamp", 0, 0, Now),
        Function.Of("dateadd", 3, 3, DateAdd).Named("date_add"),
        Function.Of("date_add", 3, 3, DateAdd),
        Function.Of("datediff", 3, 3, DateDiff).Named("date_diff"),
        Function.Of("date_diff", 3, 3, DateDiff),
        Function.Of("date_part", 2, 2, DatePart).Named("pgdate_part"),
        Function.Of("pgdate_part", 2, 2, DatePart),
        Function.Of("extract", 2, 2, Extract).Named("date_part"),
        Function.Of("date_part_year", 1, 1, c => c.Result(Printer.Cast($"year({FunctionCall.Local(c.DateTime(0)).Sql})", SqlType.Integer), SqlType.Integer)),
        Function.Of("date_trunc", 2, 2, DateTrunc),
        Function.Of("last_day", 1, 1, c => c.Result($"last_day({FunctionCall.Local(c.DateTime(0)).Sql})", SqlType.Date)),
        Function.Of("next_day", 2, 2, NextDay),
        Function.Of("add_months", 2, 2, AddMonths),
        Function.Of("months_between", 2, 2, MonthsBetween),
        Function.Of("convert_timezone", 2, 3, ConvertTimeZone),
        Function.Of("timezone", 2, 2, c => Binder.AtTimeZone(c.Raw(1), c.Raw(0), c.Position)),
    ];

    private static Function Leader(string name, int least, int most, Func<FunctionCall, Bound> bind) => Function.Of(name, least, most, call =>
    {
        call.Binder.LeaderOnly($"{name}()", call.Position);
        return bind(call);
    });

    private static Bound Now(FunctionCall call) => call.Result($"({Printer.TransactionTime} AT TIME ZONE 'UTC')", SqlType.TimestampTz);

    private static Bound TimeOfDay(FunctionCall call) =>
        call.Result(Printer.Text(call.Context.StatementTime.ToString("ddd MMM dd HH:mm:ss.ffffff yyyy", CultureInfo.InvariantCulture) + " UTC"), SqlType.Varchar(64));

    /// <summary>GETDATE gives whole seconds.</summary>
    private static DateTime Seconds(DateTime time) => time.AddTicks(-(time.Ticks % TimeSpan.TicksPerSecond));

    private static Bound DateAdd(FunctionCall call)
    {
        var part = call.Part(0);
        var count = Printer.Cast(call.As(1, SqlType.BigInt), SqlType.BigInt);
        var date = call.Moment(2);
        DuckSql interval = part switch
        {
            $"year" => $"to_months(CAST(12 * {count} AS INTEGER))",
            $"quarter" => $"to_months(CAST(3 * {count} AS INTEGER))",
            $"month" => $"to_months(CAST({count} AS INTEGER))",
            $"decade" => $"to_months(CAST(120 * {count} AS INTEGER))",
            $"century" => $"to_months(CAST(1200 * {count} AS INTEGER))",
            $"millennium" => $"to_months(CAST(12000 * {count} AS INTEGER))",
            $"week" => $"to_days(CAST(7 * {count} AS INTEGER))",
            $"day" => $"to_days(CAST({count} AS INTEGER))",
            $"hour" => $"to_hours({count})",
            $"minute" => $"to_minutes({count})",
            $"second" => $"to_seconds({count})",
            $"millisecond" => $"to_milliseconds({count})",
            $"microsecond" => $"to_microseconds({count})",
            _ => throw new SqlError("22023", $"DATEADD can't add the part {part}", call.Position),
        };
        if (!date.Type.IsDateTime)
        {
            DateParts.CheckTime(call, part);
            return call.Result($"({date.Sql} + {interval})", date.Type);
        }

        var type = date.Type.Kind == SqlTypeKind.TimestampTz ? SqlType.TimestampTz : SqlType.Timestamp;
        return call.Result($"({Printer.Cast(date.Sql, type)} + {interval})", type);
    }

    /// <summary>Boundaries crossed. DuckDB counts whole weeks of seven days; Redshift counts the beginnings of weeks.</summary>
    private static Bound DateDiff(FunctionCall call)
    {
        var part = call.Part(0);
        var (from, to) = (call.Moment(1), call.Moment(2));
        if (part is $"epoch" or $"dow" or $"doy" or $"timezone" or $"timezone_hour" or $"timezone_minute")
        {
            throw new SqlError("22023", $"DATEDIFF can't count the part {part}", call.Position);
        }

        if (from.Type.IsDateTime != to.Type.IsDateTime)
        {
            throw call.Missing();
        }

        if (!from.Type.IsDateTime)
        {
            DateParts.CheckTime(call, part);
            return from.Type.Kind == SqlTypeKind.TimeTz || to.Type.Kind == SqlTypeKind.TimeTz
                ? throw SqlError.NotSupported("DATEDIFF of TIMETZ", call.Position)
                : call.Result($"date_diff({Printer.Text(part)}, {from.Sql}, {to.Sql})", SqlType.BigInt);
        }

        var (a, b) = (Printer.Cast(FunctionCall.Local(from).Sql, SqlType.Timestamp), Printer.Cast(FunctionCall.Local(to).Sql, SqlType.Timestamp));
        return part == "week"
            ? call.Result($"(date_diff('day', date_trunc('week', {a}), date_trunc('week', {b})) // 7)", SqlType.BigInt)
            : call.Result($"date_diff({Printer.Text(part)}, {a}, {b})", SqlType.BigInt);
    }

    /// <summary>AWS: r_DATE_PART_function, r_Dateparts_for_datetime_functions. A double that holds the whole seconds field, with its fraction.</summary>
    private static Bound DatePart(FunctionCall call)
    {
        var part = call.Part(0);
        var moment = Divisible(call, part);
        var value = FunctionCall.Local(moment).Sql;
        return call.Result(
            part switch
            {
                "epoch" => $"epoch({value})",
                "second" => $"(date_part('microsecond', {value}) / 1000000.0)",
                "millisecond" => $"(date_part('microsecond', {value}) / 1000.0)",
                "microsecond" => $"CAST(date_part('microsecond', {value}) AS DOUBLE)",
                _ => Printer.Cast(DateParts.Print(call, part, moment.Type, value), SqlType.Double),
            },
            SqlType.Double);
    }

    /// <summary>What has parts: a date, a time, or an interval with its own fields alone.</summary>
    private static Bound Divisible(FunctionCall call, string part)
    {
        var value = call.Raw(1);
        if (value.Type.Kind != SqlTypeKind.Interval)
        {
            return call.Moment(1);
        }

        return part is "year" or "month" or "day" or "hour" or "minute" or "second" or "millisecond" or "microsecond" or "epoch" ? value
            : throw SqlError.NotSupported($"the part {part} of an INTERVAL", call.Position);
    }

    /// <summary>AWS: r_EXTRACT_function. The one field alone: an integer, of TIMESTAMPTZ a double.</summary>
    private static Bound Extract(FunctionCall call)
    {
        var part = call.Part(0);
        var moment = Divisible(call, part);
        var value = FunctionCall.Local(moment).Sql;
        DuckSql sql = part switch
        {
            "epoch" => $"floor(epoch({value}))",
            "second" => $"(date_part('microsecond', {value}) // 1000000)",
            "millisecond" => $"((date_part('microsecond', {value}) // 1000) % 1000)",
            "microsecond" => $"(date_part('microsecond', {value}) % 1000000)",
            _ => DateParts.Print(call, part, moment.Type, value),
        };
        var type = moment.Type.Kind == SqlTypeKind.TimestampTz ? SqlType.Double : part == "epoch" ? SqlType.BigInt : SqlType.Integer;
        return call.Result(Printer.Cast(sql, type), type);
    }

    private static Bound DateTrunc(FunctionCall call)
    {
        var part = call.Part(0);
        var date = call.DateTime(1);
        if (part is "dow" or "doy" or "epoch" or "timezone" or "timezone_hour" or "timezone_minute")
        {
            throw new SqlError("22023", $"timestamp units \"{part}\" not supported by DATE_TRUNC", call.Position);
        }

        DuckSql local = $"date_trunc({Printer.Text(part)}, {Printer.Cast(FunctionCall.Local(date).Sql, SqlType.Timestamp)})";
        return date.Type.Kind == SqlTypeKind.TimestampTz ? call.Result($"({local} AT TIME ZONE 'UTC')", SqlType.TimestampTz)
            : call.Result(Printer.Cast(local, SqlType.Timestamp), SqlType.Timestamp);
    }

    /// <summary>AWS: r_NEXT_DAY. A later day even where the date itself is that day of the week.</summary>
    private static Bound NextDay(FunctionCall call)
    {
        var date = Printer.Cast(FunctionCall.Local(call.DateTime(0)).Sql, SqlType.Date);
        return call.Result($"({date} + CAST(1 + (rs_weekday({call.Text(1)}) - isodow({date}) + 13) % 7 AS INTEGER))", SqlType.Date);
    }

    /// <summary>The last day of a month stays a last day.</summary>
    private static Bound AddMonths(FunctionCall call)
    {
        var date = FunctionCall.Local(call.DateTime(0));
        (DuckSql d, DuckSql months) = (Printer.Cast(date.Sql, SqlType.Timestamp), $"to_months({call.Integer(1)})");
        DuckSql moved = $"({d} + {months})";
        return call.Result(
            $"(CASE WHEN CAST({d} AS DATE) = last_day({d}) THEN last_day({moved}) + ({d} - date_trunc('day', {d})) ELSE {moved} END)", SqlType.Timestamp);
    }

    /// <summary>Days beyond whole months are parts of a month of 31 days.</summary>
    private static Bound MonthsBetween(FunctionCall call)
    {
        var (a, b) = (Printer.Cast(FunctionCall.Local(call.DateTime(0)).Sql, SqlType.Timestamp), Printer.Cast(FunctionCall.Local(call.DateTime(1)).Sql, SqlType.Timestamp));
        DuckSql months = $"((year({a}) - year({b})) * 12 + month({a}) - month({b}))";
        DuckSql whole = $"(day({a}) = day({b}) OR (CAST({a} AS DATE) = last_day({a}) AND CAST({b} AS DATE) = last_day({b})))";
        DuckSql seconds = $"((day({a}) - day({b})) * 86400 + epoch({a} - date_trunc('day', {a})) - epoch({b} - date_trunc('day', {b})))";
        return call.Result($"CAST({months} + CASE WHEN {whole} THEN 0 ELSE {seconds} / 2678400.0 END AS DOUBLE)", SqlType.Double);
    }

    private static Bound ConvertTimeZone(FunctionCall call)
    {
        var time = call.DateTime(call.Count - 1);
        var local = Printer.Cast(FunctionCall.Local(time).Sql, SqlType.Timestamp);
        var moment = call.Count == 3 ? TimeZones.ToUtc(local, call.Text(0)) : $"({local} AT TIME ZONE 'UTC')";
        return call.Result(TimeZones.FromUtc(moment, call.Text(call.Count - 2)), SqlType.Timestamp);
    }
}
