using System.Globalization;
using System.Text;
using DuckDB.NET.Data.DataChunk.Writer;
using RedshiftIntegration.Testing.Binding;
using RedshiftIntegration.Testing.Catalogue;
using RedshiftIntegration.Testing.Engine;

namespace RedshiftIntegration.Testing.Loading;

/// <summary>DATE, by DATEFORMAT; a time of day is left out.</summary>
internal sealed class DateLoader : FieldLoader
{
    private const int ShortestDate = 10;

    private readonly LoadFault invalid;
    private readonly DateTimePattern? pattern;
    private int days;

    public DateLoader(Column column, CopyOptions options)
        : base(column, options)
    {
        invalid = new LoadFault(LoadFaults.Date, $"Invalid Date Format [{options.DateFormat ?? "YYYY-MM-DD"}]");
        pattern = options.DateFormat is null or "auto" ? null : DateTimePattern.Parse(options.DateFormat);
    }

    public override Type StreamType => typeof(int);

    public override DuckSql Sql(DuckSql value) => $"(DATE '1970-01-01' + {value})";

    protected override LoadFault? Parse(ReadOnlySpan<byte> text)
    {
        var read = Options.DateFormat == "auto" ? AutomaticDates.Read(Encoding.UTF8.GetString(text))?.Moment : pattern is not null ? pattern.Read(Encoding.UTF8.GetString(text)) : PlainDates.Date(text);
        if (read is { } moment)
        {
            days = DateOnly.FromDateTime(moment).DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;
            return null;
        }

        if (Options.AcceptAnyDate)
        {
            BecomesNull();
            return null;
        }

        return Options.DateFormat is null && text.Trim(" \t"u8).Length < ShortestDate ? LoadFaults.DateLength : invalid;
    }

    protected override void WriteValue(IDuckDBDataWriter writer, ulong row) => writer.WriteValue(days, row);
}

/// <summary>TIMESTAMP and TIMESTAMPTZ, by TIMEFORMAT; without an offset it is UTC.</summary>
internal sealed class TimestampLoader : FieldLoader
{
    private readonly LoadFault invalid;
    private readonly DateTimePattern? pattern;
    private readonly bool zoned;
    private long microseconds;

    public TimestampLoader(Column column, CopyOptions options)
        : base(column, options)
    {
        zoned = column.Type.Kind == SqlTypeKind.TimestampTz;
        invalid = new LoadFault(LoadFaults.Timestamp, $"Invalid timestamp format or value [{options.TimeFormat ?? "YYYY-MM-DD HH24:MI:SS"}]");
        pattern = options.TimeFormat is null or "auto" or "epochsecs" or "epochmillisecs" ? null : DateTimePattern.Parse(options.TimeFormat);
    }

    public override Type StreamType => typeof(long);

    public override DuckSql Sql(DuckSql value) => zoned ? (DuckSql)$"CAST(make_timestamp({value}) AS TIMESTAMPTZ)" : $"make_timestamp({value})";

    protected override LoadFault? Parse(ReadOnlySpan<byte> text)
    {
        if (Read(text) is { } read)
        {
            microseconds = read;
            return null;
        }

        if (Options.AcceptAnyDate)
        {
            BecomesNull();
            return null;
        }

        return invalid;
    }

    protected override void WriteValue(IDuckDBDataWriter writer, ulong row) => writer.WriteValue(microseconds, row);

    private long? Read(ReadOnlySpan<byte> text) => Options.TimeFormat switch
    {
        "epochsecs" => Epoch(text, 1_000_000),
        "epochmillisecs" => Epoch(text, 1_000),
        "auto" => AutomaticDates.Read(Encoding.UTF8.GetString(text)) is { } read ? Since(read.Moment, read.Offset) : null,
        null => PlainDates.Timestamp(text, zoned, out var moment, out var offset) ? Since(moment, offset) : null,
        _ => pattern!.Read(Encoding.UTF8.GetString(text)) is { } moment ? Since(moment, null) : null,
    };

    /// <summary>A TIMESTAMP keeps the time as it is written.</summary>
    private long Since(DateTime moment, TimeSpan? offset) => ((moment - DateTime.UnixEpoch) - (zoned && offset is { } known ? known : TimeSpan.Zero)).Ticks / TimeSpan.TicksPerMicrosecond;

    private static long? Epoch(ReadOnlySpan<byte> text, long unit)
    {
        // Until the year 9999.
        const decimal Most = 253_402_300_799_999_999m;
        return decimal.TryParse(text.Trim(" \t"u8), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && Math.Abs(value) <= Most / unit
            ? (long)(value * unit)
            : null;
    }
}

/// <summary>TIME and TIMETZ: HH:MI:SS with a fraction; the offset of TIMETZ is UTC's when it is left out.</summary>
internal sealed class TimeLoader(Column column, CopyOptions options) : FieldLoader(column, options)
{
    private static readonly LoadFault Invalid = new(LoadFaults.Timestamp, "Invalid time format or value [HH24:MI:SS]");
    private string value = "";

    public override Type StreamType => typeof(string);

    protected override LoadFault? Parse(ReadOnlySpan<byte> text)
    {
        var trimmed = text.Trim(" \t"u8);
        if (!PlainDates.Time(trimmed, out var time, out var length))
        {
            return Invalid;
        }

        var rest = Encoding.ASCII.GetString(trimmed[length..]).Trim();
        var written = time.ToString(@"hh\:mm\:ss\.ffffff", CultureInfo.InvariantCulture);
        if (Column.Type.Kind == SqlTypeKind.Time)
        {
            value = written;
            return rest.Length == 0 ? null : Invalid;
        }

        value = written + (rest.Length == 0 ? "+00" : rest);
        return rest.Length == 0 || PlainDates.Offset(Encoding.ASCII.GetBytes(rest)) is not null ? null : Invalid;
    }

    protected override void WriteValue(IDuckDBDataWriter writer, ulong row) => writer.WriteValue(value, row);
}
