using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace RedshiftIntegration.Tests.Running;

/// <summary>Each failure is one clear exception with an id and a remedy; nothing is half loaded; no secret is in the message.</summary>
public sealed class FailuresTests : IAsyncLifetime
{
    private PipelineFixture _fixture = null!;

    private static PipelineDefinition Orders => Pipeline.From(DatabaseTable.Named("shop", "orders").IncrementalBy("at")).MapFields().To(RedshiftTable.Named("a.orders").MergedOn("id"));

    public static TheoryData<string> Steps =>
        ["begin", "lock", "compare", "advance", "stage", "copy", "count", "distinct", "matched", "merge", "record", "drop", "commit"];

    public async ValueTask InitializeAsync()
    {
        _fixture = await PipelineFixture.StartAsync();
        await _fixture.SourceAsync(
            "CREATE TABLE orders (id INTEGER NOT NULL PRIMARY KEY, v VARCHAR(20), at DATETIME NOT NULL)",
            "INSERT INTO orders VALUES (1, 'one', '2026-01-01 00:00:00'), (2, 'two', '2026-01-01 00:00:01')");
    }

    public async ValueTask DisposeAsync() => await _fixture.DisposeAsync();

    [Fact]
    public async Task A_run_without_its_objects_says_plan_and_apply_first()
    {
        IPipelineRunner runner = _fixture.Services(Orders).GetRequiredService<IPipelineRunner>();

        DeploymentException refused = await FailsAsync<DeploymentException>(() => runner.RunAsync(Orders));

        refused.ProblemId.Should().Be("RSI8002");
        refused.Message.Should().Contain("Plan and apply first");
    }

    [Fact]
    public async Task A_run_may_apply_by_itself_when_told_to()
    {
        IPipelineRunner runner = _fixture.Services(Orders).GetRequiredService<IPipelineRunner>();

        PipelineRun run = await runner.RunAsync(Orders, new RunOptions { Apply = true });

        run.RowsInserted.Should().Be(2);
    }

    [Fact]
    public async Task A_run_that_applies_needs_no_other_pipeline_to_be_in_order()
    {
        PipelineDefinition broken = Pipeline.From(DatabaseTable.Named("shop", "not_there")).MapFields().To(RedshiftTable.Named("a.other").Replaced());
        IPipelineRunner runner = _fixture.Services(Orders, broken).GetRequiredService<IPipelineRunner>();

        PipelineRun run = await runner.RunAsync(Orders, new RunOptions { Apply = true });

        run.RowsInserted.Should().Be(2);
    }

    [Fact]
    public async Task A_definition_that_changed_since_apply_is_refused()
    {
        await _fixture.AppliedAsync(Orders);
        PipelineDefinition changed = Pipeline.From(DatabaseTable.Named("shop", "orders").IncrementalBy("at"))
            .MapFields(map => map.Column("id").Column("v", "v", f => f.Through(Transform.Upper)).Column("at"))
            .To(RedshiftTable.Named("a.orders").MergedOn("id"));
        IPipelineRunner runner = _fixture.Services(changed).GetRequiredService<IPipelineRunner>();

        (await FailsAsync<DeploymentException>(() => runner.RunAsync(changed))).ProblemId.Should().Be("RSI8002");
    }

    [Fact]
    public async Task A_wrong_warehouse_password_is_named_without_the_password()
    {
        await _fixture.AppliedAsync(Orders);
        IServiceProvider services = _fixture.Services(
            null,
            o => o.Redshift.ConnectionString = new NpgsqlConnectionStringBuilder(o.Redshift.ConnectionString) { Password = "Wr0ng-s3cret" }.ConnectionString,
            Orders);

        Exception refused = await FailsAsync<RedshiftIntegrationException>(() => services.GetRequiredService<IPipelineRunner>().RunAsync(Orders));

        refused.ToString().Should().NotContain("Wr0ng-s3cret");
    }

    [Fact]
    public async Task A_missing_bucket_is_named()
    {
        await _fixture.AppliedAsync(Orders);
        IServiceProvider services = _fixture.Services(null, o => o.Staging.Location = "s3://not-there/runs", Orders);

        StagingException refused = await FailsAsync<StagingException>(() => services.GetRequiredService<IPipelineRunner>().RunAsync(Orders));

        refused.Message.Should().Contain("not-there");
        (await _fixture.WarehouseAsync("SELECT status, problem_id FROM redshift_integration.runs")).Should().Equal($"failed|{refused.ProblemId}");
    }

