namespace RedshiftIntegration.Testing.Transactions;

/// <summary>
/// Who has to come before whom in a serial order of the transactions, table by table, as Redshift's SERIALIZABLE counts (AWS: c_serial_isolation). A statement
/// that closes a cycle is refused. Not safe for threads by itself: <see cref="TransactionRegister"/> holds the lock.
/// </summary>
internal sealed class ConflictGraph
{
    private readonly List<Transaction> nodes = [];

    /// <summary>The transactions that are open or still matter to open ones.</summary>
    public int Count => nodes.Count;

    public void Add(Transaction transaction) => nodes.Add(transaction);

    /// <summary>The transactions of a cycle through this one, itself first; null where there is a serial order.</summary>
    public IReadOnlyList<Transaction>? Cycle(Transaction start)
    {
        Dictionary<Transaction, Transaction> cameFrom = [];
        Queue<Transaction> next = new([start]);
        while (next.TryDequeue(out Transaction? current))
        {
            foreach (Transaction follower in nodes.Where(n => n != current && Precedes(current, n)))
            {
                if (follower == start)
                {
                    return PathTo(current, start, cameFrom);
                }

                if (cameFrom.TryAdd(follower, current))
                {
                    next.Enqueue(follower);
                }
            }
        }

        return null;
    }

    /// <summary>A transaction was committed or rolled back.</summary>
    /// <param name="transaction">It.</param>
    /// <param name="oldest">The oldest snapshot of all open transactions, also of those that have touched no table yet.</param>
    public void Ended(Transaction transaction, long oldest)
    {
        if (transaction.Commit is null)
        {
            nodes.Remove(transaction);
        }

        Forget(oldest);
    }

    /// <summary>The order that two transactions have by one table that both touched.</summary>
    internal static bool Precedes(Transaction one, Transaction other) =>
        one.Reads.Any(t => other.Writes.Contains(t) && !one.Sees(other))
        || one.Writes.Any(t => (other.Reads.Contains(t) && other.Sees(one)) || (other.Writes.Contains(t) && one.Commit is { } first && !(other.Commit < first)));

    /// <summary>
    /// A committed transaction can get a predecessor only while an open one has an older snapshot, and it can be part of a cycle only while something that has
    /// leads to it.
    /// </summary>
    private void Forget(long oldest)
    {
        Queue<Transaction> next = new(nodes.Where(n => n.Commit is null || n.Commit > oldest));
        HashSet<Transaction> kept = [.. next];
        while (next.TryDequeue(out Transaction? current))
        {
            foreach (Transaction follower in nodes.Where(n => !kept.Contains(n) && Precedes(current, n)).ToList())
            {
                kept.Add(follower);
                next.Enqueue(follower);
            }
        }

        nodes.RemoveAll(n => !kept.Contains(n));
    }

    private static List<Transaction> PathTo(Transaction last, Transaction start, Dictionary<Transaction, Transaction> cameFrom)
    {
        List<Transaction> path = [];
        for (Transaction at = last; at != start; at = cameFrom[at])
        {
            path.Insert(0, at);
        }

        path.Insert(0, start);
        return path;
    }
}
