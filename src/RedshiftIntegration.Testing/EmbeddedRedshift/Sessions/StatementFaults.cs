namespace RedshiftIntegration.Testing.Sessions;

/// <summary>Thrown by a fault hook: the connection ends without an answer.</summary>
internal sealed class ConnectionDroppedException() : Exception("The connection was dropped by RedshiftFaults.");

/// <summary>Counts the statements that match.</summary>
internal abstract class StatementCounter(StatementMatch which)
{
    private int seen;

    public StatementMatch Which { get; } = which ?? throw new ArgumentNullException(nameof(which));

    /// <summary>Counts a statement; the number of those that matched, 0 where this one doesn't.</summary>
    protected int Number(string? step, string text) => Which.Matches(step, text) ? ++seen : 0;
}

/// <summary>An error or a lost connection that waits for its statements.</summary>
internal sealed class StatementFault(StatementMatch which, int times) : StatementCounter(which)
{
    public int Remaining { get; set; } = times;

    public Func<Exception>? Error { get; init; }

    /// <summary>Null for an error; else whether the connection ends after the statement or before it.</summary>
    public bool? DropsAfter { get; init; }

    /// <summary>The rows that a statement writes before the error; null where the error comes before the statement.</summary>
    public long? AfterRows { get; init; }

    /// <summary>Whether the statement begins to run at all.</summary>
    public bool ActsLater => DropsAfter == true || AfterRows is not null;

    /// <summary>Whether it acts on this statement: a number names the first of those that it acts on.</summary>
    public bool Counts(string? step, string text) => Number(step, text) is > 0 and var number && number >= (Which.Ordinal ?? 1);
}

/// <summary>Statements that wait until this is disposed, or for a time.</summary>
internal sealed class HeldStatements(StatementMatch which, TimeSpan? duration, Action<HeldStatements> removed) : StatementCounter(which), IDisposable
{
    // Not disposed: a statement may still be on its way into the wait, and an event without a kernel handle holds nothing.
    private readonly ManualResetEventSlim released = new();
    private int waiting;

    public int Waiting => Volatile.Read(ref waiting);

    public bool Counts(string? step, string text) => Number(step, text) is > 0 and var number && (Which.Ordinal is not { } only || only == number);

    /// <summary>Counts a waiting statement. Its time begins here: who is told of it may move the clock at once.</summary>
    /// <returns>What ends the wait by itself; null where only the disposal does.</returns>
    public CancellationTokenSource? Enter(TimeProvider clock)
    {
        Interlocked.Increment(ref waiting);
        return duration is { } time ? new CancellationTokenSource(time, clock) : null;
    }

    public void Wait(CancellationTokenSource? elapsed, CancellationToken cancellation)
    {
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(elapsed?.Token ?? CancellationToken.None, cancellation);
        try
        {
            released.Wait(either.Token);
        }
        catch (OperationCanceledException) when (elapsed is { IsCancellationRequested: true } && !cancellation.IsCancellationRequested)
        {
            // The time is over: the statement runs.
        }
    }

    public void Leave() => Interlocked.Decrement(ref waiting);

    public void Dispose()
    {
        removed(this);
        released.Set();
    }
}