    [Fact]
    public async Task A_table_that_is_gone_from_the_source_is_named()
    {
        IPipelineRunner runner = await _fixture.AppliedAsync(Orders);
        await _fixture.SourceAsync("DROP TABLE orders");

        SourceReadException refused = await FailsAsync<SourceReadException>(() => runner.RunAsync(Orders));

        refused.Table.Should().Be("orders");
        refused.ProblemId.Should().StartWith("RSI2");
    }

    [Fact]
    public async Task A_column_that_is_gone_from_the_source_needs_a_new_plan()
    {
        IPipelineRunner runner = await _fixture.AppliedAsync(Orders);
        await _fixture.SourceAsync("ALTER TABLE orders DROP COLUMN v");

        await FailsAsync<RedshiftIntegrationException>(() => runner.RunAsync(Orders));
    }

    [Fact]
    public async Task Slow_down_beyond_the_retries_is_transient()
    {
        IPipelineRunner runner = await _fixture.AppliedAsync(Orders);
        _fixture.Aws.Faults.FailNext("s3", "PutObject", times: 50, code: "SlowDown");

        (await FailsAsync<StagingException>(() => runner.RunAsync(Orders))).IsTransient.Should().BeTrue();
    }

    [Fact]
    public async Task Disk_full_in_copy_is_named()
    {
        IPipelineRunner runner = await _fixture.AppliedAsync(Orders);
        _fixture.Redshift.Faults.Fail("copy", "53100");

        LoadException refused = await FailsAsync<LoadException>(() => runner.RunAsync(Orders));

        refused.Step.Should().Be("copy");
        (await _fixture.WarehouseAsync("SELECT status FROM redshift_integration.runs")).Should().Equal("failed");
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task Cancelled_at_any_step_nothing_is_loaded(string step)
    {
        IPipelineRunner runner = await _fixture.AppliedAsync(Orders);
        using CancellationTokenSource cancel = new();
        using IDisposable hold = _fixture.Redshift.Faults.Hold(step);
        Task<PipelineRun> running = runner.RunAsync(Orders, cancellationToken: cancel.Token);
        await _fixture.Redshift.Faults.WaitUntilHeldAsync(step, TestContext.Current.CancellationToken);

        await cancel.CancelAsync();

        await running.Awaiting(r => r).Should().ThrowAsync<OperationCanceledException>();
        hold.Dispose();
        (await _fixture.WarehouseAsync("SELECT COUNT(*) FROM a.orders")).Should().Equal("0");
        (await runner.RunAsync(Orders)).RowsInserted.Should().Be(2);
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task Refused_at_any_step_nothing_is_loaded_and_the_next_run_heals(string step)
    {
        IPipelineRunner runner = await _fixture.AppliedAsync(Orders);
        _fixture.Redshift.Faults.Fail(step, "42501");

        await FailsAsync<RedshiftIntegrationException>(() => runner.RunAsync(Orders));

        (await _fixture.WarehouseAsync("SELECT COUNT(*) FROM a.orders")).Should().Equal("0");
        (await runner.RunAsync(Orders)).RowsInserted.Should().Be(2);
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task A_connection_that_breaks_at_any_step_leaves_the_old_state_or_the_new(string step)
    {
        IPipelineRunner runner = await _fixture.AppliedAsync(Orders);
        _fixture.Redshift.Faults.Drop(step, after: true);

        PipelineRun? run = null;
        try
        {
            run = await runner.RunAsync(Orders);
        }
        catch (RedshiftIntegrationException)
        {
            // Allowed: it says so. What is not allowed is half a load.
        }

        (await _fixture.WarehouseAsync("SELECT COUNT(*) FROM a.orders")).Should().Equal(run is null ? "0" : "2");
        await runner.RunAsync(Orders);
        (await _fixture.WarehouseAsync("SELECT id, v FROM a.orders ORDER BY id")).Should().Equal("1|one", "2|two");
    }

    private static async Task<TException> FailsAsync<TException>(Func<Task<PipelineRun>> run)
        where TException : RedshiftIntegrationException
    {
        TException failure = (await run.Should().ThrowAsync<TException>()).Which;
        failure.ProblemId.Should().MatchRegex(@"\ARSI\d{4}\z");
        failure.HelpLink.Should().Be($"docs/errors/{failure.ProblemId}.md");
        failure.Problem.Remedy.Should().NotBeEmpty();
        return failure;
    }
}
