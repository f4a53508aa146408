using RedshiftIntegration.Testing.Aws.Wire;

namespace RedshiftIntegration.Testing;

/// <summary>Errors that an <see cref="EmbeddedAws"/> answers on demand.</summary>
public sealed class AwsFaults
{
    /// <summary>The code that breaks the connection instead of answering.</summary>
    public const string ConnectionReset = "ConnectionReset";

    private readonly Lock gate = new();
    private readonly List<Fault> faults = [];

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

    /// <summary>Forgets all faults that have not struck yet.</summary>
    public void Clear()
    {
        lock (gate)
        {
            faults.Clear();
        }
    }

    internal void Strike(string service, string operation)
    {
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

    private sealed record Fault(string Service, string Operation, string Code)
    {
        public int Left { get; set; }

        public int Skip { get; set; }

        public bool Strikes(string service, string operation)
            => string.Equals(Service, service, StringComparison.OrdinalIgnoreCase) && string.Equals(Operation, operation, StringComparison.OrdinalIgnoreCase);
    }
}
