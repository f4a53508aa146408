using System.Collections.Concurrent;
using System.Globalization;
using Npgsql;
using RedshiftIntegration.Testing.Transactions;

namespace RedshiftIntegration.Testing.Tests.Transactions;

/// <summary>A transaction that a connection is to run: the tables that it locks first, if it does, and its statements, still without answers.</summary>
internal sealed record Plan(IReadOnlyList<int> Locks, IReadOnlyList<Step> Steps)
{
    /// <summary>One to four statements on any tables.</summary>
    public static Plan Free(Random random) => new([], Draw(random, "ssiicuud", [.. Enumerable.Range(0, SerialWorkload.Tables)]));

    /// <summary>
    /// What has its tables before its snapshot, as loads do: it locks all of them first, or begins by changing the only one. Beside them transactions that only
    /// read. All come to their tables in one order.
    /// </summary>
    public static Plan Locking(Random random)
    {
        int[] tables = [.. Enumerable.Range(0, SerialWorkload.Tables).Where(_ => random.Next(2) == 0).DefaultIfEmpty(random.Next(SerialWorkload.Tables))];
        return random.Next(3) switch
        {
            0 => new([], [.. tables.Select(t => Step.Draw(random, "s", [t]))]),
            1 => new(tables, Draw(random, tables.Length > 1 ? "ssiicuud" : "ssiiuud", tables)),
            _ => new([], [Step.Draw(random, "iud", tables[..1]), .. Draw(random, "siud", tables[..1])]),
        };
    }

    private static Step[] Draw(Random random, string kinds, int[] tables) => [.. Enumerable.Range(0, 1 + random.Next(4)).Select(_ => Step.Draw(random, kinds, tables))];
}

/// <summary>
/// Connections that run transactions on the same few tables at once; one in ten rolls back. The plans are those of a seed, which of them meet is the
/// scheduler's.
/// </summary>
internal sealed class SerialWorkload(EmbeddedRedshift redshift, NpgsqlDataSource source, Func<Random, Plan> plan)
{
    public const int Tables = 4;
    public const int Keys = 6;

    private readonly ConcurrentDictionary<int, ConcurrentQueue<Transaction>> commits = new();
    private readonly ConcurrentBag<(int Session, int Number, IReadOnlyList<Step> Steps)> logged = [];
    private int statements;
    private int conflicts;
    private int deadlocks;
    private int waits;

    public int Conflicts => conflicts;

    public int Deadlocks => deadlocks;

    public int Waits => waits;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>The committed transactions with what their clients were answered.</summary>
    public async Task<IReadOnlyList<Committed>> RunAsync(int seed, int connections, int count)
    {
        for (int table = 0; table < Tables; table++)
        {
            await using NpgsqlCommand create = source.CreateCommand($"CREATE TABLE t{table} (k INTEGER, v BIGINT)");
            await create.ExecuteNonQueryAsync(Cancel);
        }

        redshift.Warehouse.Transactions.Committed = Note;
        redshift.Warehouse.Locks.Waiting = _ => Interlocked.Increment(ref waits);
        await Task.WhenAll(Enumerable.Range(0, connections).Select(i => Task.Run(() => Work(new Random(seed + i), count), Cancel)));
        redshift.Warehouse.Transactions.Committed = null;
        return [.. logged.Select(l => new Committed(commits[l.Session].ElementAt(l.Number), l.Steps))];
    }

    /// <summary>A table as it is now.</summary>
    public async Task<List<(int Key, long Value)>> Rows(int table)
    {
        await using NpgsqlCommand command = source.CreateCommand($"SELECT k, v FROM t{table} ORDER BY k, v");
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(Cancel);
        List<(int, long)> rows = [];
        while (await reader.ReadAsync(Cancel))
        {
            rows.Add((reader.GetInt32(0), reader.GetInt64(1)));
        }

        return rows;
    }

    private void Note(Transaction transaction)
    {
        if (transaction.Snapshot is not null)
        {
            commits.GetOrAdd(transaction.SessionId, _ => []).Enqueue(transaction);
        }
    }

    /// <summary>Runs transactions until all connections together have sent so many statements.</summary>
    private async Task Work(Random random, int count)
    {
        while (Volatile.Read(ref statements) < count)
        {
            // Npgsql gives a connection up after an error of class XX; else it comes back from the pool.
            await using NpgsqlConnection connection = await source.OpenConnectionAsync(Cancel);
            Plan next = plan(random);
            bool keep = random.Next(10) > 0;
            try
            {
                await Take(connection, next, keep);
            }
            catch (PostgresException e) when (e.SqlState == "40P01" || e.MessageText == "1023")
            {
                Interlocked.Increment(ref e.SqlState == "40P01" ? ref deadlocks : ref conflicts);
            }
        }
    }

    private async Task Take(NpgsqlConnection connection, Plan next, bool keep)
    {
        int committed = commits.TryGetValue(connection.ProcessID, out ConcurrentQueue<Transaction>? earlier) ? earlier.Count : 0;
        List<Step> steps = [];
        await Execute(connection, "BEGIN");
        if (next.Locks.Count > 0)
        {
            await Execute(connection, $"LOCK {string.Join(", ", next.Locks.Select(t => $"t{t}"))}");
        }

        foreach (Step step in next.Steps)
        {
            steps.Add(step with { Answer = step.Kind == 's' ? await Number(connection, step.Sql) : await Execute(connection, step.Sql) });
        }

        await Execute(connection, keep ? "COMMIT" : "ROLLBACK");
        if (keep)
        {
            logged.Add((connection.ProcessID, committed, steps));
        }
    }

    private async Task<int> Execute(NpgsqlConnection connection, string sql)
    {
        Interlocked.Increment(ref statements);
        await using NpgsqlCommand command = new(sql, connection);
        return await command.ExecuteNonQueryAsync(Cancel);
    }

    private async Task<long> Number(NpgsqlConnection connection, string sql)
    {
        Interlocked.Increment(ref statements);
        await using NpgsqlCommand command = new(sql, connection);
        return Convert.ToInt64(await command.ExecuteScalarAsync(Cancel), CultureInfo.InvariantCulture);
    }
}
