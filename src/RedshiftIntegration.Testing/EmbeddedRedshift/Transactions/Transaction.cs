namespace RedshiftIntegration.Testing.Transactions;

/// <summary>A transaction of one session, from its first statement to its end and for as long after as others may conflict with it.</summary>
internal sealed class Transaction(long number, int sessionId)
{
    public long Number { get; } = number;

    public int SessionId { get; } = sessionId;

    public int UserId { get; init; }

    public DateTime Start { get; init; }

    /// <summary>The last commit that this transaction sees, from the first statement that takes a snapshot; null before it.</summary>
    public long? Snapshot { get; set; }

    /// <summary>Its own place among the commits; null while it is open and after a rollback.</summary>
    public long? Commit { get; set; }

    /// <summary>Rows that it updated or deleted, statement by statement (SNAPSHOT).</summary>
    public List<((string Schema, string Name) Table, RowSet Rows)> Changed { get; } = [];

    /// <summary>Tables that it read (SERIALIZABLE).</summary>
    public HashSet<(string Schema, string Name)> Reads { get; } = [];

    /// <summary>Tables that it wrote (SERIALIZABLE).</summary>
    public HashSet<(string Schema, string Name)> Writes { get; } = [];

    public bool Sees(Transaction other) => other.Commit <= Snapshot;
}
