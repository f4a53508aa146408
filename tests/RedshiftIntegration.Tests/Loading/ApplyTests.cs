using RedshiftIntegration.Flow;

namespace RedshiftIntegration.Tests.Loading;

public sealed class ApplyTests : IAsyncLifetime
{
    private LoadLab _lab = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static PipelineDefinition Orders => Pipeline
        .From(MySqlTable.Named("shop", "orders").IncrementalBy("updated_at"))
        .MapFields()
        .To(RedshiftTable.Named("analytics.orders").DistributedBy("id").SortedBy("updated_at"));

    public async ValueTask InitializeAsync() => _lab = await LoadLab.StartAsync();

    public ValueTask DisposeAsync() => _lab.DisposeAsync();

    [Fact]
    public async Task A_first_plan_reads_like_this()
    {
        _lab.Register(Orders);
        Approved.Match((await _lab.Deployment.PlanAsync(Token)).ToString());
    }

    [Fact]
    public async Task A_plan_after_apply_is_empty_and_the_mapping_is_stored()
    {
        PipelineDefinition definition = await _lab.GivenAsync(Orders);
        (await _lab.Deployment.PlanAsync(Token)).ToString().Should().StartWith("Nothing to do");
        AppliedMapping? applied = await _lab.History.AppliedMappingAsync(definition, Token);
        applied!.Version.Should().Be(1);
        applied.Hash.Should().Be(applied.Mapping.ComputeHash(definition));
        (await _lab.History.LastCommittedAsync(definition, Token)).Should().BeNull();
    }

    [Fact]
    public async Task Nothing_is_known_before_the_first_apply()
    {
        (await _lab.History.AppliedMappingAsync(Orders, Token)).Should().BeNull();
        (await _lab.History.LastCommittedAsync(Orders, Token)).Should().BeNull();
        (await _lab.History.IsCommittedAsync(Orders, "r", Token)).Should().BeFalse();
    }

    [Fact]
    public async Task A_column_that_the_source_has_gained_is_added_and_makes_a_new_version()
    {
        PipelineDefinition definition = await _lab.GivenAsync(Orders);
        _lab.Source = _lab.Source with { Columns = _lab.Source.Columns.Add(new SourceColumn { Name = "note", NativeType = "VARCHAR(80)" }) };
        DeploymentPlan plan = await _lab.Deployment.PlanAsync(Token);
        Approved.Match(plan.ToString());
        await _lab.Deployment.ApplyAsync(plan, Token);
        (await _lab.Deployment.PlanAsync(Token)).IsEmpty.Should().BeTrue();
        (await _lab.History.AppliedMappingAsync(definition, Token))!.Version.Should().Be(2);
    }

    [Fact]
    public async Task A_wider_text_is_widened_in_place()
    {
        await _lab.GivenAsync(Orders);
        _lab.Source = _lab.Source with { Columns = EquatableColumns("name", "VARCHAR(60)") };
        await _lab.Deployment.ApplyAsync(await _lab.Deployment.PlanAsync(Token), Token);
        (await _lab.Deployment.PlanAsync(Token)).IsEmpty.Should().BeTrue();
    }

    [Fact]
    public async Task A_type_that_can_not_be_altered_needs_approval_and_an_empty_table()
    {
        await _lab.GivenAsync(Orders);
        _lab.Source = _lab.Source with { Columns = EquatableColumns("name", "BIGINT") };
        DeploymentPlan plan = await _lab.Deployment.PlanAsync(Token);
        plan.NeedsApproval.Should().BeTrue();
        await _lab.QueryAsync("INSERT INTO analytics.orders (id, updated_at) VALUES (1, '2026-01-01')");
        Func<Task> apply = () => _lab.Deployment.ApplyAsync(plan.Approved(), Token);
        (await apply.Should().ThrowAsync<DeploymentException>()).Which.ProblemId.Should().Be("RSI8006");
        (await _lab.QueryAsync("SELECT COUNT(*) FROM analytics.orders")).Should().Equal("1");
        await _lab.QueryAsync("DELETE FROM analytics.orders");
        await apply();
        (await _lab.Deployment.PlanAsync(Token)).IsEmpty.Should().BeTrue();
    }

