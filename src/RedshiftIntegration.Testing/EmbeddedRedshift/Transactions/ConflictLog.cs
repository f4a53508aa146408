using System.Globalization;
using RedshiftIntegration.Testing.Engine;

namespace RedshiftIntegration.Testing.Transactions;

/// <summary>
/// Numbers commits and remembers which tables' rows each changed, as long as an older snapshot is open. DuckDB notices two updates of one row,
/// but lets a delete pass over an update of an older snapshot; Redshift answers 1023 to both (redshift-rules 24, 26), so the check is done here.
/// </summary>
internal sealed class ConflictLog
{
    private readonly Lock gate = new();
    private readonly Dictionary<(string Schema, string Name), (long Commit, long Transaction)> changes = [];
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

    /// <summary>Refuses a change of a table that another transaction changed after this one's snapshot.</summary>
    public void CheckChange(Transaction transaction, (string Schema, string Name) table)
    {
        lock (gate)
        {
            if (transaction.Snapshot is { } snapshot && changes.TryGetValue(table, out (long Commit, long Transaction) last) && last.Commit > snapshot)
            {
                throw SerializableViolation($"{table.Schema}.{table.Name}", transaction.Number, last.Transaction);
            }

            transaction.AddChange(table);
        }
    }

    public void Ended(Transaction transaction, bool committed)
    {
        lock (gate)
        {
            if (committed)
            {
                lastCommit++;
                foreach ((string, string) table in transaction.Changed)
                {
                    changes[table] = (lastCommit, transaction.Number);
                }
            }

            open.Remove(transaction);
            long oldest = open.Count == 0 ? lastCommit : open.Min(t => t.Snapshot ?? lastCommit);
            foreach ((string, string) table in changes.Where(c => c.Value.Commit <= oldest).Select(c => c.Key).ToList())
            {
                changes.Remove(table);
            }
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
}
