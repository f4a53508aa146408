namespace RedshiftIntegration.Testing.Transactions;

/// <summary>An open transaction of one session, from its first statement to its commit or rollback.</summary>
internal sealed class Transaction(long number, int sessionId)
{
    private readonly Dictionary<(string Schema, string Name), ChangeKinds> changed = [];

    public long Number { get; } = number;

    public int SessionId { get; } = sessionId;

    /// <summary>The last commit that this transaction sees, from the first statement that takes a snapshot; null before it.</summary>
    public long? Snapshot { get; set; }

    /// <summary>Tables whose rows it updated or deleted.</summary>
    public IReadOnlyDictionary<(string Schema, string Name), ChangeKinds> Changed => changed;

    public void AddChange((string Schema, string Name) table, ChangeKinds kinds) => changed[table] = changed.GetValueOrDefault(table) | kinds;
}
