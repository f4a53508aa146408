namespace RedshiftIntegration.Tests.Running;

/// <summary>A reset leaves target and watermark as if no run had come further than the new watermark.</summary>
public sealed class ResetTests : IAsyncLifetime
{
    private const string Content = "SELECT id, v, at FROM a.orders ORDER BY id";

    private PipelineFixture _fixture = null!;

    private static PipelineDefinition Orders => Pipeline
        .From(DatabaseTable.Named("shop", "orders").IncrementalBy("at")).MapFields().To(RedshiftTable.Named("a.orders").MergedOn("id"));

    public async ValueTask InitializeAsync()
    {
        _fixture = await PipelineFixture.StartAsync();
        await _fixture.SourceAsync(
            "CREATE TABLE orders (id INTEGER NOT NULL PRIMARY KEY, v VARCHAR(20), at DATETIME NOT NULL)",
            "INSERT INTO orders VALUES (1, 'one', '2026-01-01 00:00:00'), (2, 'two', '2026-01-02 00:00:00'), (3, 'three', '2026-01-02 00:00:00.000001'), (4, 'four', '2026-01-03 00:00:00')");
    }

    public async ValueTask DisposeAsync() => await _fixture.DisposeAsync();

    [Fact]
    public async Task The_rows_beyond_the_watermark_go_and_the_next_run_brings_them_again()
    {
        IPipelineRunner runner = await _fixture.AppliedAsync(Orders);
        PipelineRun before = await runner.RunAsync(Orders);

        PipelineRun reset = await runner.ResetAsync("a.orders", "2026-01-02 00:00:00");

        reset.Should().BeEquivalentTo(new
        {
            Status = RunStatus.Succeeded,
            RowsRead = 0L,
            RowsDeleted = 2L,
            WatermarkFrom = before.WatermarkTo,
            WatermarkTo = "2026-01-02 00:00:00.000000",
        });
        reset.Steps.Select(s => s.Name).Should().Equal("lease", "bound", "begin", "lock", "compare", "advance", "clear");
        (await _fixture.WarehouseAsync("SELECT id FROM a.orders ORDER BY id")).Should().Equal("1", "2");
        (await _fixture.WarehouseAsync($"SELECT kind, status, rows_deleted FROM redshift_integration.runs WHERE run_id = '{reset.RunId}'")).Should().Equal("reset|succeeded|2");
        PipelineRun after = await runner.RunAsync(Orders);
        after.Should().BeEquivalentTo(new { WatermarkFrom = reset.WatermarkTo, before.WatermarkTo, RowsInserted = 2L, RowsUnchanged = 1L }, "the lag reaches back to the watermark's own rows");
        (await _fixture.WarehouseAsync("SELECT id FROM a.orders ORDER BY id")).Should().Equal("1", "2", "3", "4");
    }

    [Fact]
    public async Task A_reset_to_the_beginning_empties_the_target_and_the_next_run_loads_all()
    {
        IPipelineRunner runner = await _fixture.AppliedAsync(Orders);
        await runner.RunAsync(Orders);

        PipelineRun reset = await runner.ResetAsync("a.orders", null);

        reset.Should().BeEquivalentTo(new { RowsDeleted = 4L, WatermarkTo = (string?)null });
        (await _fixture.WarehouseAsync("SELECT COUNT(*) FROM a.orders")).Should().Equal("0");
        (await runner.RunAsync(Orders)).Should().BeEquivalentTo(new { WatermarkFrom = (string?)null, RowsInserted = 4L });
    }

