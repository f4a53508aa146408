namespace RedshiftIntegration.Flow;

/// <summary>Times of a run as the control schema keeps them: a TIMESTAMP has microseconds, a clock has ticks of a tenth.</summary>
internal static class RecordedTime
{
    public static DateTimeOffset Of(DateTimeOffset time) => time.AddTicks(-(time.Ticks % TimeSpan.TicksPerMicrosecond));
}
