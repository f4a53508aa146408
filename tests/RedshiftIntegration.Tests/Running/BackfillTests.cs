using Microsoft.Extensions.DependencyInjection;

namespace RedshiftIntegration.Tests.Running;

/// <summary>A back-fill loads a stated range of the cursor once more and never moves the watermark.</summary>
public sealed class BackfillTests : IAsyncLifetime
{
    private PipelineFixture _fixture = null!;

    private static PipelineDefinition Orders => Pipeline
        .From(DatabaseTable.Named("shop", "orders").IncrementalBy("at")).MapFields().To(RedshiftTable.Named("a.orders").MergedOn("id"));

    public async ValueTask InitializeAsync()
    {
        _fixture = await PipelineFixture.StartAsync();
        await _fixture.SourceAsync(
            "CREATE TABLE orders (id INTEGER NOT NULL PRIMARY KEY, v VARCHAR(20), at DATETIME NOT NULL)",
            "INSERT INTO orders VALUES (1, 'one', '2026-01-01 00:00:00'), (2, 'two', '2026-01-02 00:00:00'), (3, 'three', '2026-01-02 00:00:00'), (4, 'four', '2026-01-03 00:00:00'), (5, 'five', '2026-01-04 00:00:00')");
    }

    public async ValueTask DisposeAsync() => await _fixture.DisposeAsync();

    [Fact]
    public async Task Rows_changed_behind_the_cursors_back_come_in_and_the_watermark_stays()
    {
        IPipelineRunner runner = await _fixture.AppliedAsync(Orders);
        PipelineRun run = await runner.RunAsync(Orders);
        await _fixture.SourceAsync("UPDATE orders SET v = v || '!'", "INSERT INTO orders VALUES (6, 'late', '2026-01-02 12:00:00')");

        PipelineRun backfill = await runner.BackfillAsync("a.orders", "2026-01-02 00:00:00", "2026-01-03 00:00:00");

        backfill.Should().BeEquivalentTo(new { RowsRead = 4L, RowsInserted = 1L, RowsUpdated = 3L, WatermarkFrom = run.WatermarkTo, run.WatermarkTo });
        (await _fixture.WarehouseAsync("SELECT v FROM a.orders ORDER BY id")).Should().Equal("one", "two!", "three!", "four!", "five", "late");
        (await _fixture.WarehouseAsync($"SELECT kind, watermark_to FROM redshift_integration.runs WHERE run_id = '{backfill.RunId}'")).Should().Equal($"backfill|{run.WatermarkTo}");
        (await _fixture.WarehouseAsync($"SELECT detail FROM redshift_integration.run_steps WHERE run_id = '{backfill.RunId}' AND step = 'extract'"))
            .Should().Equal("The range from 2026-01-02 00:00:00.000000 to 2026-01-03 00:00:00.000000.");
        (await runner.RunAsync(Orders)).WatermarkFrom.Should().Be(run.WatermarkTo);
    }

    [Fact]
    public async Task A_long_range_goes_in_chunks_that_never_split_equal_cursors()
    {
        IServiceProvider services = _fixture.Services(null, o => o.Extraction.BackfillRows = 2, Orders);
        await PipelineFixture.ApplyAsync(services);
        IPipelineRunner runner = services.GetRequiredService<IPipelineRunner>();

        PipelineRun last = await runner.BackfillAsync("a.orders", "2025-01-01 00:00:00", "2027-01-01 00:00:00");

        (await _fixture.WarehouseAsync("SELECT rows_read FROM redshift_integration.runs WHERE kind = 'backfill' ORDER BY finished_at, run_id")).Should().Equal("3", "2");
        (await _fixture.WarehouseAsync("SELECT id FROM a.orders ORDER BY id")).Should().Equal("1", "2", "3", "4", "5");
        last.Should().BeEquivalentTo(new { RowsRead = 2L, WatermarkTo = (string?)null }, "it has no watermark that could stay");
        (await runner.RunAsync(Orders)).Should().BeEquivalentTo(new { WatermarkFrom = (string?)null, RowsUnchanged = 5L, WatermarkTo = "2026-01-04 00:00:00.000000" });
    }

    [Fact]
    public async Task A_range_without_rows_is_a_run_that_says_so()
    {
        IPipelineRunner runner = await _fixture.AppliedAsync(Orders);

        (await runner.BackfillAsync("a.orders", "2020-01-01 00:00:00", "2020-12-31 00:00:00")).Should().BeEquivalentTo(new { Status = RunStatus.Succeeded, RowsRead = 0L });
        (await _fixture.WarehouseAsync("SELECT COUNT(*) FROM redshift_integration.runs WHERE kind = 'backfill'")).Should().Equal("1");
    }

    [Fact]
    public async Task Numbers_are_ranges_too()
    {
        PipelineDefinition byId = Pipeline.From(DatabaseTable.Named("shop", "orders").IncrementalBy("id")).MapFields().To(RedshiftTable.Named("a.orders").MergedOn("id"));
        IPipelineRunner runner = await _fixture.AppliedAsync(byId);

        (await runner.BackfillAsync("a.orders", "2", "4")).RowsInserted.Should().Be(3);
    }

    [Theory]
    [InlineData("2026-01-03 00:00:00", "2026-01-02 00:00:00", "RSI1172")]
    [InlineData("2026-01-03 00:00:00", "tomorrow", "RSI1171")]
    [InlineData("2026-01-03 00:00:00", "2026-01-04", "RSI1171")]
    public async Task What_is_no_range_is_refused(string from, string to, string problem)
    {
        IPipelineRunner runner = await _fixture.AppliedAsync(Orders);

        Func<Task> backfill = () => runner.BackfillAsync("a.orders", from, to);

        (await backfill.Should().ThrowAsync<PipelineDefinitionException>()).Which.ProblemId.Should().Be(problem);
        (await _fixture.WarehouseAsync("SELECT COUNT(*) FROM redshift_integration.runs")).Should().Equal("0");
    }

    [Fact]
    public async Task An_append_leaves_the_keys_that_are_there_alone()
    {
        PipelineDefinition appended = Pipeline.From(DatabaseTable.Named("shop", "orders").IncrementalBy("at")).MapFields().To(RedshiftTable.Named("a.orders").Appended());
        IPipelineRunner runner = await _fixture.AppliedAsync(appended);
        await runner.RunAsync(appended);
        await _fixture.SourceAsync("UPDATE orders SET v = 'changed' WHERE id = 2", "INSERT INTO orders VALUES (6, 'late', '2026-01-02 12:00:00')");

        (await runner.BackfillAsync("a.orders", "2026-01-02 00:00:00", "2026-01-03 00:00:00")).Should().BeEquivalentTo(new { RowsInserted = 1L, RowsUnchanged = 3L });
        (await _fixture.WarehouseAsync("SELECT v FROM a.orders WHERE id IN (2, 6) ORDER BY id")).Should().Equal("two", "late");
    }
}
