using RedshiftIntegration.Testing.Engine;
using RedshiftIntegration.Testing.Statements;

namespace RedshiftIntegration.Testing.Transactions;

/// <summary>
/// The locks of all transactions on all tables. DuckDB aborts where Redshift waits, so waiting is done here, before a statement touches DuckDB.
/// Requests are served in their order, except that a transaction which already holds a lock on the table goes first (as in PostgreSQL).
/// </summary>
internal sealed class LockTable
{
    private readonly Lock gate = new();
    private readonly Dictionary<(string Schema, string Name), List<LockRequest>> tables = [];

    /// <summary>INSERT and COPY of several transactions share a table under SNAPSHOT and wait for each other under SERIALIZABLE (AWS: r_Serializable_isolation_example).</summary>
    public bool AppendsShare { get; set; } = true;

    /// <summary>Told of each request that has to wait, once it is in its queue.</summary>
    public Action<Transaction>? Waiting { get; set; }

    /// <summary>Waits until every access is granted. Throws 40P01 for a deadlock; a cancelled wait leaves no request behind.</summary>
    public void Acquire(Transaction owner, IEnumerable<TableAccess> accesses, CancellationToken cancellation)
    {
        foreach (TableAccess access in accesses)
        {
            if (Enqueue(owner, access) is not { } request)
            {
                continue;
            }

            using (request)
            {
                try
                {
                    Waiting?.Invoke(owner);
                    request.Wait(cancellation);
                }
                catch (OperationCanceledException)
                {
                    Withdraw(request);
                    throw;
                }
            }
        }
    }

    public void Release(Transaction owner)
    {
        lock (gate)
        {
            foreach (((string, string) table, List<LockRequest> requests) in tables.ToList())
            {
                if (requests.RemoveAll(r => r.Owner == owner) > 0)
                {
                    GrantWaiting(table, requests);
                }
            }
        }
    }

    /// <summary>What is held and awaited now, for SVV_TRANSACTIONS.</summary>
    public IReadOnlyList<LockState> Snapshot()
    {
        lock (gate)
        {
            return [.. tables.SelectMany(t => t.Value.Select(r => new LockState(r.Owner, t.Key.Schema, t.Key.Name, r.Mode, r.Granted)))];
        }
    }

    /// <summary>The request to wait for, or null when the lock was granted at once.</summary>
    private LockRequest? Enqueue(Transaction owner, TableAccess access)
    {
        lock (gate)
        {
            (string, string) table = (access.Schema, access.Name);
            if (!tables.TryGetValue(table, out List<LockRequest>? requests))
            {
                tables[table] = requests = [];
            }

            if (requests.Any(r => r.Granted && r.Owner == owner && r.Mode >= access.Mode))
            {
                return null;
            }

            LockRequest request = new(owner, table, access.Mode);
            requests.Add(request);
            if (Blockers(request, requests).Count == 0)
            {
                request.Grant();
                return null;
            }

            if (Closes(request))
            {
                requests.Remove(request);
                throw new SqlError("40P01", "deadlock detected", detail: $"The transaction waits for a lock on table \"{access.Schema}.{access.Name}\" whose holder waits for this transaction.");
            }

            return request;
        }
    }

    private void Withdraw(LockRequest request)
    {
        lock (gate)
        {
            if (!request.Granted && tables.TryGetValue(request.Table, out List<LockRequest>? requests) && requests.Remove(request))
            {
                GrantWaiting(request.Table, requests);
            }
        }
    }

    private void GrantWaiting((string, string) table, List<LockRequest> requests)
    {
        if (requests.Count == 0)
        {
            tables.Remove(table);
            return;
        }

        foreach (LockRequest waiting in requests.Where(r => !r.Granted))
        {
            if (Blockers(waiting, requests).Count == 0)
            {
                waiting.Grant();
            }
        }
    }

    /// <summary>Those whom a request has to wait for: holders of a conflicting lock, and conflicting requests before it in the queue.</summary>
    private List<Transaction> Blockers(LockRequest request, List<LockRequest> requests)
    {
        bool goesFirst = requests.Any(r => r.Granted && r.Owner == request.Owner);
        bool before = true;
        List<Transaction> blockers = [];
        foreach (LockRequest other in requests)
        {
            before &= other != request;
            if (other.Owner != request.Owner && Conflicts(other.Mode, request.Mode) && (other.Granted || (before && !goesFirst)))
            {
                blockers.Add(other.Owner);
            }
        }

        return blockers;
    }

    /// <summary>Whether waiting for this request would close a cycle of waiting transactions.</summary>
    private bool Closes(LockRequest request)
    {
        HashSet<Transaction> seen = [];
        Queue<Transaction> next = new(Blockers(request, tables[request.Table]));
        while (next.TryDequeue(out Transaction? blocker))
        {
            if (blocker == request.Owner)
            {
                return true;
            }

            if (seen.Add(blocker))
            {
                foreach (LockRequest waiting in tables.Values.SelectMany(t => t).Where(r => !r.Granted && r.Owner == blocker))
                {
                    Blockers(waiting, tables[waiting.Table]).ForEach(next.Enqueue);
                }
            }
        }

        return false;
    }

    private bool Conflicts(LockMode one, LockMode other) => (one, other) switch
    {
        (LockMode.Exclusive, _) or (_, LockMode.Exclusive) => true,
        (LockMode.Read, _) or (_, LockMode.Read) => false,
        (LockMode.Append, LockMode.Append) => !AppendsShare,
        _ => true,
    };
}

internal sealed record LockState(Transaction Owner, string Schema, string Table, LockMode Mode, bool Granted);
