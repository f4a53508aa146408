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

    private Task NextWaiter()
    {
        TaskCompletionSource waiting = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Redshift.Warehouse.Locks.Waiting += _ => waiting.TrySetResult();
        return waiting.Task.WaitAsync(Cancel);
    }
}