    [Fact]
    public async Task Another_cursor_is_refused_once_the_pipeline_has_a_watermark()
    {
        PipelineDefinition definition = await _lab.GivenAsync(Orders);
        PipelineDefinition other = Pipeline.From(MySqlTable.Named("shop", "orders").IncrementalBy("id")).MapFields().To(definition.Target);
        _lab.Replace(other);
        (await _lab.Deployment.PlanAsync(Token)).IsEmpty.Should().BeFalse("nothing was read by the old cursor yet");
        await _lab.LoadAsync(definition, [1L, "one", null, new DateTime(2026, 1, 1)]);
        Func<Task> plan = () => _lab.Deployment.PlanAsync(Token);
        DeploymentException failure = (await plan.Should().ThrowAsync<DeploymentException>()).Which;
        failure.ProblemId.Should().Be("RSI8012");
        failure.Message.Should().Contain("'updated_at' (Timestamp)").And.Contain("'id' (Number)");
        _lab.Replace(other.Named("orders-2"));
        (await _lab.Deployment.PlanAsync(Token)).IsEmpty.Should().BeFalse();
    }

    [Fact]
    public async Task A_control_schema_of_an_older_library_gains_what_it_lacks_and_keeps_its_rows()
    {
        PipelineDefinition definition = await _lab.GivenAsync(Orders);
        await _lab.LoadAsync(definition, [1L, "a", "1", DateTime.UnixEpoch]);
        await _lab.QueryAsync("DROP TABLE redshift_integration.validation_records");
        await _lab.QueryAsync("UPDATE redshift_integration.schema_versions SET version = 1 WHERE pipeline = ''");

        DeploymentPlan plan = await _lab.Deployment.PlanAsync(Token);
        await _lab.Deployment.ApplyAsync(plan, Token);

        plan.Changes.Where(c => c.Action != ChangeAction.None).Select(c => (c.Kind, c.Action)).Should().Equal(("control schema", ChangeAction.Update));
        (await _lab.QueryAsync("SELECT version FROM redshift_integration.schema_versions WHERE pipeline = '' ORDER BY version")).Should().Equal("1", "2");
        (await _lab.QueryAsync("SELECT COUNT(*) FROM redshift_integration.runs")).Should().Equal("1");
        await _lab.LoadAsync(definition, [2L, "b", "1", DateTime.UnixEpoch.AddDays(1)]);
        (await _lab.QueryAsync("SELECT DISTINCT origin FROM redshift_integration.validation_records WHERE scope = 'stage'")).Should().Equal("none");
    }

    [Fact]
    public async Task Two_applies_of_one_plan_at_once_make_each_object_once()
    {
        _lab.Register(Orders);
        DeploymentPlan plan = await _lab.Deployment.PlanAsync(Token);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => _lab.Deployment.ApplyAsync(plan, Token), Token)));
        (await _lab.Deployment.PlanAsync(Token)).IsEmpty.Should().BeTrue();
        (await _lab.QueryAsync("SELECT pipeline, version FROM redshift_integration.schema_versions ORDER BY pipeline")).Should().Equal("|2", "analytics.orders|1");
    }

    [Fact]
    public async Task A_wrong_password_is_an_error_with_a_remedy_and_without_the_password()
    {
        await using RedshiftIntegration.Redshift.RedshiftTargets targets = new(new RedshiftOptions { ConnectionString = _lab.Redshift.ConnectionString + ";Password=hunter2-wrong" });
        RedshiftIntegration.Loading.LoadingContributor contributor = new(targets, _lab, TimeProvider.System);
        _lab.Register(Orders);
        Func<Task> plan = () => new RedshiftIntegration.Deployment.DeploymentService([contributor], _lab).PlanAsync(Token);
        DeploymentException failure = (await plan.Should().ThrowAsync<DeploymentException>()).Which;
        failure.ProblemId.Should().Be("RSI8004");
        failure.ToString().Should().NotContain("hunter2");
    }

    private RedshiftIntegration.Types.EquatableList<SourceColumn> EquatableColumns(string name, string type) =>
        RedshiftIntegration.Types.EquatableList.From(_lab.Source.Columns.Select(c => c.Name == name ? c with { NativeType = type } : c));
}
