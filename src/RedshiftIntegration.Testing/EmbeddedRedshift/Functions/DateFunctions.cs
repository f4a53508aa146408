using RedshiftIntegration.Testing.Binding;
using RedshiftIntegration.Testing.Engine;

namespace RedshiftIntegration.Testing.Functions;

internal static class DateFunctions
{
    public static IReadOnlyList<Function> All { get; } =
    [
        Function.Of("getdate", 0, 0, c => c.Result($"TIMESTAMP '{Printer.Timestamp(Seconds(c.Context.StatementTime))}'", SqlType.Timestamp)),
        Function.Of("sysdate", 0, 0, c => c.Result($"TIMESTAMP '{Printer.Timestamp(c.Context.TransactionTime)}'", SqlType.Timestamp)),
        Function.Of("current_date", 0, 0, c => c.Result(Printer.Cast($"TIMESTAMP '{Printer.Timestamp(c.Context.TransactionTime)}'", SqlType.Date), SqlType.Date)),
        Leader("now", 0, 0, Now),
        Leader("current_timestamp", 0, 0, Now),
        Function.Of("dateadd", 3, 3, DateAdd),
        Function.Of("date_add", 3, 3, DateAdd),
        Function.Of("datediff", 3, 3, DateDiff),
        Function.Of("date_diff", 3, 3, DateDiff),
        Function.Of("date_part", 2, 2, DatePart),
        Function.Of("extract", 2, 2, DatePart),
        Function.Of("date_trunc", 2, 2, DateTrunc),
        Function.Of("last_day", 1, 1, c => c.Result($"last_day({c.DateTime(0).Sql})", SqlType.Date)),
        Function.Of("add_months", 2, 2, AddMonths),
        Function.Of("months_between", 2, 2, MonthsBetween),
        Function.Of("convert_timezone", 2, 3, ConvertTimeZone),
        Function.Of("to_char", 2, 2, ToChar),
        Function.Of("to_date", 2, 3, c => c.Result(Printer.Cast($"rs_to_timestamp({c.Text(0)}, {c.Text(1)})", SqlType.Date), SqlType.Date)),
        Function.Of("to_timestamp", 2, 3, c => c.Result(Printer.Cast($"rs_to_timestamp({c.Text(0)}, {c.Text(1)})", SqlType.TimestampTz), SqlType.TimestampTz)),
    ];

    private static Function Leader(string name, int least, int most, Func<FunctionCall, Bound> bind) => Function.Of(name, least, most, call =>
    {
        call.Binder.LeaderOnly($"{name}()", call.Position);
        return bind(call);
    });

    private static Bound Now(FunctionCall call) => call.Result($"TIMESTAMPTZ '{Printer.Timestamp(call.Context.TransactionTime)}+00'", SqlType.TimestampTz);

    /// <summary>GETDATE gives whole seconds.</summary>
    private static DateTime Seconds(DateTime time) => time.AddTicks(-(time.Ticks % TimeSpan.TicksPerSecond));

    private static Bound DateAdd(FunctionCall call)
    {
        var part = call.Part(0);
        var count = Printer.Cast(call.As(1, SqlType.BigInt), SqlType.BigInt);
        var date = call.DateTime(2);
        var interval = part switch
        {
            "year" => $"to_months(CAST(12 * {count} AS INTEGER))",
            "quarter" => $"to_months(CAST(3 * {count} AS INTEGER))",
            "month" => $"to_months(CAST({count} AS INTEGER))",
            "decade" => $"to_months(CAST(120 * {count} AS INTEGER))",
            "century" => $"to_months(CAST(1200 * {count} AS INTEGER))",
            "millennium" => $"to_months(CAST(12000 * {count} AS INTEGER))",
            "week" => $"to_days(CAST(7 * {count} AS INTEGER))",
            "day" or "dow" or "doy" => $"to_days(CAST({count} AS INTEGER))",
            "hour" => $"to_hours({count})",
            "minute" => $"to_minutes({count})",
            "second" => $"to_seconds({count})",
            "millisecond" => $"to_milliseconds({count})",
            "microsecond" => $"to_microseconds({count})",
            _ => throw new SqlError("22023", $"DATEADD can't add the part {part}", call.Position),
        };
        var type = date.Type.Kind == SqlTypeKind.TimestampTz ? SqlType.TimestampTz : SqlType.Timestamp;
        return call.Result($"({Printer.Cast(date.Sql, type)} + {interval})", type);
    }

