using RedshiftIntegration.Deployment;
using RedshiftIntegration.Flow;

namespace RedshiftIntegration.Tests.Deployment;

public sealed class DeploymentServiceTests
{
    private readonly World _world = new();

    [Fact]
    public async Task A_plan_reads_like_this()
    {
        DeploymentPlan plan = await _world.Service.PlanAsync(TestContext.Current.CancellationToken);
        Approved.Match(plan.ToString());
        Approved.Match(plan.ToJson(), "A_plan_is_this_JSON");
        Approved.Match(plan.ToSql(), "A_plan_is_this_SQL");
    }

    [Fact]
    public async Task A_plan_with_nothing_to_do_says_so()
    {
        await _world.Service.ApplyAsync((await _world.Service.PlanAsync(TestContext.Current.CancellationToken)).Approved(), TestContext.Current.CancellationToken);
        DeploymentPlan plan = await _world.Service.PlanAsync(TestContext.Current.CancellationToken);
        plan.IsEmpty.Should().BeTrue();
        plan.ToString().Should().Be("Nothing to do: 4 objects are as they should be.\n");
        plan.ToSql().Should().Be("-- Nothing to do.\n");
    }

    [Fact]
    public async Task Objects_are_made_after_those_they_need()
    {
        DeploymentResult result = await _world.Service.ApplyAsync((await _world.Service.PlanAsync(TestContext.Current.CancellationToken)).Approved(), TestContext.Current.CancellationToken);
        result.Applied.Select(c => c.Name).Should().Equal("schema", "table", "pipeline");
        _world.Applied.Should().Equal("schema", "table", "pipeline");
    }

    [Fact]
    public async Task What_destroys_needs_approval()
    {
        DeploymentPlan plan = await _world.Service.PlanAsync(TestContext.Current.CancellationToken);
        Func<Task> apply = () => _world.Service.ApplyAsync(plan, TestContext.Current.CancellationToken);
        (await apply.Should().ThrowAsync<DeploymentException>()).Which.ProblemId.Should().Be("RSI8003");
        _world.Applied.Should().BeEmpty();
    }

    [Fact]
    public async Task A_plan_whose_ground_has_shifted_is_refused_before_anything_is_done()
    {
        DeploymentPlan plan = (await _world.Service.PlanAsync(TestContext.Current.CancellationToken)).Approved();
        _world.Table.Ground = "somebody altered it";
        Func<Task> apply = () => _world.Service.ApplyAsync(plan, TestContext.Current.CancellationToken);
        (await apply.Should().ThrowAsync<DeploymentException>()).Which.ProblemId.Should().Be("RSI8001");
        _world.Applied.Should().BeEmpty();
    }

    [Fact]
    public async Task What_somebody_else_has_applied_meanwhile_is_left_alone()
    {
        DeploymentPlan plan = (await _world.Service.PlanAsync(TestContext.Current.CancellationToken)).Approved();
        _world.Table.Action = ChangeAction.None;
        await _world.Service.ApplyAsync(plan, TestContext.Current.CancellationToken);
        _world.Applied.Should().Equal("schema", "pipeline");
    }

    [Fact]
    public async Task Problems_of_all_contributors_come_as_one_exception()
    {
        DeploymentService service = new([_world, new Troubled("RSI1101"), new Troubled("RSI1102")], _world);
        Func<Task> plan = () => service.PlanAsync(TestContext.Current.CancellationToken);
        (await plan.Should().ThrowAsync<PipelineDefinitionException>()).Which.Problems.Select(p => p.Id).Should().Equal("RSI1101", "RSI1102");
    }

    [Fact]
    public void A_circle_of_dependencies_is_an_error()
    {
        Piece one = new(_world, "one", ["two"]);
        Piece two = new(_world, "two", ["one"]);
        FluentActions.Invoking(() => ResourceOrder.Sort([one, two])).Should().Throw<InvalidOperationException>().WithMessage("*depends on itself*");
        FluentActions.Invoking(() => ResourceOrder.Sort([one])).Should().Throw<InvalidOperationException>().WithMessage("*nobody contributes*");
    }

    /// <summary>Four objects, contributed in the wrong order.</summary>
    private sealed class World : IResourceContributor, IPipelineRegistry
    {
        private readonly List<Piece> _pieces;

        public World()
        {
            Table = new Piece(this, "table", ["schema"])
            {
                Action = ChangeAction.Replace, NeedsApproval = true, Details = ["~ total  DECIMAL(10,2) -> DECIMAL(12,2)", "+ esc\u001b[31m  DATE"], Sql = ["DROP TABLE \"t\"", "CREATE TABLE \"t\" (\n    \"a\" DATE\n)"],
            };
            _pieces =
            [
                new Piece(this, "pipeline", ["schema", "table"]) { Action = ChangeAction.Update, Details = ["  leaves out internal_note"] },
                Table,
                new Piece(this, "other", []) { Action = ChangeAction.None },
                new Piece(this, "schema", []) { Action = ChangeAction.Create, Sql = ["CREATE SCHEMA \"s\""] },
            ];
            Service = new DeploymentService([this], this);
        }

        public DeploymentService Service { get; }

        public Piece Table { get; }

        public List<string> Applied { get; } = [];

        public IReadOnlyList<PipelineDefinition> All() => [];

        public PipelineDefinition ById(string id) => throw new NotSupportedException(id);

        public Task<ContributedResources> ContributeAsync(IReadOnlyList<PipelineDefinition> definitions, CancellationToken cancellationToken) =>
            Task.FromResult(new ContributedResources(_pieces, []));
    }

    private sealed class Piece(World world, string name, string[] dependsOn) : IResource
    {
        public string Kind => "thing";

        public string Name => name;

        public IReadOnlyList<string> DependsOn => [.. dependsOn.Select(d => $"thing:{d}")];

        public ChangeAction Action { get; set; } = ChangeAction.Create;

        public string Ground { get; set; } = "as it was";

        public bool NeedsApproval { get; init; }

        public string[] Details { get; init; } = [];

        public string[] Sql { get; init; } = [];

        public Task<ResourceDifference> CompareAsync(CancellationToken cancellationToken) =>
            Task.FromResult(new ResourceDifference(Action, "a reason") { Details = Details, Sql = Sql, Ground = Ground, NeedsApproval = NeedsApproval && Action != ChangeAction.None });

        public Task ApplyAsync(ResourceDifference difference, CancellationToken cancellationToken)
        {
            Action = ChangeAction.None;
            world.Applied.Add(Name);
            return Task.CompletedTask;
        }
    }

    private sealed class Troubled(string id) : IResourceContributor
    {
        public Task<ContributedResources> ContributeAsync(IReadOnlyList<PipelineDefinition> definitions, CancellationToken cancellationToken) =>
            Task.FromResult(new ContributedResources([], [new Problem(id, "What is wrong.", "What to do.")]));
    }
}
