using System.Buffers.Text;
using System.Globalization;

namespace RedshiftIntegration.Mapping;

/// <summary><c>yyyy-MM-dd HH:mm:ss[.ffffff]</c> of a zone to UTC, always with six digits after the point.</summary>
internal sealed class TimeZoneStep(string zone) : TransformStep
{
    private const int TextLength = 26;
    private const int WholeSeconds = 19;
    private readonly TimeZoneInfo _zone = TimeZones.Find(zone) ?? throw new InvalidOperationException($"The time zone '{zone}' is unknown here.");

    public override StepOutcome Apply(ReadOnlySpan<byte> text, ref byte[] buffer, out int start, out int length)
    {
        if (!TryParse(text, out DateTime local))
        {
            throw new TransformValueException($"is no date and time, which the step from {zone} to UTC needs", "Map the column without AtTimeZone, or correct the value in the source.");
        }

        if (!TryToUtc(local, out DateTime utc))
        {
            throw new TransformValueException("is outside the years 1 to 9999 in UTC", "Leave the row out by Where, or correct the value in the source.");
        }

        Ensure(ref buffer, TextLength);
        utc.TryFormat(buffer.AsSpan(0, TextLength), out length, "yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture);
        start = 0;
        return StepOutcome.Buffer;
    }

    /// <summary>
    /// The offsets a day before and a day after decide: both hold for a time that the clock showed twice (the earlier instant is taken),
    /// none for one that it skipped (the offset before is taken, which moves it forward by the gap, as PostgreSQL does).
    /// TimeZoneInfo's own answers for ambiguous and invalid times know daylight saving alone, not a zone that changes its standard time.
    /// </summary>
    private bool TryToUtc(DateTime local, out DateTime utc)
    {
        long before = OffsetAt(local.Ticks - TimeSpan.TicksPerDay);
        long after = OffsetAt(local.Ticks + TimeSpan.TicksPerDay);
        long first = local.Ticks - Math.Max(before, after);
        long second = local.Ticks - Math.Min(before, after);
        long ticks = OffsetAt(first) == local.Ticks - first ? first
            : OffsetAt(second) == local.Ticks - second ? second
            : local.Ticks - before;
        bool isInRange = ticks >= DateTime.MinValue.Ticks && ticks <= DateTime.MaxValue.Ticks;
        utc = isInRange ? new DateTime(ticks, DateTimeKind.Utc) : default;
        return isInRange;
    }

    private long OffsetAt(long utcTicks) =>
        _zone.GetUtcOffset(new DateTime(Math.Clamp(utcTicks, DateTime.MinValue.Ticks, DateTime.MaxValue.Ticks), DateTimeKind.Utc)).Ticks;

    private static bool TryParse(ReadOnlySpan<byte> text, out DateTime value)
    {
        value = default;
        if (text.Length is < WholeSeconds or > TextLength or WholeSeconds + 1
            || text[4] != '-' || text[7] != '-' || text[10] != ' ' || text[13] != ':' || text[16] != ':'
            || !TryNumber(text[..4], out int year) || !TryNumber(text[5..7], out int month) || !TryNumber(text[8..10], out int day)
            || !TryNumber(text[11..13], out int hour) || !TryNumber(text[14..16], out int minute) || !TryNumber(text[17..19], out int second)
            || !TryFraction(text[WholeSeconds..], out int microseconds))
        {
            return false;
        }

        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month) || hour > 23 || minute > 59 || second > 59)
        {
            return false;
        }

        value = new DateTime(year, month, day, hour, minute, second).AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);
        return true;
    }

    private static bool TryFraction(ReadOnlySpan<byte> text, out int microseconds)
    {
        microseconds = 0;
        if (text.IsEmpty)
        {
            return true;
        }

        if (text[0] != '.' || !TryNumber(text[1..], out microseconds))
        {
            return false;
        }

        for (int digits = text.Length - 1; digits < 6; digits++)
        {
            microseconds *= 10;
        }

        return true;
    }

    private static bool TryNumber(ReadOnlySpan<byte> text, out int number) =>
        Utf8Parser.TryParse(text, out number, out int consumed) && consumed == text.Length && number >= 0 && text[0] is >= (byte)'0' and <= (byte)'9';
}
