using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using RedshiftIntegration.Flow;
using RedshiftIntegration.Testing;

namespace RedshiftIntegration.Tests.Running;

public sealed class ConcurrentRunsTests : IAsyncLifetime
{
    private static readonly CancellationToken Patience = new CancellationTokenSource(TimeSpan.FromSeconds(60)).Token;

    private PipelineFixture _fixture = null!;

    private static PipelineDefinition Orders => Pipeline.From(DatabaseTable.Named("shop", "orders").IncrementalBy("at")).MapFields().To(RedshiftTable.Named("a.orders").MergedOn("id"));

    public async ValueTask InitializeAsync()
    {
        _fixture = await PipelineFixture.StartAsync();
        await _fixture.SourceAsync(
            "CREATE TABLE orders (id INTEGER NOT NULL PRIMARY KEY, v VARCHAR(20), at DATETIME NOT NULL)",
            "INSERT INTO orders VALUES (1, 'one', '2026-01-01 00:00:00'), (2, 'two', '2026-01-01 00:00:01')");
    }

    public async ValueTask DisposeAsync() => await _fixture.DisposeAsync();

    [Fact]
    public async Task A_second_run_says_who_holds_the_lease()
    {
        IPipelineRunner first = await _fixture.AppliedAsync(Orders);
        IPipelineRunner second = _fixture.Services(Orders).GetRequiredService<IPipelineRunner>();
        IDisposable hold = _fixture.Redshift.Faults.Hold("copy");
        Task<PipelineRun> running = first.RunAsync(Orders, cancellationToken: Patience);
        await _fixture.Redshift.Faults.WaitUntilHeldAsync("copy", Patience);

        Func<Task> run = () => second.RunAsync(Orders, cancellationToken: Patience);

        RunInProgressException refused = (await run.Should().ThrowAsync<RunInProgressException>()).Which;
        refused.Holder.Should().Contain(Environment.MachineName);
        refused.Age.Should().BeGreaterThanOrEqualTo(TimeSpan.Zero).And.BeLessThan(TimeSpan.FromMinutes(2));
        refused.ProblemId.Should().StartWith("RSI3");
        hold.Dispose();
        (await running).Status.Should().Be(RunStatus.Succeeded);
    }

    [Fact]
    public async Task A_second_run_waits_for_the_lease_when_it_may()
    {
        IPipelineRunner first = await _fixture.AppliedAsync(Orders);
        IPipelineRunner second = _fixture.Services(Orders).GetRequiredService<IPipelineRunner>();
        IDisposable hold = _fixture.Redshift.Faults.Hold("copy");
        Task<PipelineRun> one = first.RunAsync(Orders, cancellationToken: Patience);
        await _fixture.Redshift.Faults.WaitUntilHeldAsync("copy", Patience);
        Task<PipelineRun> two = second.RunAsync(Orders, new RunOptions { LeaseWait = TimeSpan.FromSeconds(30) }, Patience);
        hold.Dispose();

        (await one).RowsInserted.Should().Be(2);
        PipelineRun later = await two;
        later.RowsInserted.Should().Be(0);
        later.WatermarkFrom.Should().Be("2026-01-01 00:00:01.000000");
    }

    [Fact]
    public async Task A_runner_that_was_overtaken_changes_nothing_and_starts_over_once()
    {
        IServiceProvider slowServices = _fixture.Services(Orders);
        await PipelineFixture.ApplyAsync(slowServices);
        StatementMatch firstBegin = StatementMatch.Step("begin").Nth(1);
        IDisposable hold = _fixture.Redshift.Faults.Hold(firstBegin);
        Task<PipelineRun> slow = slowServices.GetRequiredService<IPipelineRunner>().RunAsync(Orders, cancellationToken: Patience);
        await _fixture.Redshift.Faults.WaitUntilHeldAsync(firstBegin, Patience);

        // The slow runner is paused before its transaction; another one finds its lease stale, takes it over and commits.
        await _fixture.SourceAsync("UPDATE orders SET v = 'newer', at = '2026-01-02 00:00:00' WHERE id = 1");
        PipelineRun fast = await _fixture.Services(new LaterClock(TimeSpan.FromMinutes(10)), null, Orders).GetRequiredService<IPipelineRunner>().RunAsync(Orders, cancellationToken: Patience);
        hold.Dispose();

        new[] { await slow, fast }.Should().OnlyContain(r => r.Status == RunStatus.Succeeded);
        (await _fixture.WarehouseAsync("SELECT id, v FROM a.orders ORDER BY id")).Should().Equal("1|newer", "2|two");
        (await _fixture.WarehouseAsync("SELECT status, COUNT(*) FROM redshift_integration.runs GROUP BY status ORDER BY status"))
            .Should().Equal(["abandoned|1", "succeeded|2"], "who took the lease over has recorded the overtaken run already, and a run has one row");
    }

