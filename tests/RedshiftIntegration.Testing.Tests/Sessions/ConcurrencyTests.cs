using Npgsql;

namespace RedshiftIntegration.Testing.Tests.Sessions;

public sealed class ConcurrencyTests : RedshiftTest
{
    [Fact]
    public async Task A_wait_for_a_lock_can_be_cancelled()
    {
        await Run("CREATE TABLE gate (a INTEGER)");
        await using NpgsqlConnection locker = await Connect();
        await Run(locker, "BEGIN");
        await Run(locker, "LOCK TABLE gate");
        using CancellationTokenSource cancel = new();
        Task waiting = NextWaiter();
        await using NpgsqlCommand command = Source.CreateCommand("SELECT COUNT(*) FROM gate");
        Task reader = command.ExecuteScalarAsync(cancel.Token);
        await waiting;

        await cancel.CancelAsync();

        await reader.Invoking(r => r).Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public async Task Inserts_share_a_table_and_an_update_waits_for_them()
    {
        await Run("CREATE TABLE t (a INTEGER)");
        await using NpgsqlConnection first = await Connect();
        await using NpgsqlConnection second = await Connect();
        await Run(first, "BEGIN");
        await Run(first, "INSERT INTO t VALUES (1)");
        await Run(second, "BEGIN");
        await Run(second, "INSERT INTO t VALUES (2)");
        Task waiting = NextWaiter();
        Task update = Run("UPDATE t SET a = a + 10");
        await waiting;
        await Run(first, "COMMIT");
        await Run(second, "COMMIT");
        await update;

        (await Scalar("SELECT SUM(a) FROM t")).Should().Be(23L);
    }

    [Fact]
    public async Task A_thousand_readers_pass_while_a_load_is_held()
    {
        await Run("CREATE TABLE gate (a INTEGER); CREATE TABLE target (k INTEGER, v INTEGER)");
        await Run("INSERT INTO target VALUES (1, 1), (2, 2)");
        await using NpgsqlConnection load = await Connect();
        await Run(load, "BEGIN");
        await Run(load, "LOCK gate");
        await Run(load, "CREATE TEMP TABLE stage (k INTEGER, v INTEGER)");
        await Run(load, "INSERT INTO stage VALUES (1, 10), (3, 30)");
        await Run(load, "MERGE INTO target USING stage ON target.k = stage.k WHEN MATCHED THEN UPDATE SET v = stage.v WHEN NOT MATCHED THEN INSERT (k, v) VALUES (stage.k, stage.v)");
        Task commit;
        using (Redshift.Faults.Hold("commit"))
        {
            commit = Run(load, "/* rsi run=r step=commit */ COMMIT");
            await Redshift.Faults.WaitUntilHeldAsync("commit", Cancel);
            await Parallel.ForEachAsync(Enumerable.Range(0, 1000), new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Cancel }, async (_, cancel) =>
            {
                await using NpgsqlCommand command = Source.CreateCommand("SELECT SUM(v) FROM target");
                (await command.ExecuteScalarAsync(cancel)).Should().Be(3L);
            });
        }

        await commit;
        (await Scalar("SELECT SUM(v) FROM target")).Should().Be(42L);
    }

    [Fact]
    public async Task A_running_query_is_cancelled_with_57014()
    {
        await Run("CREATE TABLE n (a INTEGER)");
        await Run("INSERT INTO n VALUES (1), (2), (3), (4), (5), (6), (7), (8), (9), (10)");
        string many = "SELECT COUNT(*) FROM " + string.Join(", ", Enumerable.Range(0, 11).Select(i => $"n AS n{i}")) + " WHERE n0.a + n1.a + n2.a + n3.a + n4.a + n5.a + n6.a + n7.a + n8.a + n9.a > n10.a * 50";
        await using NpgsqlConnection connection = await Connect();
        await using NpgsqlCommand command = new(many, connection) { CommandTimeout = 1 };

        NpgsqlException error = (await command.Invoking(c => c.ExecuteScalarAsync(Cancel)).Should().ThrowAsync<NpgsqlException>()).Which;

        error.InnerException.Should().BeOfType<TimeoutException>();
        (await Scalar(connection, "SELECT 1")).Should().Be(1);
        (await Scalar(connection, "SELECT COUNT(*) FROM sys_query_history WHERE status = 'canceled'")).Should().Be(1L);
    }

    [Fact]
    public async Task Svv_transactions_shows_held_and_awaited_locks()
    {
        await Run("CREATE TABLE t (a INTEGER)");
        await using NpgsqlConnection holder = await Connect();
        await using NpgsqlConnection waiter = await Connect();
        await Run(holder, "BEGIN");
        await Run(holder, "UPDATE t SET a = 1");
        Task waiting = NextWaiter();
        Task lockTask = Run(waiter, "LOCK t");
        await waiting;

        List<object?[]> rows = await Rows("SELECT pid, lock_mode, lockable_object_type, granted, relation = (SELECT oid FROM pg_class WHERE relname = 't') FROM svv_transactions WHERE relation IS NOT NULL ORDER BY xid");
        List<object?[]> open = await Rows($"SELECT TRIM(txn_owner), TRIM(txn_db), lock_mode, granted FROM svv_transactions WHERE lockable_object_type = 'transactionid' AND pid = {holder.ProcessID}");
        List<object?[]> locks = await Rows("SELECT pid, mode, granted FROM pg_locks ORDER BY transaction");
        await Run(holder, "COMMIT");
        await lockTask;

        rows.Should().SatisfyRespectively(
            r => r.Should().Equal(holder.ProcessID, "ShareRowExclusiveLock", "relation", true, true),
            r => r.Should().Equal(waiter.ProcessID, "AccessExclusiveLock", "relation", false, true));
        open.Should().ContainSingle().Which.Should().Equal("awsuser", "dev", "ExclusiveLock", true);
        locks.Should().SatisfyRespectively(
            r => r.Should().Equal(holder.ProcessID, "ShareRowExclusiveLock", true),
            r => r.Should().Equal(waiter.ProcessID, "AccessExclusiveLock", false));
    }

