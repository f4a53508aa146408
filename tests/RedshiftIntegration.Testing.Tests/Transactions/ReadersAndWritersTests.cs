using System.Globalization;
using Npgsql;

namespace RedshiftIntegration.Testing.Tests.Transactions;

/// <summary>Eight connections that read and write at once, ten thousand statements each time.</summary>
/// <remarks>
/// SERIALIZABLE promises the results of *some* serial order of the transactions, "T1, T2" or "T2, T1" (AWS: c_serial_isolation), not of the order of their
/// commits: who read a table may come before another who wrote it after that snapshot and committed first. The orders are the same where every
/// transaction has the tables that it reads and writes before it takes its snapshot, which is AWS's advice for loads (AWS: c_serial_isolation-serializable-isolation-troubleshooting).
/// </remarks>
public sealed class ReadersAndWritersTests(ITestOutputHelper output)
{
    private const int Connections = 8;
    private const int Statements = 10_000;
    private const int Keys = 6;

    private int statements;
    private int conflicts;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Under_serializable_the_answers_and_the_final_state_are_those_of_a_serial_order()
    {
        const int Seed = 18;
        await using EmbeddedRedshift redshift = await StartAsync(RedshiftIsolation.Serializable);
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(redshift.ConnectionString);
        SerialWorkload workload = new(redshift, source, Plan.Free);

        IReadOnlyList<Committed> committed = await workload.RunAsync(Seed, Connections, Statements);

        SerialReplay replay = new(committed, SerialWorkload.Tables);
        IReadOnlyList<Committed>? order = replay.Order();
        order.Should().NotBeNull($"the committed transactions of seed {Seed} have a serial order");
        await Same(workload, replay, order!, Seed);
        workload.Conflicts.Should().BePositive("transactions have to meet");
        int inversions = order!.Zip(order!.Skip(1)).Count(p => p.First.Place.Commit > p.Second.Place.Commit);
        Report(Seed, committed.Count, workload.Conflicts, workload.Deadlocks, $"{inversions} neighbours of the serial order committed the other way round");
        await NothingIsLeft(redshift, source);
    }

    [Fact]
    public async Task Under_serializable_transactions_that_lock_before_they_read_have_the_final_state_of_their_commit_order_and_none_fails()
    {
        const int Seed = 24;
        await using EmbeddedRedshift redshift = await StartAsync(RedshiftIsolation.Serializable);
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(redshift.ConnectionString);
        SerialWorkload workload = new(redshift, source, Plan.Locking);

        IReadOnlyList<Committed> committed = await workload.RunAsync(Seed, Connections, Statements);

        // Who only reads changes nothing, wherever he stands, but his answers are those of his snapshot: behind the commits that it shows.
        IEnumerable<Committed> order = committed.OrderBy(t => t.OnlyReads ? t.Place.Snapshot : t.Place.Commit).ThenBy(t => t.OnlyReads);
        await Same(workload, new SerialReplay(committed, SerialWorkload.Tables), order, Seed);
        (workload.Conflicts, workload.Deadlocks).Should().Be((0, 0), $"nobody of seed {Seed} comes between another's snapshot and his changes, and all lock in one order");
        workload.Waits.Should().BePositive("transactions have to meet");
        Report(Seed, committed.Count, 0, 0, $"{workload.Waits} statements waited");
        await NothingIsLeft(redshift, source);
    }