    /// <summary>Boundaries crossed. DuckDB counts whole weeks of seven days; Redshift counts the beginnings of weeks.</summary>
    private static Bound DateDiff(FunctionCall call)
    {
        var part = call.Part(0);
        var (from, to) = (Printer.Cast(call.DateTime(1).Sql, SqlType.Timestamp), Printer.Cast(call.DateTime(2).Sql, SqlType.Timestamp));
        if (part is "epoch" or "timezone" or "dow" or "doy")
        {
            throw new SqlError("22023", $"DATEDIFF can't count the part {part}", call.Position);
        }

        return part == "week"
            ? call.Result($"(date_diff('day', date_trunc('week', {from}), date_trunc('week', {to})) // 7)", SqlType.BigInt)
            : call.Result($"date_diff('{part}', {from}, {to})", SqlType.BigInt);
    }

    private static Bound DatePart(FunctionCall call)
    {
        var part = call.Part(0);
        var value = call.Raw(1);
        var date = value.Type.Kind is SqlTypeKind.Time or SqlTypeKind.TimeTz ? value : call.DateTime(1);
        return part switch
        {
            "epoch" => call.Result(Printer.Cast($"epoch({date.Sql})", SqlType.BigInt), SqlType.BigInt),
            // PostgreSQL's milliseconds and microseconds hold the seconds; Redshift's are the fraction alone.
            "millisecond" => call.Result(Printer.Cast($"date_part('millisecond', {date.Sql}) % 1000", SqlType.Integer), SqlType.Integer),
            "microsecond" => call.Result(Printer.Cast($"date_part('microsecond', {date.Sql}) % 1000000", SqlType.Integer), SqlType.Integer),
            _ => call.Result(Printer.Cast($"date_part('{part}', {date.Sql})", SqlType.Integer), SqlType.Integer),
        };
    }

    private static Bound DateTrunc(FunctionCall call)
    {
        var part = call.Part(0);
        var date = call.DateTime(1);
        var type = date.Type.Kind == SqlTypeKind.TimestampTz ? SqlType.TimestampTz : SqlType.Timestamp;
        return part is "dow" or "doy" or "epoch" or "timezone"
            ? throw new SqlError("22023", $"timestamp units \"{part}\" not supported by DATE_TRUNC", call.Position)
            : call.Result(Printer.Cast($"date_trunc('{part}', {Printer.Cast(date.Sql, type)})", type), type);
    }

    /// <summary>The last day of a month stays a last day.</summary>
    private static Bound AddMonths(FunctionCall call)
    {
        var date = call.DateTime(0);
        var (d, months) = (Printer.Cast(date.Sql, SqlType.Timestamp), $"to_months({call.Integer(1)})");
        var moved = $"({d} + {months})";
        return call.Result(
            $"(CASE WHEN CAST({d} AS DATE) = last_day({d}) THEN last_day({moved}) + ({d} - date_trunc('day', {d})) ELSE {moved} END)", SqlType.Timestamp);
    }

    private static Bound MonthsBetween(FunctionCall call)
    {
        var (a, b) = (Printer.Cast(call.DateTime(0).Sql, SqlType.Timestamp), Printer.Cast(call.DateTime(1).Sql, SqlType.Timestamp));
        var months = $"((year({a}) - year({b})) * 12 + month({a}) - month({b}))";
        var whole = $"(day({a}) = day({b}) OR (CAST({a} AS DATE) = last_day({a}) AND CAST({b} AS DATE) = last_day({b})))";
        var seconds = $"((day({a}) - day({b})) * 86400 + epoch({a} - date_trunc('day', {a})) - epoch({b} - date_trunc('day', {b})))";
        return call.Result($"CAST({months} + CASE WHEN {whole} THEN 0 ELSE {seconds} / 2678400.0 END AS DOUBLE)", SqlType.Double);
    }

    private static Bound ConvertTimeZone(FunctionCall call)
    {
        var source = call.Count == 3 ? call.Text(0) : "'UTC'";
        var target = call.Text(call.Count - 2);
        var time = Printer.Cast(call.DateTime(call.Count - 1).Sql, SqlType.Timestamp);
        return call.Result($"(({time} AT TIME ZONE {source}) AT TIME ZONE {target})", SqlType.Timestamp);
    }

    private static Bound ToChar(FunctionCall call)
    {
        var value = call.Raw(0);
        return value.Type.IsNumber
            ? call.Result($"rs_to_char_number({Printer.Cast(Coercions.Text(value), SqlType.Varchar())}, {call.Text(1)})", SqlType.Varchar(64))
            : call.Result($"rs_to_char({Printer.Cast(call.DateTime(0).Sql, SqlType.Timestamp)}, {call.Text(1)})", SqlType.Varchar(64));
    }
}
