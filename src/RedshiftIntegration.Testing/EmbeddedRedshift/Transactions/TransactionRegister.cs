using System.Collections.Immutable;
using System.Globalization;
using RedshiftIntegration.Testing.Engine;
using RedshiftIntegration.Testing.Statements;

namespace RedshiftIntegration.Testing.Transactions;

/// <summary>
/// All open transactions, and of the ended ones what open ones may conflict with. Snapshots and commits happen under one lock, so that the numbers here and
/// what DuckDB shows are the same. DuckDB notices two updates of one row, but lets a delete pass over an update of an older snapshot, and knows no order of
/// reads; so Redshift's conflicts are found here (AWS: c_serial_isolation).
/// </summary>
internal sealed class TransactionRegister
{
    private readonly Lock gate = new();
    private readonly ConflictGraph graph = new();
    private readonly List<Change> changes = [];
    private readonly Dictionary<uint, Shape> shapes = [];
    private ImmutableSortedDictionary<long, Transaction> open = ImmutableSortedDictionary<long, Transaction>.Empty;
    private long lastCommit;
    private long lastTransaction;

    /// <summary>Told of each commit while no other can happen.</summary>
    public Action<Transaction>? Committed { get; set; }

    public IEnumerable<Transaction> Open => Volatile.Read(ref open).Values;

    /// <summary>How much of ended transactions is kept for open ones.</summary>
    public int Remembered
    {
        get
        {
            lock (gate)
            {
                return graph.Count + changes.Count + shapes.Count;
            }
        }
    }

    public Transaction Begin(int sessionId, int userId = 0, DateTime start = default)
    {
        lock (gate)
        {
            Transaction transaction = new(++lastTransaction, sessionId) { UserId = userId, Start = start };
            open = open.Add(transaction.Number, transaction);
            return transaction;
        }
    }

    /// <summary>Fixes what the transaction sees, at its first call.</summary>
    public void TakeSnapshot(Transaction transaction, Action start)
    {
        if (transaction.Snapshot is not null)
        {
            return;
        }

        lock (gate)
        {
            start();
            transaction.Snapshot = lastCommit;
        }
    }

    public void Commit(Transaction transaction, Action commit)
    {
        lock (gate)
        {
            commit();
            transaction.Commit = ++lastCommit;
            changes.AddRange(transaction.Changed.Select(c => new Change(c.Table, c.Rows, lastCommit, transaction.Number)));
            Committed?.Invoke(transaction);
            Ended(transaction);
        }
    }

    public void Rollback(Transaction transaction)
    {
        lock (gate)
        {
            Ended(transaction);
        }
    }

    /// <summary>SERIALIZABLE: notes what a statement reads and writes, and refuses it where no serial order would be left.</summary>
    public void CheckOrder(Transaction transaction, IEnumerable<TableAccess> accesses, Func<TableAccess, uint> oid)
    {
        lock (gate)
        {
            if (transaction is { Reads.Count: 0, Writes.Count: 0 })
            {
                graph.Add(transaction);
            }

            foreach (TableAccess access in accesses)
            {
                (string, string) table = (access.Schema, access.Name);
                bool isNew = (access.Reads && transaction.Reads.Add(table)) | (access.Mode > LockMode.Read && transaction.Writes.Add(table));
                if (isNew && graph.Cycle(transaction) is { } cycle)
                {
                    throw SerializableViolation(oid(access), transaction.SessionId, cycle.Select(t => t.Number));
                }
            }
        }
    }

    /// <summary>SNAPSHOT: notes the rows that a statement changes, and refuses it where one of them was changed after the transaction's snapshot.</summary>
    public void CheckRows(Transaction transaction, (string Schema, string Name) table, RowSet rows, Func<uint> oid)
    {
        lock (gate)
        {
            if (changes.Find(c => c.Commit > transaction.Snapshot && c.Table == table && c.Rows.Overlaps(rows)) is { } other)
            {
                throw SerializableViolation(oid(), transaction.SessionId, [transaction.Number, other.Transaction]);
            }

            if (!rows.IsEmpty)
            {
                transaction.Changed.Add((table, rows));
            }
        }
    }

    /// <summary>Notes that the commit that is under way makes a table or changes its columns. To be called within <see cref="Commit"/>.</summary>
    public void Reshaped(uint oid, bool made) => shapes[oid] = new Shape(lastCommit + 1, made);

    /// <summary>Names are those of the last commit, rows those of the snapshot: a table that came between can't be read (AWS: c_serial_isolation, error 1018).</summary>
    public void CheckShape(Transaction transaction, uint oid)
    {
        lock (gate)
        {
            if (transaction.Snapshot is { } snapshot && shapes.TryGetValue(oid, out Shape shape) && shape.Commit > snapshot)
            {
                throw shape.Made
                    ? new SqlError("XX000", "1018", detail: "Relation does not exist.")
                    : new SqlError("XX000", "could not complete because of conflict with concurrent transaction");
            }
        }
    }

    /// <summary>Redshift's error 1023; its SQLSTATE says nothing, the number is the message and the words are the detail, as field reports show.</summary>
    public static SqlError SerializableViolation(uint table, int sessionId, IEnumerable<long> transactions) => new(
        "XX000",
        "1023",
        detail: string.Create(
            CultureInfo.InvariantCulture,
            $"Serializable isolation violation on table - {table}, transactions forming the cycle are: {string.Join(", ", transactions)} (pid:{sessionId})"));

    private void Ended(Transaction transaction)
    {
        open = open.Remove(transaction.Number);
        long oldest = open.Values.Select(t => t.Snapshot ?? lastCommit).DefaultIfEmpty(lastCommit).Min();
        graph.Ended(transaction, oldest);
        changes.RemoveAll(c => c.Commit <= oldest);
        foreach (uint oid in shapes.Where(s => s.Value.Commit <= oldest).Select(s => s.Key).ToList())
        {
            shapes.Remove(oid);
        }
    }

    private sealed record Change((string Schema, string Name) Table, RowSet Rows, long Commit, long Transaction);

    private readonly record struct Shape(long Commit, bool Made);
}
