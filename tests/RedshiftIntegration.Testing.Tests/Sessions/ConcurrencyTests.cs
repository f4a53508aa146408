using Npgsql;

namespace RedshiftIntegration.Testing.Tests.Sessions;

public sealed class ConcurrencyTests : RedshiftTest
{
    [Fact]
    public async Task A_lock_makes_readers_wait_until_its_transaction_ends()
    {
        await Run("CREATE TABLE gate (a INTEGER)");
        await using NpgsqlConnection locker = await Connect();
        await Run(locker, "BEGIN");
        await Run(locker, "LOCK TABLE gate");

        Task waiting = NextWaiter();
        Task<object?> reader = Scalar("SELECT COUNT(*) FROM gate");
        await waiting;
        reader.IsCompleted.Should().BeFalse();
        await Run(locker, "INSERT INTO gate VALUES (1)");
        await Run(locker, "COMMIT");

        (await reader).Should().Be(1L);
    }

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
    public async Task The_snapshot_is_taken_after_the_lock()
    {
        await Run("CREATE TABLE gate (run VARCHAR(10))");
        await Run("INSERT INTO gate VALUES ('old')");
        await using NpgsqlConnection first = await Connect();
        await using NpgsqlConnection second = await Connect();
        await Run(first, "BEGIN");
        await Run(first, "LOCK gate");
        await Run(second, "BEGIN");
        Task waiting = NextWaiter();
        Task locking = Run(second, "LOCK gate");
        await waiting;
        await Run(first, "UPDATE gate SET run = 'new'");
        await Run(first, "COMMIT");
        await locking;

        (await Scalar(second, "SELECT run FROM gate")).Should().Be("new");
        await Run(second, "UPDATE gate SET run = 'newer'");
        await Run(second, "COMMIT");
        (await Scalar("SELECT run FROM gate")).Should().Be("newer");
    }

    [Theory]
    [InlineData("UPDATE t SET a = 2", "UPDATE t SET a = 3")]
    [InlineData("UPDATE t SET a = 2", "DELETE FROM t")]
    [InlineData("DELETE FROM t", "UPDATE t SET a = 3")]
    public async Task A_change_of_what_was_changed_since_the_snapshot_is_1023(string theirs, string ours)
    {
        await Run("CREATE TABLE t (a INTEGER)");
        await Run("INSERT INTO t VALUES (1)");
        await using NpgsqlConnection connection = await Connect();
        await Run(connection, "BEGIN");
        await Scalar(connection, "SELECT COUNT(*) FROM t");
        await Run(theirs);

        PostgresException error = await Fails(Run(connection, ours));

        error.SqlState.Should().Be("XX000");
        error.MessageText.Should().StartWith("1023");
        connection.State.Should().Be(System.Data.ConnectionState.Closed, "Npgsql gives a connection up after any error of class XX");
    }

    [Fact]
    public async Task Updates_of_different_rows_both_commit()
    {
        await Run("CREATE TABLE t (id INTEGER, a INTEGER)");
        await Run("INSERT INTO t VALUES (1, 0), (2, 0)");
        await using NpgsqlConnection connection = await Connect();
        await Run(connection, "BEGIN");
        await Scalar(connection, "SELECT COUNT(*) FROM t");
        await Run("UPDATE t SET a = 1 WHERE id = 1");

        await Run(connection, "UPDATE t SET a = 2 WHERE id = 2");
        await Run(connection, "COMMIT");

        (await Scalar("SELECT SUM(a) FROM t")).Should().Be(3L);
    }

    [Fact]
    public async Task Two_who_create_one_table_meet_in_order()
    {
        await using NpgsqlConnection first = await Connect();
        await Run(first, "BEGIN");
        await Run(first, "CREATE TABLE fresh (a INTEGER)");
        Task waiting = NextWaiter();
        Task second = Run("CREATE TABLE fresh (a INTEGER)");
        await waiting;
        await Run(first, "COMMIT");

        (await Fails(second)).SqlState.Should().Be("42P07");
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
    public async Task Append_then_change_in_two_sessions_is_a_deadlock()
    {
        await Run("CREATE TABLE t (a INTEGER)");
        await using NpgsqlConnection first = await Connect();
        await using NpgsqlConnection second = await Connect();
        await Run(first, "BEGIN");
        await Run(first, "INSERT INTO t VALUES (1)");
        await Run(second, "BEGIN");
        await Run(second, "INSERT INTO t VALUES (2)");
        Task waiting = NextWaiter();
        Task update = Run(first, "UPDATE t SET a = 0");
        await waiting;

        (await Fails(Run(second, "UPDATE t SET a = 0"))).SqlState.Should().Be("40P01");

        await update;
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

    private Task NextWaiter()
    {
        TaskCompletionSource waiting = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Redshift.Warehouse.Locks.Waiting += _ => waiting.TrySetResult();
        return waiting.Task.WaitAsync(Cancel);
    }
}
