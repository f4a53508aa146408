using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace RedshiftIntegration.Tests.Running;

/// <summary>
/// Rows that disappear from the source, over the whole line. They are what users of other tools miss most: airbyte#22676 and #33004 reload whole tables because deletes
/// are missed, airbyte#10155 got them late, and sling-cli#333, airbyte#6383, dbt-core#249 and stitchdata/docs#813 ask for a comparison of key sets.
/// </summary>
public sealed class DeletesTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _clock = new(Start);
    private PipelineFixture _fixture = null!;

    public async ValueTask InitializeAsync()
    {
        _fixture = await PipelineFixture.StartAsync();
        await _fixture.SourceAsync(
            "CREATE TABLE t (id INTEGER NOT NULL PRIMARY KEY, v VARCHAR(20), gone INTEGER, at DATETIME NOT NULL)",
            "INSERT INTO t SELECT value, 'v' || value, 0, '2026-01-01 00:00:00' FROM (WITH RECURSIVE n(value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM n WHERE value < 40) SELECT value FROM n)");
    }

    public async ValueTask DisposeAsync() => await _fixture.DisposeAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_deleted_row_is_removed(bool incremental)
    {
        (PipelineDefinition definition, IPipelineRunner runner) = await AppliedAsync(Deletes.Remove, incremental);
        (await runner.RunAsync(definition)).RowsDeleted.Should().Be(0);
        await _fixture.SourceAsync("DELETE FROM t WHERE id IN (3, 4)");

        PipelineRun run = await runner.RunAsync(definition);

        run.RowsDeleted.Should().Be(2);
        (await ValueAsync("COUNT(*)")).Should().Be("38");
        (await ValueAsync("COUNT(*)", " WHERE id IN (3, 4)")).Should().Be("0");
        (await runner.RunAsync(definition)).RowsDeleted.Should().Be(0);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_deleted_row_is_marked_with_the_time_of_the_run_once(bool incremental)
    {
        (PipelineDefinition definition, IPipelineRunner runner) = await AppliedAsync(Deletes.Mark("deleted_at"), incremental);
        await runner.RunAsync(definition);
        await _fixture.SourceAsync("DELETE FROM t WHERE id = 3");
        PipelineRun run = await runner.RunAsync(definition);
        _clock.Advance(TimeSpan.FromHours(1));
        PipelineRun later = await runner.RunAsync(definition);

        run.RowsDeleted.Should().Be(1);
        later.RowsDeleted.Should().Be(0);
        (await _fixture.WarehouseAsync("SELECT id, deleted_at FROM a.t WHERE deleted_at IS NOT NULL")).Should().Equal("3|2026-01-01 12:00:00.000000");
        (await ValueAsync("COUNT(*)")).Should().Be("40");
    }

    [Fact]
    public async Task A_row_that_comes_back_loses_its_mark_though_its_values_are_the_same()
    {
        (PipelineDefinition definition, IPipelineRunner runner) = await AppliedAsync(Deletes.Mark("deleted_at"), incremental: false);
        await runner.RunAsync(definition);
        await _fixture.SourceAsync("CREATE TABLE kept AS SELECT * FROM t WHERE id = 3", "DELETE FROM t WHERE id = 3");
        await runner.RunAsync(definition);
        await _fixture.SourceAsync("INSERT INTO t SELECT * FROM kept");

        PipelineRun run = await runner.RunAsync(definition);

        run.Should().BeEquivalentTo(new { RowsUpdated = 1L, RowsUnchanged = 39L, RowsInserted = 0L, RowsDeleted = 0L });
        (await ValueAsync("COUNT(*)", " WHERE deleted_at IS NOT NULL")).Should().Be("0");
    }

    [Theory]
    [InlineData("merge")]
    [InlineData("append")]
    public async Task A_row_that_comes_back_below_the_cursor_loses_its_mark_by_its_key(string mode)
    {
        RedshiftTable table = mode == "merge" ? RedshiftTable.Named("a.t").MergedOn("id") : RedshiftTable.Named("a.t").Appended();
        (PipelineDefinition definition, IPipelineRunner runner) = await AppliedAsync(Deletes.Mark("deleted_at"), incremental: true, table);
        await runner.RunAsync(definition);
        await _fixture.SourceAsync("CREATE TABLE kept AS SELECT * FROM t WHERE id = 3", "DELETE FROM t WHERE id = 3", "INSERT INTO t VALUES (50, 'new', 0, '2026-01-01 10:00:00')");
        (await runner.RunAsync(definition)).RowsDeleted.Should().Be(1);
        await _fixture.SourceAsync("INSERT INTO t SELECT * FROM kept");

        PipelineRun run = await runner.RunAsync(definition);

        run.RowsUpdated.Should().Be(1);
        (await ValueAsync("COUNT(*)", " WHERE deleted_at IS NOT NULL")).Should().Be("0");
        (await ValueAsync("COUNT(*)")).Should().Be("41");
    }

    [Fact]
    public async Task An_append_unmarks_a_key_that_is_staged_again_and_inserts_it_no_second_time()
    {
        (PipelineDefinition definition, IPipelineRunner runner) = await AppliedAsync(Deletes.Mark("deleted_at"), incremental: true, RedshiftTable.Named("a.t").Appended());
        await runner.RunAsync(definition);
        await _fixture.SourceAsync("DELETE FROM t WHERE id = 3");
        await runner.RunAsync(definition);
        await _fixture.SourceAsync("INSERT INTO t VALUES (3, 'again', 0, '2026-01-01 11:00:00')");

        (await runner.RunAsync(definition)).Should().BeEquivalentTo(new { RowsInserted = 0L, RowsUpdated = 1L, RowsUnchanged = 0L });

        (await _fixture.WarehouseAsync("SELECT v, deleted_at FROM a.t WHERE id = 3")).Should().Equal("v3|~");
    }

    [Fact]
    public async Task A_table_that_is_all_key_is_marked_and_unmarked_too()
    {
        await _fixture.SourceAsync("CREATE TABLE tags (id INTEGER NOT NULL, tag VARCHAR(9) NOT NULL, PRIMARY KEY (id, tag))", "INSERT INTO tags VALUES (1, 'a'), (1, 'b'), (2, 'a')");
        PipelineDefinition definition = Pipeline.From(DatabaseTable.Named("shop", "tags")).MapFields().To(RedshiftTable.Named("a.tags")).DetectingDeletes(Deletes.Mark("deleted_at"));
        IPipelineRunner runner = await RunnerAsync(definition);
        await runner.RunAsync(definition);
        await _fixture.SourceAsync("DELETE FROM tags WHERE tag = 'b'");
        (await runner.RunAsync(definition)).RowsDeleted.Should().Be(1);
        (await _fixture.WarehouseAsync("SELECT id, tag FROM a.tags WHERE deleted_at IS NOT NULL")).Should().Equal("1|b");
        await _fixture.SourceAsync("INSERT INTO tags VALUES (1, 'b')");

        (await runner.RunAsync(definition)).Should().BeEquivalentTo(new { RowsInserted = 0L, RowsUpdated = 1L });

        (await _fixture.WarehouseAsync("SELECT COUNT(*), COUNT(deleted_at) FROM a.tags")).Should().Equal("3|0");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_emptied_source_fails_at_the_guard_and_nothing_changes(bool incremental)
    {
        (PipelineDefinition definition, IPipelineRunner runner) = await AppliedAsync(Deletes.Remove, incremental);
        await runner.RunAsync(definition);
        await _fixture.SourceAsync("DELETE FROM t");

        LoadException refused = (await runner.Invoking(r => r.RunAsync(definition)).Should().ThrowAsync<LoadException>()).Which;

        refused.ProblemId.Should().Be("RSI4030");
        refused.Message.Should().Contain("40 of the 40 rows of a.t").And.Contain("10 percent").And.Contain(".AtMost(");
        (await ValueAsync("COUNT(*)")).Should().Be("40");
        (await _fixture.WarehouseAsync("SELECT status, problem_id FROM redshift_integration.runs ORDER BY status")).Should().Equal("failed|RSI4030", "succeeded|~");
    }

    [Fact]
    public async Task The_guard_counts_the_rows_that_were_there_and_are_not_marked()
    {
        (PipelineDefinition definition, IPipelineRunner runner) = await AppliedAsync(Deletes.Mark("deleted_at").AtMost(30), incremental: false);
        await runner.RunAsync(definition);
        await _fixture.SourceAsync("DELETE FROM t WHERE id <= 12");
        (await runner.RunAsync(definition)).RowsDeleted.Should().Be(12, "that is 30 percent of 40");

        // 10 of 28 that are not marked, whatever comes beside them.
        await _fixture.SourceAsync("DELETE FROM t WHERE id <= 22", "INSERT INTO t SELECT id + 1000, v, gone, at FROM t", "INSERT INTO t SELECT id + 5000, v, gone, at FROM t");
        (await runner.Invoking(r => r.RunAsync(definition)).Should().ThrowAsync<LoadException>()).Which.Message.Should().Contain("10 of the 28 rows").And.Contain("marked in deleted_at");
    }

    [Fact]
    public async Task Fewer_than_ten_deletes_never_trip_the_guard()
    {
        (PipelineDefinition definition, IPipelineRunner runner) = await AppliedAsync(Deletes.Remove.AtMost(0), incremental: false);
        await runner.RunAsync(definition);
        await _fixture.SourceAsync("DELETE FROM t WHERE id <= 9");
        (await runner.RunAsync(definition)).RowsDeleted.Should().Be(9);
        await _fixture.SourceAsync("DELETE FROM t WHERE id <= 19");
        (await runner.Invoking(r => r.RunAsync(definition)).Should().ThrowAsync<LoadException>()).Which.ProblemId.Should().Be("RSI4030");
    }

    [Fact]
    public async Task A_row_out_of_the_condition_counts_as_deleted()
    {
        PipelineDefinition definition = Pipeline.From(DatabaseTable.Named("shop", "t").IncrementalBy("at").Where($"v <> {"out"}")).MapFields().To(RedshiftTable.Named("a.t").MergedOn("id")).DetectingDeletes(Deletes.Remove);
        IPipelineRunner runner = await RunnerAsync(definition);
        await runner.RunAsync(definition);
        await _fixture.SourceAsync("UPDATE t SET v = 'out' WHERE id = 7");
        (await runner.RunAsync(definition)).RowsDeleted.Should().Be(1);
        (await ValueAsync("COUNT(*)", " WHERE id = 7")).Should().Be("0");
    }

    [Fact]
    public async Task A_row_whose_cursor_lies_ahead_is_deferred_and_neither_deleted_nor_missed()
    {
        (PipelineDefinition definition, IPipelineRunner runner) = await AppliedAsync(Deletes.Remove, incremental: true);
        await runner.RunAsync(definition);
        await _fixture.SourceAsync("UPDATE t SET v = 'ahead', at = '2026-01-01 20:00:00' WHERE id = 5", "INSERT INTO t VALUES (60, 'ahead', 0, '2026-01-01 20:00:00')");

        PipelineRun run = await runner.RunAsync(definition);

        run.RowsDeferred.Should().Be(2);
        run.RowsDeleted.Should().Be(0);
        run.Steps.Single(s => s.Name == "missed").Rows.Should().Be(0);
        (await _fixture.WarehouseAsync("SELECT v FROM a.t WHERE id = 5")).Should().Equal("v5");
    }

    [Fact]
    public async Task A_row_that_committed_later_than_the_lag_is_reported_as_missed()
    {
        (PipelineDefinition definition, IPipelineRunner runner) = await AppliedAsync(Deletes.Remove, incremental: true);
        await runner.RunAsync(definition);
        await _fixture.SourceAsync("INSERT INTO t VALUES (70, 'late', 0, '2025-12-31 00:00:00'), (71, 'in time', 0, '2025-12-31 23:58:00')");

        PipelineRun run = await runner.RunAsync(definition);

        run.RowsInserted.Should().Be(1);
        run.Steps.Single(s => s.Name == "missed").Rows.Should().Be(1);
        (await _fixture.WarehouseAsync($"SELECT rows, detail FROM redshift_integration.run_steps WHERE run_id = '{run.RunId}' AND step = 'missed'"))
            .Should().ContainSingle().Which.Should().StartWith("1|rows of the source that the target lacks");
    }

    [Fact]
    public async Task Keys_are_compared_only_when_the_last_comparison_is_old_enough()
    {
        (PipelineDefinition definition, IPipelineRunner runner) = await AppliedAsync(Deletes.Remove.Every(TimeSpan.FromHours(24)), incremental: true);
        (await runner.RunAsync(definition)).Steps.Should().Contain(s => s.Name == "count_keys");
        await _fixture.SourceAsync("DELETE FROM t WHERE id = 3");
        _clock.Advance(TimeSpan.FromHours(23));
        PipelineRun early = await runner.RunAsync(definition);
        early.RowsDeleted.Should().Be(0);
        early.Steps.Select(s => s.Name).Should().NotContain(["keys", "copy_keys", "guard", "delete", "missed"]);
        _clock.Advance(TimeSpan.FromHours(1));
        (await runner.RunAsync(definition)).RowsDeleted.Should().Be(1);
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public async Task A_row_that_the_source_flags_is_no_upsert_but_a_delete(bool marks, bool incremental)
    {
        Source<Row> source = DatabaseTable.Named("shop", "t").DeletedWhere($"gone = {1}");
        PipelineDefinition definition = Pipeline.From(incremental ? source.IncrementalBy("at") : source).MapFields().To(RedshiftTable.Named("a.t").MergedOn("id"))
            .DetectingDeletes(marks ? Deletes.Mark("deleted_at") : Deletes.Remove);
        IPipelineRunner runner = await RunnerAsync(definition);
        await runner.RunAsync(definition);

        // A flag of NULL is none; a flagged row that was never loaded is not loaded now; a row that disappears stays, since no keys are compared.
        await _fixture.SourceAsync(
            "UPDATE t SET gone = 1, v = 'last words', at = '2026-01-01 01:00:00' WHERE id = 3",
            "UPDATE t SET gone = NULL, v = 'stays', at = '2026-01-01 01:00:00' WHERE id = 4",
            "INSERT INTO t VALUES (80, 'never', 1, '2026-01-01 01:00:00')",
            "DELETE FROM t WHERE id = 5");
        PipelineRun run = await runner.RunAsync(definition);

        run.RowsDeleted.Should().Be(1);
        run.RowsUpdated.Should().Be(1);
        run.Steps.Should().NotContain(s => s.Name == "count_keys");
        (await ValueAsync("COUNT(*)", " WHERE id = 80")).Should().Be("0");
        (await ValueAsync("COUNT(*)", " WHERE id = 5")).Should().Be("1");
        (await _fixture.WarehouseAsync("SELECT v FROM a.t WHERE id = 4")).Should().Equal("stays");
        (await _fixture.WarehouseAsync($"SELECT v, {(marks ? "deleted_at" : "NULL")} FROM a.t WHERE id = 3")).Should().Equal(marks ? ["v3|2026-01-01 12:00:00.000000"] : []);
        (await runner.RunAsync(definition)).RowsDeleted.Should().Be(0);

        await _fixture.SourceAsync("UPDATE t SET gone = 0, at = '2026-01-01 02:00:00' WHERE id = 3");
        await runner.RunAsync(definition);
        (await _fixture.WarehouseAsync($"SELECT v, {(marks ? "deleted_at" : "NULL")} FROM a.t WHERE id = 3")).Should().Equal("last words|~");
    }

    [Fact]
    public async Task Flags_and_a_comparison_go_together_where_it_is_asked_for()
    {
        PipelineDefinition definition = Pipeline.From(DatabaseTable.Named("shop", "t").IncrementalBy("at").DeletedWhere($"gone = {1}")).MapFields().To(RedshiftTable.Named("a.t").MergedOn("id"))
            .DetectingDeletes(Deletes.Remove.Every(TimeSpan.Zero));
        IPipelineRunner runner = await RunnerAsync(definition);
        await runner.RunAsync(definition);
        await _fixture.SourceAsync("UPDATE t SET gone = 1, at = '2026-01-01 01:00:00' WHERE id = 3", "UPDATE t SET gone = 1 WHERE id = 4", "DELETE FROM t WHERE id = 5");

        // 4 was flagged without a new cursor: the comparison finds it, and it is not missed.
        PipelineRun run = await runner.RunAsync(definition);

        run.RowsDeleted.Should().Be(3);
        run.Steps.Single(s => s.Name == "missed").Rows.Should().Be(0);
    }

    [Fact]
    public async Task Keys_of_types_that_travel_as_others_compare_as_Redshift_compares()
    {
        await _fixture.SourceAsync(
            "CREATE TABLE k (code VARCHAR(5) NOT NULL, at DATETIME NOT NULL, PRIMARY KEY (code, at))",
            "INSERT INTO k VALUES ('a', '2026-01-01 00:00:00'), ('b', '2026-01-01 00:00:00'), ('c', '2026-01-02 00:00:00')");
        PipelineDefinition definition = Pipeline.From(DatabaseTable.Named("shop", "k"))
            .MapFields(m => m.Column("code", "code", f => f.As(RedshiftType.Char(5))).Column("at", "at", f => f.As(RedshiftType.TimestampTz)))
            .To(RedshiftTable.Named("a.k").MergedOn("code", "at")).DetectingDeletes(Deletes.Remove);
        IPipelineRunner runner = await RunnerAsync(definition);
        await runner.RunAsync(definition);
        (await runner.RunAsync(definition)).RowsDeleted.Should().Be(0);
        await _fixture.SourceAsync("DELETE FROM k WHERE code = 'b'");
        (await runner.RunAsync(definition)).RowsDeleted.Should().Be(1);
        (await _fixture.WarehouseAsync("SELECT TRIM(code) FROM a.k ORDER BY 1")).Should().Equal("a", "c");
    }

    private async Task<(PipelineDefinition Definition, IPipelineRunner Runner)> AppliedAsync(Deletes deletes, bool incremental, RedshiftTable? table = null)
    {
        Source<Row> source = DatabaseTable.Named("shop", "t");
        PipelineDefinition definition = Pipeline.From(incremental ? source.IncrementalBy("at") : source).MapFields().To(table ?? RedshiftTable.Named("a.t").MergedOn("id")).DetectingDeletes(deletes);
        return (definition, await RunnerAsync(definition));
    }

    private async Task<IPipelineRunner> RunnerAsync(PipelineDefinition definition)
    {
        IServiceProvider services = _fixture.Services(_clock, null, definition);
        await PipelineFixture.ApplyAsync(services);
        return services.GetRequiredService<IPipelineRunner>();
    }

    private async Task<string> ValueAsync(string what, string where = "") => (await _fixture.WarehouseAsync($"SELECT {what} FROM a.t{where}")).Single();
}
