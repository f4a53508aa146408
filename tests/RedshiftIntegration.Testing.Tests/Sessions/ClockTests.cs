using Microsoft.Extensions.Time.Testing;
using Npgsql;

namespace RedshiftIntegration.Testing.Tests.Sessions;

public sealed class ClockTests : IAsyncLifetime
{
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 2, 28, 23, 59, 59, TimeSpan.Zero));
    private EmbeddedRedshift redshift = null!;
    private NpgsqlDataSource source = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        redshift = await EmbeddedRedshift.StartAsync(new EmbeddedRedshiftOptions { Clock = clock }, Cancel);
        source = NpgsqlDataSource.Create(redshift.ConnectionString);
    }

    public async ValueTask DisposeAsync()
    {
        await source.DisposeAsync();
        await redshift.DisposeAsync();
    }

    [Fact]
    public async Task Getdate_is_the_statements_time_and_sysdate_the_transactions()
    {
        await using NpgsqlConnection connection = await source.OpenConnectionAsync(Cancel);
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(Cancel);
        await using NpgsqlCommand both = new("SELECT GETDATE(), SYSDATE", connection);
        await both.ExecuteScalarAsync(Cancel);
        clock.Advance(TimeSpan.FromSeconds(1));

        await using NpgsqlDataReader reader = await both.ExecuteReaderAsync(Cancel);
        await reader.ReadAsync(Cancel);

        reader.GetDateTime(0).Should().Be(new DateTime(2026, 3, 1));
        reader.GetDateTime(1).Should().Be(new DateTime(2026, 2, 28, 23, 59, 59));
    }

    [Fact]
    public async Task A_prepared_statement_asks_the_clock_each_time()
    {
        await using NpgsqlConnection connection = await source.OpenConnectionAsync(Cancel);
        await using NpgsqlCommand command = new("SELECT GETDATE()", connection);
        await command.PrepareAsync(Cancel);
        object? first = await command.ExecuteScalarAsync(Cancel);
        clock.Advance(TimeSpan.FromDays(1));

        (await command.ExecuteScalarAsync(Cancel)).Should().Be(((DateTime)first!).AddDays(1));
    }

    [Fact]
    public async Task A_statement_timeout_ends_a_statement_with_57014()
    {
        await using NpgsqlConnection connection = await source.OpenConnectionAsync(Cancel);
        await using NpgsqlCommand set = new("SET statement_timeout TO 60000", connection);
        await set.ExecuteNonQueryAsync(Cancel);
        using IDisposable hold = redshift.Faults.Hold("slow");
        await using NpgsqlCommand slow = new("/* rsi run=r step=slow */ SELECT 1", connection);
        Task<object?> running = slow.ExecuteScalarAsync(Cancel);
        await redshift.Faults.WaitUntilHeldAsync("slow", Cancel);

        clock.Advance(TimeSpan.FromMinutes(1));

        PostgresException error = (await running.Invoking(r => r).Should().ThrowAsync<PostgresException>()).Which;
        (error.SqlState, error.MessageText).Should().Be(("57014", "Query cancelled by statement timeout"));
    }

    [Fact]
    public async Task A_statement_timeout_ends_the_wait_for_a_lock()
    {
        await using NpgsqlConnection locker = await source.OpenConnectionAsync(Cancel);
        foreach (string sql in new[] { "CREATE TABLE t (a INTEGER)", "BEGIN", "LOCK t" })
        {
            await using NpgsqlCommand locking = new(sql, locker);
            await locking.ExecuteNonQueryAsync(Cancel);
        }

        await using NpgsqlConnection connection = await source.OpenConnectionAsync(Cancel);
        await using NpgsqlCommand set = new("SET statement_timeout TO 60000", connection);
        await set.ExecuteNonQueryAsync(Cancel);
        TaskCompletionSource waiting = new(TaskCreationOptions.RunContinuationsAsynchronously);
        redshift.Warehouse.Locks.Waiting = _ => waiting.TrySetResult();
        await using NpgsqlCommand read = new("SELECT COUNT(*) FROM t", connection);
        Task<object?> running = read.ExecuteScalarAsync(Cancel);
        await waiting.Task.WaitAsync(Cancel);

        clock.Advance(TimeSpan.FromMinutes(1));

        (await running.Invoking(r => r).Should().ThrowAsync<PostgresException>()).Which.SqlState.Should().Be("57014");
        redshift.Warehouse.Locks.Snapshot().Should().OnlyContain(l => l.Granted);
    }

    [Fact]
    public async Task A_delayed_statement_takes_its_time_by_the_servers_clock()
    {
        StatementMatch selects = StatementMatch.Command("SELECT");
        using IDisposable delay = redshift.Faults.Delay(selects, TimeSpan.FromMinutes(10));
        await using NpgsqlCommand slow = source.CreateCommand("SELECT 1");
        Task<object?> running = slow.ExecuteScalarAsync(Cancel);
        await redshift.Faults.WaitUntilHeldAsync(selects, Cancel);
        clock.Advance(TimeSpan.FromMinutes(9));
        running.IsCompleted.Should().BeFalse();

        clock.Advance(TimeSpan.FromMinutes(1));

        (await running).Should().Be(1);
    }
}
