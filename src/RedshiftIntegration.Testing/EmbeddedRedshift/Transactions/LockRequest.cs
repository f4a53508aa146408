using RedshiftIntegration.Testing.Statements;

namespace RedshiftIntegration.Testing.Transactions;

/// <summary>A transaction's place in the queue of one table, granted or waiting.</summary>
internal sealed class LockRequest(Transaction owner, (string Schema, string Name) table, LockMode mode) : IDisposable
{
    private readonly ManualResetEventSlim granted = new();

    public Transaction Owner { get; } = owner;

    public (string Schema, string Name) Table { get; } = table;

    public LockMode Mode { get; } = mode;

    public bool Granted { get; private set; }

    /// <summary>Called under the lock table's own lock.</summary>
    public void Grant()
    {
        Granted = true;
        granted.Set();
    }

    public void Wait(CancellationToken cancellation) => granted.Wait(cancellation);

    public void Dispose() => granted.Dispose();
}
