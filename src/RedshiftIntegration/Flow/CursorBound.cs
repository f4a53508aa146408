using System.Globalization;
using RedshiftIntegration.Definition;

namespace RedshiftIntegration.Flow;

/// <summary>
/// A value of a cursor, exact to the microsecond or the unit, with one canonical text that all engines share (tests/RedshiftIntegration.Tests/Vectors/cursor.json).
/// </summary>
/// <param name="Kind">What <paramref name="Value"/> counts.</param>
/// <param name="Value">Microseconds since 0001-01-01, days since 0001-01-01, or the number itself. Wide enough for BIGINT UNSIGNED less a lag.</param>
internal readonly record struct CursorBound(CursorKind Kind, Int128 Value) : IComparable<CursorBound>
{
    private const string SecondsFormat = "yyyy-MM-dd HH:mm:ss";
    private static readonly Int128 MaxMicroseconds = DateTime.MaxValue.Ticks / TimeSpan.TicksPerMicrosecond;

    public static bool operator <(CursorBound left, CursorBound right) => left.CompareTo(right) < 0;

    public static bool operator >(CursorBound left, CursorBound right) => left.CompareTo(right) > 0;

    public static bool operator <=(CursorBound left, CursorBound right) => left.CompareTo(right) <= 0;

    public static bool operator >=(CursorBound left, CursorBound right) => left.CompareTo(right) >= 0;

    /// <summary>A source's clock as a bound of <paramref name="kind"/>; null for numbers, which know no clock.</summary>
    public static CursorBound? OfClock(CursorKind kind, DateTime utc) => kind == CursorKind.Number ? null : Of(kind, utc);

    /// <summary>A point in time, cut to the unit of <paramref name="kind"/>.</summary>
    public static CursorBound Of(CursorKind kind, DateTime value) => kind switch
    {
        CursorKind.Timestamp => new(kind, value.Ticks / TimeSpan.TicksPerMicrosecond),
        CursorKind.Date => new(kind, value.Ticks / TimeSpan.TicksPerDay),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "A number is no time."),
    };

    public static CursorBound Of(Int128 number) => new(CursorKind.Number, number);

    /// <summary>Reads the canonical text, and times with fewer digits after the point or with <c>T</c> between day and time. No zone, no more than 6 digits.</summary>
    public static bool TryParse(CursorKind kind, string text, out CursorBound bound)
    {
        bound = default;
        switch (kind)
        {
            case CursorKind.Number:
                bool isNumber = Int128.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out Int128 number) && !text.StartsWith('+');
                bound = new(kind, number);
                return isNumber;
            case CursorKind.Date:
                bool isDate = DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day);
                bound = new(kind, day.DayNumber);
                return isDate;
            default:
                bool isTime = TryParseTime(text, out DateTime time);
                bound = new(CursorKind.Timestamp, time.Ticks / TimeSpan.TicksPerMicrosecond);
                return isTime;
        }
    }

    /// <exception cref="FormatException">The text is no value of <paramref name="kind"/>.</exception>
    public static CursorBound Parse(CursorKind kind, string text) => TryParse(kind, text, out CursorBound bound)
        ? bound
        : throw new FormatException($"'{text}' is no watermark of kind {kind}.");

    /// <summary>
    /// The next watermark: <paramref name="newest"/> (the highest cursor that is not above the source's clock), never below <paramref name="from"/>;
    /// null only where there is neither.
    /// </summary>
    public static CursorBound? Upper(CursorBound? newest, CursorBound? from) => (newest, from) switch
    {
        (null, _) => from,
        (_, null) => newest,
        _ => newest < from ? from : newest,
    };

    /// <summary>
    /// Where a read begins. Append: strictly above the watermark, without lag. Else: the watermark less the lag, itself included, so that rows that were
    /// committed late or share the watermark's value come again; the merge absorbs them. Null without a watermark: from the beginning.
    /// </summary>
    public static CursorLowerBound? Lower(ResolvedCursor cursor, CursorBound? from, LoadMode mode)
    {
        if (from is not { } start)
        {
            return null;
        }

        return mode == LoadMode.Append ? new CursorLowerBound(start, IsInclusive: false) : new CursorLowerBound(start.Back(cursor), IsInclusive: true);
    }

    /// <summary>This value less the cursor's lag; times end at 0001-01-01. A lag below a day still reaches back one whole day on a DATE.</summary>
    public CursorBound Back(ResolvedCursor cursor) => Kind switch
    {
        CursorKind.Number => this with { Value = Value - cursor.LagNumber },
        CursorKind.Date => this with { Value = Int128.Max(0, Value - ((cursor.LagTime.Ticks + TimeSpan.TicksPerDay - 1) / TimeSpan.TicksPerDay)) },
        _ => this with { Value = Int128.Max(0, Value - (cursor.LagTime.Ticks / TimeSpan.TicksPerMicrosecond)) },
    };

    /// <summary>For parameters; not for numbers. Kind is Unspecified.</summary>
    public DateTime ToDateTime() => Kind switch
    {
        CursorKind.Timestamp => new DateTime((long)Int128.Min(Value, MaxMicroseconds) * TimeSpan.TicksPerMicrosecond, DateTimeKind.Unspecified),
        CursorKind.Date => new DateTime((long)Value * TimeSpan.TicksPerDay, DateTimeKind.Unspecified),
        _ => throw new InvalidOperationException("A number is no time."),
    };

    public int CompareTo(CursorBound other) => Kind == other.Kind
        ? Value.CompareTo(other.Value)
        : throw new ArgumentException($"A {Kind} can't be compared with a {other.Kind}.", nameof(other));

    /// <summary>The canonical text: <c>yyyy-MM-dd HH:mm:ss.ffffff</c>, <c>yyyy-MM-dd</c>, or digits.</summary>
    public override string ToString() => Kind switch
    {
        CursorKind.Number => Value.ToString(CultureInfo.InvariantCulture),
        CursorKind.Date => ToDateTime().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        _ => ToDateTime().ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture),
    };

    private static bool TryParseTime(string text, out DateTime time)
    {
        time = default;
        int seconds = SecondsFormat.Length;
        if (text.Length < seconds || text[10] is not (' ' or 'T'))
        {
            return false;
        }

        string whole = text[10] == ' ' ? text[..seconds] : $"{text[..10]} {text[11..seconds]}";
        if (!DateTime.TryParseExact(whole, SecondsFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out time))
        {
            return false;
        }

        ReadOnlySpan<char> fraction = text.AsSpan(seconds);
        if (fraction.IsEmpty)
        {
            return true;
        }

        if (fraction[0] != '.' || fraction.Length is < 2 or > 7 || fraction[1..].ContainsAnyExceptInRange('0', '9'))
        {
            return false;
        }

        int microseconds = int.Parse(fraction[1..], NumberStyles.None, CultureInfo.InvariantCulture);
        for (int digits = fraction.Length - 1; digits < 6; digits++)
        {
            microseconds *= 10;
        }

        time = time.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);
        return true;
    }
}

/// <summary>The first cursor value that a read takes, or the last that it leaves out.</summary>
internal readonly record struct CursorLowerBound(CursorBound Value, bool IsInclusive);