    [Fact]
    public async Task Under_snapshot_no_update_is_lost()
    {
        const int Seed = 81;
        await using EmbeddedRedshift redshift = await StartAsync(RedshiftIsolation.Snapshot);
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(redshift.ConnectionString);
        await Run(source, "CREATE TABLE counters (id INTEGER, v BIGINT); CREATE TABLE tokens (id INTEGER, uses BIGINT); CREATE TABLE spent (id INTEGER, uses BIGINT)");
        await Run(source, $"INSERT INTO counters VALUES {string.Join(", ", Enumerable.Range(0, Keys).Select(k => $"({k}, 0)"))}");
        await Run(source, $"INSERT INTO tokens VALUES {string.Join(", ", Enumerable.Range(0, Keys).Select(k => $"({k}, 0)"))}");
        long[] counted = new long[Keys];
        int uses = 0;
        int spends = 0;

        await Task.WhenAll(Enumerable.Range(0, Connections).Select(i => Task.Run(() => Loop(new Random(Seed + i)), Cancel)));

        await using NpgsqlConnection check = await source.OpenConnectionAsync(Cancel);
        for (int key = 0; key < Keys; key++)
        {
            (await Scalar(check, $"SELECT v FROM counters WHERE id = {key}")).Should().Be(counted[key], $"counter {key} of seed {Seed}");
        }

        (await Scalar(check, "SELECT COUNT(*) FROM spent")).Should().Be((long)spends, $"seed {Seed}: a token is spent as often as its client was told");
        (await Scalar(check, "SELECT COUNT(*) * 100 + COUNT(DISTINCT id) FROM tokens")).Should().Be((Keys * 100L) + Keys, $"seed {Seed}: each token is there once");
        (await Scalar(check, "SELECT NVL((SELECT SUM(uses) FROM spent), 0) + NVL((SELECT SUM(uses) FROM tokens), 0)"))
            .Should().Be((long)uses, $"seed {Seed}: no use of a token is lost to its spending");
        Report(Seed, (int)counted.Sum() + uses + spends, conflicts, 0, $"{spends} tokens were spent and made anew");
        conflicts.Should().BePositive("transactions have to meet");
        await check.CloseAsync();
        await NothingIsLeft(redshift, source);

        async Task Loop(Random random)
        {
            while (Volatile.Read(ref statements) < Statements)
            {
                int key = random.Next(Keys);
                int what = random.Next(10);
                string[] sql = what switch
                {
                    < 6 => ["SELECT COUNT(*) FROM counters", $"UPDATE counters SET v = v + 1 WHERE id = {key}"],
                    < 9 => ["SELECT COUNT(*) FROM counters", $"UPDATE tokens SET uses = uses + 1 WHERE id = {key}"],
                    _ => [$"INSERT INTO spent SELECT id, uses FROM tokens WHERE id = {key}", $"DELETE FROM tokens WHERE id = {key}", $"INSERT INTO tokens VALUES ({key}, 0)"],
                };
                if (await Block(source, sql) is { } changed && changed[1] == 1)
                {
                    _ = what < 6 ? Interlocked.Increment(ref counted[key]) : what < 9 ? Interlocked.Increment(ref uses) : Interlocked.Increment(ref spends);
                }
            }
        }
    }

    private static Task<EmbeddedRedshift> StartAsync(RedshiftIsolation isolation) => EmbeddedRedshift.StartAsync(new EmbeddedRedshiftOptions { Isolation = isolation }, Cancel);

    private static async Task Same(SerialWorkload workload, SerialReplay replay, IEnumerable<Committed> order, int seed)
    {
        foreach (Committed transaction in order)
        {
            replay.Play(transaction).Should().BeNull($"seed {seed}: commit {transaction.Place.Commit} answers as the replay does");
        }

        for (int table = 0; table < SerialWorkload.Tables; table++)
        {
            (await workload.Rows(table)).Should().Equal(replay.Tables[table].OrderBy(r => r.Key).ThenBy(r => r.Value), $"table t{table} of seed {seed} is as the replay has it");
        }
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
        catch (PostgresException e) when (e.MessageText == "1023")
        {
            Interlocked.Increment(ref conflicts);
            return null;
        }
    }

    private void Report(int seed, int committed, int conflicts, int deadlocks, string more) =>
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seed {seed}: {committed} transactions committed, {conflicts} ended by 1023, {deadlocks} by a deadlock; {more}"));

    private static async Task NothingIsLeft(EmbeddedRedshift redshift, NpgsqlDataSource source)
    {
        await source.DisposeAsync();
        redshift.Warehouse.Locks.Snapshot().Should().BeEmpty();
        redshift.Warehouse.Transactions.Open.Should().BeEmpty();
        redshift.Warehouse.Transactions.Remembered.Should().Be(0);
    }

    private static async Task Run(NpgsqlDataSource source, string sql)
    {
        await using NpgsqlCommand command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Cancel);
    }

    private async Task<int> Execute(NpgsqlConnection connection, string sql)
    {
        Interlocked.Increment(ref statements);
        await using NpgsqlCommand command = new(sql, connection);
        return await command.ExecuteNonQueryAsync(Cancel);
    }

    private static async Task<object?> Scalar(NpgsqlConnection connection, string sql)
    {
        await using NpgsqlCommand command = new(sql, connection);
        return await command.ExecuteScalarAsync(Cancel);
    }
}
