namespace RedshiftIntegration.Testing.Sessions;

/// <summary>Lets other threads cancel the statement that a session runs; between statements a cancel hits nothing, as on a real server.</summary>
internal sealed class Interruption : IDisposable
{
    private readonly Lock gate = new();
    private readonly CancellationTokenSource stopped = new();
    private CancellationTokenSource? running;
    private CancellationTokenSource? timer;
    private bool endedByTimer;

    public CancellationToken Token { get; private set; }

    /// <summary>Whether the statement that runs now, or the one before, was ended by its timeout and not by somebody.</summary>
    public bool TimedOut => endedByTimer || timer is { IsCancellationRequested: true };

    public Scope Begin(TimeSpan timeout, TimeProvider clock)
    {
        lock (gate)
        {
            timer = timeout > TimeSpan.Zero ? new CancellationTokenSource(timeout, clock) : null;
            running = CancellationTokenSource.CreateLinkedTokenSource(stopped.Token, timer?.Token ?? CancellationToken.None);
            Token = running.Token;
            endedByTimer = false;
            return new Scope(this);
        }
    }

    public void Cancel()
    {
        CancellationTokenSource? target;
        lock (gate)
        {
            target = running;
        }

        try
        {
            target?.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The statement has just ended.
        }
    }

    public void Stop()
    {
        try
        {
            stopped.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The session has just ended.
        }
    }

    public void Dispose() => stopped.Dispose();

    private void End()
    {
        lock (gate)
        {
            endedByTimer = timer is { IsCancellationRequested: true };
            running?.Dispose();
            timer?.Dispose();
            running = timer = null;
        }
    }

    internal readonly struct Scope(Interruption owner) : IDisposable
    {
        public void Dispose() => owner.End();
    }
}
