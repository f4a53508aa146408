using RedshiftIntegration.Testing.Aws.Wire;

namespace RedshiftIntegration.Testing;

/// <summary>Errors that an <see cref="EmbeddedAws"/> answers on demand, and calls that it keeps waiting.</summary>
public sealed class AwsFaults
{
    /// <summary>The code that breaks the connection instead of answering.</summary>
    public const string ConnectionReset = "ConnectionReset";

    private readonly Lock gate = new();
    private readonly List<Fault> faults = [];
    private readonly List<HeldCalls> holds = [];

    internal AwsFaults() { }

    /// <summary>Lets the next calls of an operation fail before they change anything.</summary>
    /// <param name="service">The service's signing name, such as <c>s3</c>.</param>
    /// <param name="operation">The operation, such as <c>PutObject</c>.</param>
    /// <param name="times">How many calls fail. Default: 1.</param>
    /// <param name="code">The service's error code, such as <c>SlowDown</c> (503) or <c>AccessDenied</c> (403), or <see cref="ConnectionReset"/>. Default: <c>InternalError</c> (500).</param>
    /// <param name="after">How many calls pass before the first that fails. Default: 0.</param>
    public void FailNext(string service, string operation, int times = 1, string? code = null, int after = 0)
    {
        ArgumentException.ThrowIfNullOrEmpty(service);
        ArgumentException.ThrowIfNullOrEmpty(operation);
        ArgumentOutOfRangeException.ThrowIfLessThan(times, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(after);
        lock (gate)
        {
            faults.Add(new Fault(service, operation, code ?? "InternalError") { Left = times, Skip = after });
        }
    }

    /// <summary>Keeps the next call of an operation waiting, and every later one, before it changes anything. A caller that leaves meanwhile changes nothing about that.</summary>
    /// <param name="service">The service's signing name, such as <c>s3</c>.</param>
    /// <param name="operation">The operation, such as <c>PutObject</c>.</param>
    /// <param name="key">What the object's key ends with. Default: any key, or none.</param>
    /// <returns>Dispose it to let the waiting calls run, and later ones pass.</returns>
    public IDisposable Hold(string service, string operation, string key = "")
    {
        ArgumentException.ThrowIfNullOrEmpty(service);
        ArgumentException.ThrowIfNullOrEmpty(operation);
        ArgumentNullException.ThrowIfNull(key);
        HeldCalls hold = new(service, operation, key, Remove);
        lock (gate)
        {
            holds.Add(hold);
        }

        return hold;
    }

    /// <summary>Completes when a held call waits, at once if one waits already.</summary>
    /// <param name="service">As given to <see cref="Hold"/>.</param>
    /// <param name="operation">As given to <see cref="Hold"/>.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="InvalidOperationException">No call of the operation is held.</exception>
    public Task WaitUntilHeldAsync(string service, string operation, CancellationToken cancellationToken = default)
    {
        lock (gate)
        {
            HeldCalls hold = holds.Find(h => h.IsOf(service, operation)) ?? throw new InvalidOperationException($"No call of {service} {operation} is held. Call Hold first.");
            return hold.Reached.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Forgets all faults that have not struck yet.</summary>
    public void Clear()
    {
        lock (gate)
        {
            faults.Clear();
        }
    }

    internal async Task StrikeAsync(string service, string operation, string? key)
    {
        HeldCalls? hold;
        lock (gate)
        {
            hold = holds.Find(h => h.IsOf(service, operation) && (key ?? string.Empty).EndsWith(h.Key, StringComparison.Ordinal));
        }

        if (hold is not null)
        {
            await hold.WaitAsync();
        }

        string? code = Take(service, operation);
        if (code is ConnectionReset)
        {
            throw new BrokenConnectionException();
        }

        if (code is not null)
        {
            throw AwsError.Injected(code);
        }
    }

    private void Remove(HeldCalls hold)
    {
        lock (gate)
        {
            holds.Remove(hold);
        }
    }

    private string? Take(string service, string operation)
    {
        lock (gate)
        {
            foreach (Fault fault in faults)
            {
                if (!fault.Strikes(service, operation))
                {
                    continue;
                }

                if (fault.Skip > 0)
                {
                    fault.Skip--;
                    continue;
                }

                if (--fault.Left == 0)
                {
                    faults.Remove(fault);
                }

                return fault.Code;
            }

            return null;
        }
    }

    private sealed class HeldCalls(string service, string operation, string key, Action<HeldCalls> removed) : IDisposable
    {
        private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public string Key => key;

        public Task Reached => _reached.Task;

        public bool IsOf(string s, string o) => string.Equals(service, s, StringComparison.OrdinalIgnoreCase) && string.Equals(operation, o, StringComparison.OrdinalIgnoreCase);

        public Task WaitAsync()
        {
            _reached.TrySetResult();
            return _released.Task;
        }

        public void Dispose()
        {
            removed(this);
            _released.TrySetResult();
        }
    }

    private sealed record Fault(string Service, string Operation, string Code)
    {
        public int Left { get; set; }

        public int Skip { get; set; }

        public bool Strikes(string service, string operation)
            => string.Equals(Service, service, StringComparison.OrdinalIgnoreCase) && string.Equals(Operation, operation, StringComparison.OrdinalIgnoreCase);
    }
}
