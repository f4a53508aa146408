using Microsoft.Extensions.DependencyInjection;
using RedshiftIntegration.Loading;

namespace RedshiftIntegration.Tests.Running;

/// <summary>Somebody has dropped what apply had made: what the next plan says, and what a run does after it.</summary>
public sealed class DroppedTablesTests : IAsyncLifetime
{
    private static readonly PipelineDefinition Orders = Pipeline.From(DatabaseTable.Named("shop", "orders").IncrementalBy("at")).MapFields()
        .To(RedshiftTable.Named("a.orders").MergedOn("id"));

    private static readonly string Gate = $"redshift_integration.{ControlSchema.GateName(Orders.Target)}";

    private PipelineFixture _fixture = null!;
    private IPipelineRunner _runner = null!;
    private IPipelineDeployment _deployment = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _fixture = await PipelineFixture.StartAsync();
        await _fixture.SourceAsync(
            "CREATE TABLE orders (id INTEGER NOT NULL PRIMARY KEY, at DATETIME NOT NULL)",
            "INSERT INTO orders VALUES (1, '2026-01-01 00:00:00'), (2, '2026-01-02 00:00:00')");
        Serve(Orders);
        await _deployment.ApplyAsync(await _deployment.PlanAsync(Token), Token);
    }

    public async ValueTask DisposeAsync() => await _fixture.DisposeAsync();

    [Fact]
    public async Task A_dropped_gate_is_made_again_as_the_last_run_left_it()
    {
        await _runner.RunAsync(Orders, cancellationToken: Token);
        PipelineRun second = await _runner.RunAsync(Orders, cancellationToken: Token);
        await _fixture.WarehouseAsync($"DROP TABLE {Gate}");

        DeploymentPlan plan = await _deployment.PlanAsync(Token);
        plan.NeedsApproval.Should().BeFalse();
        PlannedChange change = plan.Changes.Should().ContainSingle(c => c.Action != ChangeAction.None).Which;
        change.Kind.Should().Be("load gate");
        change.Details.Should().Contain(d => d.Contains(second.RunId) && d.Contains("2026-01-02 00:00:00.000000"));
        await _deployment.ApplyAsync(plan, Token);
        (await _deployment.PlanAsync(Token)).IsEmpty.Should().BeTrue();

        await _fixture.SourceAsync("INSERT INTO orders VALUES (3, '2026-01-03 00:00:00')");
        PipelineRun third = await _runner.RunAsync(Orders, cancellationToken: Token);
        third.Should().BeEquivalentTo(new { Status = RunStatus.Succeeded, WatermarkFrom = second.WatermarkTo, RowsInserted = 1L });
        (await _fixture.WarehouseAsync("SELECT id FROM a.orders ORDER BY id")).Should().Equal("1", "2", "3");
    }

    [Fact]
    public async Task A_gate_dropped_before_the_first_run_is_made_again_empty_handed()
    {
        await _fixture.WarehouseAsync($"DROP TABLE {Gate}");
        await _deployment.ApplyAsync(await _deployment.PlanAsync(Token), Token);
        (await _fixture.WarehouseAsync($"SELECT pipeline, run_id, watermark FROM {Gate}")).Should().Equal("a.orders||");
        (await _runner.RunAsync(Orders, cancellationToken: Token)).RowsInserted.Should().Be(2);
    }

    [Fact]
    public async Task A_gate_made_again_holds_the_pipelines_of_others_too()
    {
        PipelineDefinition others = Orders.Named("orders-of-others");
        Serve(others);
        await _deployment.ApplyAsync(await _deployment.PlanAsync(Token), Token);
        PipelineRun theirs = await _runner.RunAsync(others, cancellationToken: Token);
        IPipelineRunner theirRunner = _runner;
        Serve(Orders);
        await _fixture.WarehouseAsync($"DROP TABLE {Gate}");
        await _deployment.ApplyAsync(await _deployment.PlanAsync(Token), Token);

        (await _fixture.WarehouseAsync($"SELECT pipeline, run_id, watermark FROM {Gate} ORDER BY pipeline"))
            .Should().Equal("a.orders||", $"orders-of-others|{theirs.RunId}|{theirs.WatermarkTo}");
        (await theirRunner.RunAsync(others, cancellationToken: Token)).Status.Should().Be(RunStatus.Succeeded);
    }

    [Fact]
    public async Task A_row_missing_at_the_gate_comes_back_with_a_new_version_as_the_last_run_left_it()
    {
        PipelineRun first = await _runner.RunAsync(Orders, cancellationToken: Token);
        await _fixture.WarehouseAsync($"DELETE FROM {Gate}");
        await _fixture.SourceAsync("ALTER TABLE orders ADD COLUMN note VARCHAR(20)");
        Serve(Orders);
        await _deployment.ApplyAsync(await _deployment.PlanAsync(Token), Token);

        (await _fixture.WarehouseAsync($"SELECT pipeline, run_id, watermark FROM {Gate}")).Should().Equal($"a.orders|{first.RunId}|{first.WatermarkTo}");
        (await _runner.RunAsync(Orders, cancellationToken: Token)).WatermarkFrom.Should().Be(first.WatermarkTo);
    }

    [Fact]
    public async Task A_dropped_target_is_made_again_only_with_approval_and_the_plan_says_which_rows_stay_away()
    {
        PipelineRun first = await _runner.RunAsync(Orders, cancellationToken: Token);
        await _fixture.WarehouseAsync("DROP TABLE a.orders");

        DeploymentPlan plan = await _deployment.PlanAsync(Token);
        plan.NeedsApproval.Should().BeTrue();
        plan.ToString().Should().Contain(
            $"! the table is made anew and empty; the pipeline a.orders goes on from {first.WatermarkTo}: rows before it do not come back by themselves. Give the pipeline a new id (.Named) to load everything again")
            .And.Contain("Lines with ! ").And.NotContain("-/+");
        Func<Task> apply = () => _deployment.ApplyAsync(plan, Token);
        (await apply.Should().ThrowAsync<DeploymentException>()).Which.ProblemId.Should().Be("RSI8003");
        await _deployment.ApplyAsync(plan.Approved(), Token);
        await _fixture.SourceAsync("INSERT INTO orders VALUES (3, '2026-01-03 00:00:00')");
        await _runner.RunAsync(Orders, cancellationToken: Token);
        (await _fixture.WarehouseAsync("SELECT id FROM a.orders ORDER BY id")).Should().Equal("2", "3");
    }

    [Fact]
    public async Task A_dropped_target_is_no_matter_where_the_next_run_reads_everything_anyway()
    {
        await _fixture.WarehouseAsync("DROP TABLE a.orders");
        (await _deployment.PlanAsync(Token)).NeedsApproval.Should().BeFalse("no run has committed yet");
        PipelineDefinition copies = Pipeline.From(DatabaseTable.Named("shop", "orders")).MapFields().To(RedshiftTable.Named("a.copies").Replaced());
        Serve(copies);
        await _deployment.ApplyAsync(await _deployment.PlanAsync(Token), Token);
        await _runner.RunAsync(copies, cancellationToken: Token);
        await _fixture.WarehouseAsync("DROP TABLE a.copies");
        DeploymentPlan plan = await _deployment.PlanAsync(Token);
        plan.NeedsApproval.Should().BeFalse();
        await _deployment.ApplyAsync(plan, Token);
        (await _runner.RunAsync(copies, cancellationToken: Token)).RowsInserted.Should().Be(2);
    }

    private void Serve(PipelineDefinition definition)
    {
        IServiceProvider services = _fixture.Services(definition);
        _runner = services.GetRequiredService<IPipelineRunner>();
        _deployment = services.GetRequiredService<IPipelineDeployment>();
    }
}
