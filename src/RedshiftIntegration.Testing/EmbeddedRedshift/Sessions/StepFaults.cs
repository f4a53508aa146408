namespace RedshiftIntegration.Testing.Sessions;

/// <summary>Thrown by a fault hook: the connection ends without an answer.</summary>
internal sealed class ConnectionDroppedException(string step) : Exception($"The connection was dropped at step {step}.");

/// <summary>An error or a lost connection that waits for statements of its step.</summary>
internal sealed class StepFault(string step, int times)
{
    public int Remaining { get; set; } = times;

    public Func<Exception>? Error { get; init; }

    /// <summary>Null for an error; else whether the connection ends after the statement or before it.</summary>
    public bool? DropsAfter { get; init; }

    public bool Is(string name) => string.Equals(step, name, StringComparison.OrdinalIgnoreCase);
}

/// <summary>A step whose statements wait until it is disposed.</summary>
internal sealed class HeldStep(string step, Action<HeldStep> removed) : IDisposable
{
    // Not disposed: a statement may still be on its way into the wait, and an event without a kernel handle holds nothing.
    private readonly ManualResetEventSlim released = new();
    private int waiting;

    public int Waiting => Volatile.Read(ref waiting);

    public bool Is(string name) => string.Equals(step, name, StringComparison.OrdinalIgnoreCase);

    public void Enter() => Interlocked.Increment(ref waiting);

    public void Wait(CancellationToken cancellation) => released.Wait(cancellation);

    public void Leave() => Interlocked.Decrement(ref waiting);

    public void Dispose()
    {
        removed(this);
        released.Set();
    }
}