    /// <summary>Also a row that a later version had overwritten, and one that the source has lost meanwhile.</summary>
    [Theory]
    [InlineData("2026-01-01 00:00:00")]
    [InlineData("2026-01-02 00:00:00")]
    [InlineData("2026-01-03 00:00:00")]
    public async Task A_rewound_target_equals_a_fresh_load(string watermark)
    {
        IPipelineRunner runner = await _fixture.AppliedAsync(Orders);
        await runner.RunAsync(Orders);
        await _fixture.SourceAsync("UPDATE orders SET v = 'ONE', at = '2026-01-04 00:00:00' WHERE id = 1", "INSERT INTO orders VALUES (5, 'five', '2026-01-04 00:00:00')");
        await runner.RunAsync(Orders);
        await _fixture.SourceAsync("DELETE FROM orders WHERE id = 5");

        await runner.ResetAsync("a.orders", watermark);
        await runner.RunAsync(Orders);

        PipelineDefinition fresh = Pipeline.From(DatabaseTable.Named("shop", "orders").IncrementalBy("at")).MapFields().To(RedshiftTable.Named("a.fresh").MergedOn("id"));
        await (await _fixture.AppliedAsync(fresh)).RunAsync(fresh);
        (await _fixture.WarehouseAsync(Content)).Should().Equal(await _fixture.WarehouseAsync(Content.Replace("a.orders", "a.fresh", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("2026-01-04 00:00:00", "RSI1174")]
    [InlineData("yesterday", "RSI1171")]
    [InlineData("2026-01-02 00:00:00.0000001", "RSI1171")]
    [InlineData("", "RSI1171")]
    public async Task What_is_no_earlier_watermark_is_refused_and_changes_nothing(string watermark, string problem)
    {
        IPipelineRunner runner = await _fixture.AppliedAsync(Orders);
        PipelineRun run = await runner.RunAsync(Orders);

        Func<Task> reset = () => runner.ResetAsync("a.orders", watermark);

        (await reset.Should().ThrowAsync<PipelineDefinitionException>()).Which.Problems.Should().ContainSingle().Which.Id.Should().Be(problem);
        (await _fixture.WarehouseAsync("SELECT COUNT(*) FROM a.orders")).Should().Equal("4");
        (await runner.RunAsync(Orders)).WatermarkFrom.Should().Be(run.WatermarkTo);
    }

    [Fact]
    public async Task A_pipeline_that_never_ran_has_no_watermark_to_set_back()
    {
        IPipelineRunner runner = await _fixture.AppliedAsync(Orders);

        Func<Task> reset = () => runner.ResetAsync("a.orders", "2026-01-01 00:00:00");

        (await reset.Should().ThrowAsync<PipelineDefinitionException>()).Which.ProblemId.Should().Be("RSI1174");
    }

    [Fact]
    public async Task A_pipeline_without_a_cursor_can_not_be_reset()
    {
        PipelineDefinition copies = Pipeline.From(DatabaseTable.Named("shop", "orders")).MapFields().To(RedshiftTable.Named("a.copies").Replaced());
        IPipelineRunner runner = await _fixture.AppliedAsync(copies);

        Func<Task> reset = () => runner.ResetAsync("a.copies", null);

        (await reset.Should().ThrowAsync<PipelineDefinitionException>()).Which.ProblemId.Should().Be("RSI1170");
    }

    [Fact]
    public async Task A_target_that_does_not_hold_the_cursor_is_reset_to_the_beginning_alone()
    {
        PipelineDefinition orders = Pipeline.From(DatabaseTable.Named("shop", "orders").IncrementalBy("at"))
            .MapFields(map => map.Column("id").Column("v")).To(RedshiftTable.Named("a.orders").MergedOn("id"));
        IPipelineRunner runner = await _fixture.AppliedAsync(orders);
        await runner.RunAsync(orders);

        Func<Task> reset = () => runner.ResetAsync("a.orders", "2026-01-01 00:00:00");

        (await reset.Should().ThrowAsync<PipelineDefinitionException>()).Which.ProblemId.Should().Be("RSI1173");
        (await runner.ResetAsync("a.orders", null)).RowsDeleted.Should().Be(4);
    }

    [Fact]
    public async Task A_shared_target_is_not_reset()
    {
        PipelineDefinition other = Orders.Named("other");
        IPipelineRunner runner = await _fixture.AppliedAsync(Orders, other);

        Func<Task> reset = () => runner.ResetAsync("other", null);

        (await reset.Should().ThrowAsync<PipelineDefinitionException>()).Which.ProblemId.Should().Be("RSI1175");
    }

    [Theory]
    [InlineData("advance")]
    [InlineData("clear")]
    [InlineData("record")]
    [InlineData("commit")]
    public async Task A_reset_that_fails_leaves_rows_and_watermark(string step)
    {
        IPipelineRunner runner = await _fixture.AppliedAsync(Orders);
        PipelineRun run = await runner.RunAsync(Orders);
        _fixture.Redshift.Faults.Fail(step, "57014");

        Func<Task> reset = () => runner.ResetAsync("a.orders", null);

        await reset.Should().ThrowAsync<LoadException>();
        (await _fixture.WarehouseAsync("SELECT COUNT(*) FROM a.orders")).Should().Equal("4");
        (await runner.RunAsync(Orders)).WatermarkFrom.Should().Be(run.WatermarkTo);
    }
}
