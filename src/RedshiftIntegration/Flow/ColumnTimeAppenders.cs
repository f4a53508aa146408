namespace RedshiftIntegration.Flow;

internal sealed class DateAppender(ResolvedColumn definition) : ColumnAppender(definition)
{
    public override void AppendText(ReadOnlySpan<byte> text)
    {
        if (!CanonicalTime.TryDate(text, out int days))
        {
            RefuseUnfit(text);
        }

        Column!.Add(days);
    }

    public override void AppendDate(int days) => Column!.Add(days);

    public override string LastText() => CanonicalTime.DateText(Column!.Int32s![Column.ValueCount - 1]);
}

/// <summary>TIMESTAMP, and TIMESTAMPTZ, whose values are UTC on the way.</summary>
internal sealed class TimestampAppender(ResolvedColumn definition) : ColumnAppender(definition)
{
    public override void AppendText(ReadOnlySpan<byte> text)
    {
        if (!CanonicalTime.TryTimestamp(text, out long microseconds))
        {
            RefuseUnfit(text);
        }

        Column!.Add(microseconds);
    }

    public override void AppendDate(int days) => Column!.Add(days * CanonicalTime.MicrosecondsPerDay);

    public override void AppendTimestamp(long microseconds) => Column!.Add(microseconds);

    public override string LastText() => CanonicalTime.TimestampText(Column!.Int64s![Column.ValueCount - 1]);
}

/// <summary>TIME, which travels as microseconds since midnight.</summary>
internal sealed class TimeAppender(ResolvedColumn definition) : ColumnAppender(definition)
{
    public override void AppendText(ReadOnlySpan<byte> text)
    {
        if (!CanonicalTime.TryClock(text, out long microseconds))
        {
            RefuseUnfit(text);
        }

        AppendClock(microseconds);
    }

    public override void AppendClock(long microseconds)
    {
        if (microseconds is < 0 or >= CanonicalTime.MicrosecondsPerDay)
        {
            RefuseUnfit(microseconds);
        }

        Column!.Add(microseconds);
    }

    public override string LastText() => CanonicalTime.ClockText(Column!.Int64s![Column.ValueCount - 1]);
}