    [Fact]
    public async Task A_run_whose_process_died_is_recorded_as_abandoned_by_the_next()
    {
        IServiceProvider services = _fixture.Services(Orders);
        await PipelineFixture.ApplyAsync(services);
        await using ILease dead = await services.GetRequiredService<IStagingArea>().AcquireLeaseAsync(Orders.Id, "run-of-the-dead", "machine-7:1", TimeSpan.Zero, Patience);

        await LaterRunAsync();

        (await _fixture.WarehouseAsync("SELECT run_id, host, rows_staged FROM redshift_integration.runs WHERE status = 'abandoned'")).Should().Equal("run-of-the-dead|machine-7:1|0");
        (await _fixture.WarehouseAsync("SELECT COUNT(*) FROM redshift_integration.runs WHERE status = 'succeeded'")).Should().Equal("1");
    }

    [Fact]
    public async Task A_run_that_failed_and_could_not_release_its_lease_is_recorded_once()
    {
        IPipelineRunner runner = await _fixture.AppliedAsync(Orders);
        _fixture.Redshift.Faults.Fail("merge", "42601");
        _fixture.Aws.Faults.FailNext("s3", "DeleteObject", times: 100, code: "AccessDenied");
        await FluentActions.Awaiting(() => runner.RunAsync(Orders, cancellationToken: Patience)).Should().ThrowAsync<LoadException>();
        _fixture.Aws.Faults.Clear();

        await LaterRunAsync();

        (await _fixture.WarehouseAsync("SELECT status FROM redshift_integration.runs ORDER BY status")).Should().Equal("failed", "succeeded");
    }

    [Fact]
    public async Task Two_pipelines_on_one_target_queue_at_its_gate()
    {
        await _fixture.SourceAsync(
            "CREATE TABLE more_orders (id INTEGER NOT NULL PRIMARY KEY, v VARCHAR(20), at DATETIME NOT NULL)",
            "INSERT INTO more_orders VALUES (3, 'three', '2026-01-01 00:00:00')");
        PipelineDefinition more = Pipeline.From(DatabaseTable.Named("shop", "more_orders").IncrementalBy("at")).MapFields().To(RedshiftTable.Named("a.orders").MergedOn("id")).Named("more");
        IPipelineRunner runner = await _fixture.AppliedAsync(Orders, more);
        IDisposable hold = _fixture.Redshift.Faults.Hold("copy");
        Task<PipelineRun> one = runner.RunAsync(Orders, cancellationToken: Patience);
        await _fixture.Redshift.Faults.WaitUntilHeldAsync("copy", Patience);
        Task<PipelineRun> two;
        using (_fixture.Redshift.Faults.Hold("begin"))
        {
            two = runner.RunAsync(more, cancellationToken: Patience);
            await _fixture.Redshift.Faults.WaitUntilHeldAsync("begin", Patience);
        }

        // Time enough for the second to get past the gate, if it could.
        await ReadAsync(100, "SELECT COUNT(*) FROM a.orders", "0");
        hold.Dispose();
        PipelineRun[] runs = await Task.WhenAll(one, two);

        string[] sent = [.. _fixture.Redshift.Statements];
        Array.FindIndex(sent, s => s.Contains($"run={runs[1].RunId} step=compare", StringComparison.Ordinal))
            .Should().BeGreaterThan(Array.FindIndex(sent, s => s.Contains($"run={runs[0].RunId} step=commit", StringComparison.Ordinal))).And.BePositive();
        (await _fixture.WarehouseAsync("SELECT id, v FROM a.orders ORDER BY id")).Should().Equal("1|one", "2|two", "3|three");
    }

    [Fact]
    public async Task Readers_of_target_and_runs_never_wait_for_a_load()
    {
        IPipelineRunner runner = await _fixture.AppliedAsync(Orders);
        await runner.RunAsync(Orders, cancellationToken: Patience);
        await _fixture.SourceAsync("INSERT INTO orders VALUES (3, 'three', '2026-01-03 00:00:00')");
        IDisposable hold = _fixture.Redshift.Faults.Hold("copy");
        Task<PipelineRun> running = runner.RunAsync(Orders, cancellationToken: Patience);
        await _fixture.Redshift.Faults.WaitUntilHeldAsync("copy", Patience);

        await ReadAsync(500, "SELECT COUNT(*) FROM a.orders", "2");
        await ReadAsync(500, "SELECT COUNT(*) FROM redshift_integration.runs", "1");

        hold.Dispose();
        await running;
        await ReadAsync(1, "SELECT COUNT(*) FROM a.orders", "3");
        await ReadAsync(1, "SELECT COUNT(*) FROM redshift_integration.runs", "2");
    }

    /// <summary>A run on a host that finds every lease stale.</summary>
    private Task<PipelineRun> LaterRunAsync() =>
        _fixture.Services(new LaterClock(TimeSpan.FromMinutes(10)), null, Orders).GetRequiredService<IPipelineRunner>().RunAsync(Orders, cancellationToken: Patience);

    private async Task ReadAsync(int times, string sql, string expected)
    {
        await using NpgsqlConnection connection = new(_fixture.Redshift.ConnectionString);
        await connection.OpenAsync(Patience);
        await using NpgsqlCommand command = new(sql, connection);
        for (int i = 0; i < times; i++)
        {
            Convert.ToString(await command.ExecuteScalarAsync(Patience), CultureInfo.InvariantCulture).Should().Be(expected);
        }
    }

    /// <summary>The clock of a host that finds every lease of the others stale.</summary>
    private sealed class LaterClock(TimeSpan ahead) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + ahead;
    }
}
