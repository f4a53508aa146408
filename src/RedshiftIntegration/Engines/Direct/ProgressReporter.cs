using RedshiftIntegration.Flow;

namespace RedshiftIntegration.Engines.Direct;

/// <summary>Passes progress on, at most ten times a second.</summary>
internal sealed class ProgressReporter(IProgress<ExtractProgress>? progress, long? totalRows, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);
    private long _last;
    private bool _reported;

    public void Report(long rows, long bytes)
    {
        if (progress is null || (_reported && time.GetElapsedTime(_last) < Interval))
        {
            return;
        }

        Send(rows, bytes);
    }

    /// <summary>The last figure of a run, whenever it comes.</summary>
    public void Finish(long rows, long bytes)
    {
        if (progress is not null)
        {
            Send(rows, bytes);
        }
    }

    private void Send(long rows, long bytes)
    {
        _reported = true;
        _last = time.GetTimestamp();
        progress!.Report(new ExtractProgress(rows, totalRows, bytes));
    }
}
