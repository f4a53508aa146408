using RedshiftIntegration.Testing.Transactions;

namespace RedshiftIntegration.Testing.Tests.Transactions;

/// <summary>One statement of a workload and what the server answered: rows changed, or the sum of what was read.</summary>
internal sealed record Step(char Kind, int Table, int Source, int Key, long Amount, long Answer = 0)
{
    public string Sql => Kind switch
    {
        's' => $"SELECT NVL(SUM(v), 0) + COUNT(*) FROM t{Table}",
        'i' => $"INSERT INTO t{Table} VALUES ({Key}, {Amount})",
        'c' => $"INSERT INTO t{Table} SELECT k, v + {Amount} FROM t{Source} WHERE k = {Key}",
        'u' => $"UPDATE t{Table} SET v = v + {Amount} WHERE k = {Key}",
        _ => $"DELETE FROM t{Table} WHERE k = {Key}",
    };

    /// <summary>A statement of one of the kinds on one of the tables; a copy is from another of them.</summary>
    public static Step Draw(Random random, string kinds, int[] tables)
    {
        int at = random.Next(tables.Length);
        int from = tables.Length > 1 ? (at + 1 + random.Next(tables.Length - 1)) % tables.Length : at;
        return new Step(kinds[random.Next(kinds.Length)], tables[at], tables[from], random.Next(SerialWorkload.Keys), random.Next(100));
    }
}

/// <summary>A committed transaction as its client saw it, with its place among snapshots and commits.</summary>
internal sealed record Committed(Transaction Place, IReadOnlyList<Step> Steps)
{
    public bool Reads(int table) => Steps.Any(s => s.Kind == 'i' ? false : s.Kind == 'c' ? s.Source == table : s.Table == table);

    public bool OnlyReads => Steps.All(s => s.Kind == 's');

    public bool Writes(int table) => Steps.Any(s => s.Kind != 's' && s.Table == table);
}

/// <summary>
/// Finds a serial order of committed transactions, by snapshots and commits alone, and plays it on lists. The order is that of the commits, except that one
/// who read a table comes before those who wrote it after his snapshot.
/// </summary>
internal sealed class SerialReplay(IReadOnlyList<Committed> transactions, int tables)
{
    public List<(int Key, long Value)>[] Tables { get; } = [.. Enumerable.Range(0, tables).Select(_ => new List<(int, long)>())];

    /// <summary>Null where the transactions have no serial order.</summary>
    public IReadOnlyList<Committed>? Order()
    {
        Dictionary<Committed, HashSet<Committed>> before = transactions.ToDictionary(t => t, _ => new HashSet<Committed>());
        for (int table = 0; table < tables; table++)
        {
            List<Committed> writers = [.. transactions.Where(t => t.Writes(table)).OrderBy(t => t.Place.Commit)];
            foreach ((Committed first, Committed second) in writers.Zip(writers.Skip(1)))
            {
                before[second].Add(first);
            }

            foreach (Committed reader in transactions.Where(t => t.Reads(table)))
            {
                if (writers.LastOrDefault(w => w.Place.Commit <= reader.Place.Snapshot) is { } seen)
                {
                    before[reader].Add(seen);
                }

                if (writers.FirstOrDefault(w => w.Place.Commit > reader.Place.Snapshot) is { } unseen && unseen != reader)
                {
                    before[unseen].Add(reader);
                }
            }
        }

        return Sorted(before);
    }

    /// <summary>Plays a transaction; the first step that answered otherwise than the lists do, or null.</summary>
    public Step? Play(Committed transaction) => transaction.Steps.FirstOrDefault(s => Play(s) != s.Answer);

    private static List<Committed>? Sorted(Dictionary<Committed, HashSet<Committed>> before)
    {
        ILookup<Committed, Committed> after = before.SelectMany(b => b.Value.Select(first => (First: first, Second: b.Key))).ToLookup(p => p.First, p => p.Second);
        PriorityQueue<Committed, long> ready = new(before.Where(b => b.Value.Count == 0).Select(b => (b.Key, b.Key.Place.Commit!.Value)));
        List<Committed> order = [];
        while (ready.TryDequeue(out Committed? next, out _))
        {
            order.Add(next);
            foreach (Committed follower in after[next])
            {
                before[follower].Remove(next);
                if (before[follower].Count == 0)
                {
                    ready.Enqueue(follower, follower.Place.Commit!.Value);
                }
            }
        }

        return order.Count == before.Count ? order : null;
    }

    private long Play(Step step)
    {
        List<(int Key, long Value)> table = Tables[step.Table];
        switch (step.Kind)
        {
            case 's':
                return table.Sum(r => r.Value) + table.Count;
            case 'i':
                table.Add((step.Key, step.Amount));
                return 1;
            case 'c':
                List<(int, long)> copied = [.. Tables[step.Source].Where(r => r.Key == step.Key).Select(r => (r.Key, r.Value + step.Amount))];
                table.AddRange(copied);
                return copied.Count;
            case 'u':
                int changed = table.Count(r => r.Key == step.Key);
                Tables[step.Table] = [.. table.Select(r => r.Key == step.Key ? (r.Key, r.Value + step.Amount) : r)];
                return changed;
            default:
                return table.RemoveAll(r => r.Key == step.Key);
        }
    }
}
