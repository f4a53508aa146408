namespace RedshiftIntegration.Testing.Transactions;

/// <summary>An open transaction of one session, from its first statement to its commit or rollback.</summary>
internal sealed class Transaction(long number, int sessionId)
{
    private readonly HashSet<(string Schema, string Name)> changed = [];

    public long Number { get; } = number;

    public int SessionId { get; } = sessionId;

    /// <summary>The last commit that this transaction sees, from the first statement that takes a snapshot; null before it.</summary>
    public long? Snapshot { get; set; }

    /// <summary>Tables whose rows it updated or deleted.</summary>
    public IReadOnlySet<(string Schema, string Name)> Changed => changed;

    public void AddChange((string Schema, string Name) table) => changed.Add(table);
}
