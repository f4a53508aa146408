namespace RedshiftIntegration.Running;

/// <summary>The caller's token joined with the run's time budget.</summary>
internal sealed class TimeBudget : IDisposable
{
    private readonly CancellationTokenSource? _timer;
    private readonly CancellationTokenSource _joined;

    private TimeBudget(CancellationTokenSource? timer, CancellationTokenSource joined, DateTimeOffset? deadline)
    {
        _timer = timer;
        _joined = joined;
        Deadline = deadline;
    }

    public CancellationToken Token => _joined.Token;

    public DateTimeOffset? Deadline { get; }

    public bool IsExceeded => _timer?.IsCancellationRequested == true;

    public static TimeBudget Start(TimeSpan? budget, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (budget is not { } span)
        {
            return new TimeBudget(null, CancellationTokenSource.CreateLinkedTokenSource(cancellationToken), null);
        }

        CancellationTokenSource timer = new(span, clock);
        return new TimeBudget(timer, CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timer.Token), clock.GetUtcNow() + span);
    }

    public void Dispose()
    {
        _joined.Dispose();
        _timer?.Dispose();
    }
}
