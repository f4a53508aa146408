using Microsoft.Extensions.DependencyInjection;

namespace RedshiftIntegration.Tests.Running;

/// <summary>What the plan says of deletes, adds for them and refuses.</summary>
public sealed class DeletesPlanTests : IAsyncLifetime
{
    private PipelineFixture _fixture = null!;

    public async ValueTask InitializeAsync()
    {
        _fixture = await PipelineFixture.StartAsync();
        await _fixture.SourceAsync("CREATE TABLE t (id INTEGER NOT NULL PRIMARY KEY, gone INTEGER, at DATETIME NOT NULL)");
    }

    public async ValueTask DisposeAsync() => await _fixture.DisposeAsync();

    [Fact]
    public async Task It_tells_the_price_the_guard_and_what_conditions_mean_and_adds_the_mark()
    {
        PipelineDefinition definition = Of(DatabaseTable.Named("shop", "t").IncrementalBy("at").Where($"gone < {5}")).DetectingDeletes(Deletes.Mark("deleted_at").AtMost(2.5).Every(TimeSpan.FromDays(7)));

        string plan = (await PlanAsync(definition)).ToString()!;

        plan.Should().Contain("deleted rows get the run's time in deleted_at; a run that would do so to more than 2.5 % of the rows, and to 10 or more, fails")
            .And.Contain("the first run that begins 7 d or more after the last comparison also reads the key (id) of all rows")
            .And.Contain("a row that no longer meets them counts as deleted")
            .And.MatchRegex(@"\+ deleted_at +TIMESTAMP +when a run found the row deleted")
            .And.NotContain("nothing reports either");
    }

    [Fact]
    public async Task Without_detection_it_says_that_deleted_and_late_rows_stay_unseen()
    {
        (await PlanAsync(Of(DatabaseTable.Named("shop", "t").IncrementalBy("at")))).ToString().Should().Contain("rows that commit later than the lag behind their cursor stay unseen");
        (await PlanAsync(Of(DatabaseTable.Named("shop", "t")))).ToString().Should().NotContain("stay unseen");
    }

    [Fact]
    public async Task With_flags_it_says_that_no_keys_are_compared() =>
        (await PlanAsync(Of(DatabaseTable.Named("shop", "t").DeletedWhere($"gone = {1}")).DetectingDeletes(Deletes.Remove))).ToString()
            .Should().Contain("a row is deleted where gone = 1").And.Contain("keys are not compared");

    [Fact]
    public async Task Flags_without_an_order_are_a_problem() =>
        (await RefusedAsync(Of(DatabaseTable.Named("shop", "t").DeletedWhere($"gone = {1}")))).Should().Equal("RSI1062");

    [Fact]
    public async Task A_mark_that_a_column_fills_by_convention_is_a_problem() =>
        (await RefusedAsync(Of(DatabaseTable.Named("shop", "t")).DetectingDeletes(Deletes.Mark("gone")))).Should().Equal("RSI1061");

    [Fact]
    public async Task A_shared_table_loses_no_rows()
    {
        PipelineDefinition other = Of(DatabaseTable.Named("shop", "t"));
        (await RefusedAsync(other, Of(DatabaseTable.Named("shop", "t")).Named("second").DetectingDeletes(Deletes.Remove))).Should().Equal("RSI8021");
    }

    [Fact]
    public async Task Detecting_deletes_later_needs_an_apply_and_a_new_limit_does_not()
    {
        PipelineDefinition before = Of(DatabaseTable.Named("shop", "t"));
        IPipelineRunner runner = await _fixture.AppliedAsync(before);
        PipelineDefinition detecting = before.DetectingDeletes(Deletes.Mark("deleted_at"));
        (await runner.Invoking(r => r.RunAsync(detecting)).Should().ThrowAsync<DeploymentException>()).Which.ProblemId.Should().Be("RSI8002");
        await _fixture.AppliedAsync(detecting);
        await runner.RunAsync(detecting);
        await runner.RunAsync(before.DetectingDeletes(Deletes.Mark("deleted_at").AtMost(50).Every(TimeSpan.FromDays(1))));
    }

    private static PipelineDefinition Of(Source<Row> source) => Pipeline.From(source).MapFields().To(RedshiftTable.Named("a.t").MergedOn("id"));

    private async Task<DeploymentPlan> PlanAsync(params PipelineDefinition[] definitions) =>
        await _fixture.Services(definitions).GetRequiredService<IPipelineDeployment>().PlanAsync();

    private async Task<IEnumerable<string>> RefusedAsync(params PipelineDefinition[] definitions) =>
        (await FluentActions.Invoking(() => PlanAsync(definitions)).Should().ThrowAsync<PipelineDefinitionException>()).Which.Problems.Select(p => p.Id);
}
