using System.Collections.Concurrent;
using System.Globalization;
using Npgsql;
using RedshiftIntegration.Testing.Transactions;

namespace RedshiftIntegration.Testing.Tests.Transactions;

/// <summary>Eight connections that read and write at once. The choices are those of a seed; which transactions meet is the scheduler's.</summary>
public sealed class ReadersAndWritersTests(ITestOutputHelper output)
{
    private const int Connections = 8;
    private const int Tables = 4;
    private const int Keys = 6;

    private readonly ConcurrentDictionary<int, ConcurrentQueue<Transaction>> commits = new();
    private readonly ConcurrentBag<(int Session, int Number, IReadOnlyList<Step> Steps)> logged = [];
    private int statements;
    private int conflicts;
    private int deadlocks;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Under_serializable_ten_thousand_statements_have_the_results_of_a_serial_order()
    {
        const int Seed = 18;
        await using EmbeddedRedshift redshift = await StartAsync(RedshiftIsolation.Serializable);
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(redshift.ConnectionString);
        for (int table = 0; table < Tables; table++)
        {
            await Run(source, $"CREATE TABLE t{table} (k INTEGER, v BIGINT)");
        }

        redshift.Warehouse.Transactions.Committed = Note;
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(i => Task.Run(() => Work(source, new Random(Seed + i), 10_000 / Connections), Cancel)));
        redshift.Warehouse.Transactions.Committed = null;

        List<Committed> committed = [.. logged.Select(l => new Committed(commits[l.Session].ElementAt(l.Number), l.Steps))];
        SerialReplay replay = new(committed, Tables);
        IReadOnlyList<Committed>? order = replay.Order();
        order.Should().NotBeNull($"the committed transactions of seed {Seed} have a serial order");
        foreach (Committed transaction in order!)
        {
            replay.Play(transaction).Should().BeNull($"seed {Seed}: commit {transaction.Place.Commit} answers as in the serial order");
        }

        for (int table = 0; table < Tables; table++)
        {
            (await Rows(source, table)).Should().Equal(replay.Tables[table].OrderBy(r => r.Key).ThenBy(r => r.Value), $"table t{table} of seed {Seed} is as the replay has it");
        }