    [Fact]
    public async Task Terminating_a_session_rolls_back_and_frees_its_locks()
    {
        await Run("CREATE TABLE t (a INTEGER)");
        await using NpgsqlConnection blocker = await Connect();
        int processId = blocker.ProcessID;
        await Run(blocker, "BEGIN");
        await Run(blocker, "INSERT INTO t VALUES (1)");
        await Run(blocker, "LOCK t");
        Task waiting = NextWaiter();
        Task<object?> reader = Scalar("SELECT COUNT(*) FROM t");
        await waiting;

        (await Scalar($"SELECT pg_terminate_backend({processId})")).Should().Be(1);

        (await reader).Should().Be(0L);
        await blocker.Invoking(b => Run(b, "SELECT 1")).Should().ThrowAsync<Exception>("Npgsql has heard of the end already, or hears of it now");
        (await Scalar($"SELECT pg_terminate_backend({processId})")).Should().Be(0);
    }

    [Theory]
    [InlineData("SELECT pg_cancel_backend({0})")]
    [InlineData("CANCEL {0}")]
    [InlineData("CANCEL {0} 'too long'")]
    public async Task Another_sessions_statement_is_cancelled(string sql)
    {
        await using NpgsqlConnection connection = await Connect();
        using IDisposable hold = Redshift.Faults.Hold("slow");
        Task running = Run(connection, "/* rsi run=r step=slow */ SELECT 1");
        await Redshift.Faults.WaitUntilHeldAsync("slow", Cancel);

        await Run(string.Format(System.Globalization.CultureInfo.InvariantCulture, sql, connection.ProcessID));

        (await Fails(running)).SqlState.Should().Be("57014");
        (await Scalar(connection, "SELECT 2")).Should().Be(2);
        (await Fails(Run("CANCEL 30000"))).MessageText.Should().StartWith("Session 30000 does not exist.");
    }

    [Fact]
    public async Task A_session_may_end_only_its_own_users_sessions_unless_it_is_a_superusers()
    {
        await Run("CREATE USER other PASSWORD 'Secret123'");
        await using NpgsqlConnection mine = await Connect();
        await using NpgsqlDataSource others = NpgsqlDataSource.Create(Redshift.ConnectionStringFor("other", "Secret123"));
        await using NpgsqlConnection first = await others.OpenConnectionAsync(Cancel);
        await using NpgsqlConnection second = await others.OpenConnectionAsync(Cancel);

        (await Fails(Run(first, $"SELECT pg_terminate_backend({mine.ProcessID})"))).SqlState.Should().Be("42501");
        (await Fails(Run(first, $"CANCEL {mine.ProcessID}"))).SqlState.Should().Be("42501");
        (await Scalar(first, $"SELECT pg_terminate_backend({second.ProcessID})")).Should().Be(1);
        (await Fails(Run(first, "ALTER DATABASE dev ISOLATION LEVEL SNAPSHOT"))).SqlState.Should().Be("42501");
        (await Scalar(mine, "SELECT 1")).Should().Be(1);
    }

    [Fact]
    public async Task The_isolation_level_is_the_options_until_a_lone_session_changes_it()
    {
        await using EmbeddedRedshift serializable = await EmbeddedRedshift.StartAsync(new EmbeddedRedshiftOptions { Isolation = RedshiftIsolation.Serializable }, Cancel);
        await using NpgsqlConnection connection = new(serializable.ConnectionString + ";Pooling=false");
        await connection.OpenAsync(Cancel);
        const string Level = "SELECT TRIM(isolation_level) FROM stv_db_isolation_level";

        (await Scalar(connection, Level)).Should().Be("Serializable");
        await Run(connection, "ALTER DATABASE dev ISOLATION LEVEL SNAPSHOT");
        (await Scalar(connection, Level)).Should().Be("Snapshot Isolation");
        (await Fails(Run(connection, "ALTER DATABASE other ISOLATION LEVEL SNAPSHOT"))).SqlState.Should().Be("3D000");
        (await Fails(Run(connection, "ALTER DATABASE dev CONNECTION LIMIT 5"))).SqlState.Should().Be("0A000");
        (await Fails(Run(connection, "ALTER DATABASE dev ISOLATION LEVEL CHAOS"))).SqlState.Should().Be("42601");
    }

    private Task NextWaiter()
    {
        TaskCompletionSource waiting = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Redshift.Warehouse.Locks.Waiting += _ => waiting.TrySetResult();
        return waiting.Task.WaitAsync(Cancel);
    }
}
