using System.Globalization;
using RedshiftIntegration.Testing.Engine;

namespace RedshiftIntegration.Testing.Transactions;

/// <summary>
/// Numbers commits and remembers which tables' rows each changed, as long as an older snapshot is open. DuckDB notices two updates of one row,
/// but lets a delete pass over an update of an older snapshot; Redshift answers 1023 to both (AWS: c_serial_isolation), so the check is done here.
/// </summary>
internal sealed class ConflictLog
{
    private readonly Lock gate = new();
    private readonly List<Change> changes = [];
    private readonly HashSet<Transaction> open = [];
    private long lastCommit;
    private long lastTransaction;

    public Transaction Begin(int sessionId)
    {
        lock (gate)
        {
            return new Transaction(++lastTransaction, sessionId);
        }
    }

    public void TakeSnapshot(Transaction transaction)
    {
        lock (gate)
        {
            if (transaction.Snapshot is null)
            {
                transaction.Snapshot = lastCommit;
                open.Add(transaction);
            }
        }
    }

    /// <summary>Refuses a change of a table that another transaction changed otherwise after this one's snapshot.</summary>
    public void CheckChange(Transaction transaction, (string Schema, string Name) table, ChangeKinds kinds)
    {
        lock (gate)
        {
            if (transaction.Snapshot is { } snapshot
                && changes.Find(c => c.Commit > snapshot && c.Table == table && Changes.Collide(c.Kinds, kinds)) is { } other)
            {
                throw SerializableViolation($"{table.Schema}.{table.Name}", transaction.Number, other.Transaction);
            }

            transaction.AddChange(table, kinds);
        }
    }

    public void Ended(Transaction transaction, bool committed)
    {
        lock (gate)
        {
            if (committed)
            {
                lastCommit++;
                changes.AddRange(transaction.Changed.Select(c => new Change(c.Key, c.Value, lastCommit, transaction.Number)));
            }

            open.Remove(transaction);
            long oldest = open.Count == 0 ? lastCommit : open.Min(t => t.Snapshot ?? lastCommit);
            changes.RemoveAll(c => c.Commit <= oldest);
        }
    }

    /// <summary>Redshift's error 1023, whose code stands in the message because its SQLSTATE says nothing.</summary>
    public static SqlError SerializableViolation(string table, params long[] transactions)
    {
        string cycle = transactions.Length == 0
            ? "."
            : ", transactions forming the cycle are: " + string.Join(", ", transactions.Select(t => t.ToString(CultureInfo.InvariantCulture)));
        return new SqlError("XX000", $"1023 DETAIL: Serializable isolation violation on table - {table}{cycle}");
    }

    private sealed record Change((string Schema, string Name) Table, ChangeKinds Kinds, long Commit, long Transaction);
}