        Report(Seed, committed.Count, order.Zip(order.Skip(1)).Count(p => p.First.Place.Commit > p.Second.Place.Commit));
        conflicts.Should().BePositive("transactions have to meet");
        await NothingIsLeft(redshift, source);
    }

    [Fact]
    public async Task Under_snapshot_no_update_is_lost()
    {
        const int Seed = 81;
        const int Tokens = 24;
        await using EmbeddedRedshift redshift = await StartAsync(RedshiftIsolation.Snapshot);
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(redshift.ConnectionString);
        await Run(source, "CREATE TABLE counters (id INTEGER, v BIGINT); CREATE TABLE tokens (id INTEGER, uses BIGINT); CREATE TABLE spent (id INTEGER, uses BIGINT)");
        await Run(source, $"INSERT INTO counters VALUES {string.Join(", ", Enumerable.Range(0, Keys).Select(k => $"({k}, 0)"))}");
        await Run(source, $"INSERT INTO tokens VALUES {string.Join(", ", Enumerable.Range(0, Tokens).Select(k => $"({k}, 0)"))}");
        long[] counted = new long[Keys];
        int uses = 0;
        int spends = 0;

        await Task.WhenAll(Enumerable.Range(0, Connections).Select(i => Task.Run(() => Loop(new Random(Seed + i)), Cancel)));

        await using NpgsqlConnection check = await source.OpenConnectionAsync(Cancel);
        for (int key = 0; key < Keys; key++)
        {
            (await Scalar(check, $"SELECT v FROM counters WHERE id = {key}")).Should().Be(counted[key], $"counter {key} of seed {Seed}");
        }

        (await Scalar(check, "SELECT COUNT(*) FROM spent")).Should().Be((long)spends, $"seed {Seed}: a token is spent once");
        (await Scalar(check, "SELECT COUNT(DISTINCT id) FROM spent")).Should().Be((long)spends);
        (await Scalar(check, "SELECT NVL((SELECT SUM(uses) FROM spent), 0) + NVL((SELECT SUM(uses) FROM tokens), 0)"))
            .Should().Be((long)uses, $"seed {Seed}: no use of a token is lost to its spending");
        Report(Seed, (int)counted.Sum() + uses + spends, 0);
        conflicts.Should().BePositive("transactions have to meet");
        await check.CloseAsync();
        await NothingIsLeft(redshift, source);

        async Task Loop(Random random)
        {
            while (Interlocked.Add(ref statements, 4) <= 5_000)
            {
                int key = random.Next(Keys);
                int token = random.Next(Tokens);
                int what = random.Next(10);
                string[] sql = what switch
                {
                    < 6 => ["SELECT COUNT(*) FROM counters", $"UPDATE counters SET v = v + 1 WHERE id = {key}"],
                    < 9 => ["SELECT COUNT(*) FROM counters", $"UPDATE tokens SET uses = uses + 1 WHERE id = {token}"],
                    _ => [$"INSERT INTO spent SELECT id, uses FROM tokens WHERE id = {token}", $"DELETE FROM tokens WHERE id = {token}"],
                };
                if (await Block(source, sql) is { } changed && changed[1] == 1)
                {
                    _ = what < 6 ? Interlocked.Increment(ref counted[key]) : what < 9 ? Interlocked.Increment(ref uses) : Interlocked.Increment(ref spends);
                }
            }
        }
    }

    private static Task<EmbeddedRedshift> StartAsync(RedshiftIsolation isolation) => EmbeddedRedshift.StartAsync(new EmbeddedRedshiftOptions { Isolation = isolation }, Cancel);

    private void Note(Transaction transaction)
    {
        if (transaction.Snapshot is not null)
        {
            commits.GetOrAdd(transaction.SessionId, _ => []).Enqueue(transaction);
        }
    }

    /// <summary>Transactions of one to four statements until the share of statements is used up.</summary>
    private async Task Work(NpgsqlDataSource source, Random random, int share)
    {
        NpgsqlConnection connection = await source.OpenConnectionAsync(Cancel);
        int committed = commits.TryGetValue(connection.ProcessID, out ConcurrentQueue<Transaction>? earlier) ? earlier.Count : 0;
        try
        {
            for (int used = 0; used < share;)
            {
                List<Step> steps = [];
                try
                {
                    await Execute(connection, "BEGIN");
                    used++;
                    for (int left = 1 + random.Next(4); left > 0; left--)
                    {
                        used++;
                        steps.Add(await Take(connection, random));
                    }

                    bool keep = random.Next(10) > 0;
                    used++;
                    await Execute(connection, keep ? "COMMIT" : "ROLLBACK");
                    if (keep)
                    {
                        logged.Add((connection.ProcessID, committed++, steps));
                    }
                }
                catch (PostgresException e) when (e.SqlState is "XX000" or "40P01")
                {
                    Count(e);
                    if (e.SqlState == "40P01")
                    {
                        await Execute(connection, "ROLLBACK");
                    }
                    else
                    {
                        // Npgsql gives a connection up after an error of class XX.
                        await connection.DisposeAsync();
                        connection = await source.OpenConnectionAsync(Cancel);
                        committed = commits.TryGetValue(connection.ProcessID, out earlier) ? earlier.Count : 0;
                    }
                }
            }
        }
        finally
        {
            await connection.DisposeAsync();
        }
    }

    private static async Task<Step> Take(NpgsqlConnection connection, Random random)
    {
        int table = random.Next(Tables);
        int other = (table + 1 + random.Next(Tables - 1)) % Tables;
        int key = random.Next(Keys);
        long amount = random.Next(100);
        char kind = "ssiicuud"[random.Next(8)];
        string sql = kind switch
        {
            's' => $"SELECT NVL(SUM(v), 0) + COUNT(*) FROM t{table}",
            'i' => $"INSERT INTO t{table} VALUES ({key}, {amount})",
            'c' => $"INSERT INTO t{table} SELECT k, v + {amount} FROM t{other} WHERE k = {key}",
            'u' => $"UPDATE t{table} SET v = v + {amount} WHERE k = {key}",
            _ => $"DELETE FROM t{table} WHERE k = {key}",
        };
        long answer = kind == 's' ? Convert.ToInt64(await Scalar(connection, sql), CultureInfo.InvariantCulture) : await Execute(connection, sql);
        return new Step(kind, table, other, key, amount, answer);
    }

    /// <summary>The rows that each statement changed; null where the transaction failed.</summary>
    private async Task<List<int>?> Block(NpgsqlDataSource source, string[] sql)
    {
        await using NpgsqlConnection connection = await source.OpenConnectionAsync(Cancel);
        List<int> changed = [];
        try
        {
            await Execute(connection, "BEGIN");
            foreach (string statement in sql)
            {
                changed.Add(await Execute(connection, statement));
            }

            await Execute(connection, "COMMIT");
            return changed;
        }
        catch (PostgresException e) when (e.SqlState is "XX000" or "40P01")
        {
            Count(e);
            return null;
        }
    }

    private void Count(PostgresException error)
    {
        if (error.SqlState == "40P01")
        {
            Interlocked.Increment(ref deadlocks);
        }
        else
        {
            error.MessageText.Should().Be("1023");
            Interlocked.Increment(ref conflicts);
        }
    }

    private void Report(int seed, int committed, int inversions) => output.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"seed {seed}: {committed} transactions committed, {conflicts} ended by 1023, {deadlocks} by a deadlock; {inversions} neighbours of the serial order committed the other way round"));

    private static async Task NothingIsLeft(EmbeddedRedshift redshift, NpgsqlDataSource source)
    {
        await source.DisposeAsync();
        redshift.Warehouse.Locks.Snapshot().Should().BeEmpty();
        redshift.Warehouse.Transactions.Open.Should().BeEmpty();
        redshift.Warehouse.Transactions.Remembered.Should().Be(0);
    }

    private static async Task<List<(int, long)>> Rows(NpgsqlDataSource source, int table)
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

    private static async Task Run(NpgsqlDataSource source, string sql)
    {
        await using NpgsqlCommand command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Cancel);
    }

    private static async Task<int> Execute(NpgsqlConnection connection, string sql)
    {
        await using NpgsqlCommand command = new(sql, connection);
        return await command.ExecuteNonQueryAsync(Cancel);
    }

    private static async Task<object?> Scalar(NpgsqlConnection connection, string sql)
    {
        await using NpgsqlCommand command = new(sql, connection);
        return await command.ExecuteScalarAsync(Cancel);
    }
}
