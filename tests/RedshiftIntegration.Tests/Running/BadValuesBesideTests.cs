namespace RedshiftIntegration.Tests.Running;

/// <summary>Rows that a policy left out and texts that it cut, beside the two other things that look at all rows of the source: verification and delete detection.</summary>
public sealed class BadValuesBesideTests : IAsyncLifetime
{
    private static readonly PipelineDefinition Short = Pipeline.From(DatabaseTable.Named("shop", "t"))
        .MapFields(m => m.Column("id").Column("n").Column("v", "v", f => f.As(RedshiftType.Varchar(4)))).To(RedshiftTable.Named("a.t").MergedOn("id"));

    private PipelineFixture _fixture = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _fixture = await PipelineFixture.StartAsync();
        await _fixture.SourceAsync(
            "CREATE TABLE t (id INTEGER NOT NULL PRIMARY KEY, n BIGINT, v TEXT, at DATETIME NOT NULL)",
            "INSERT INTO t VALUES (1, 10, 'ok', '2026-01-01 00:00:00'), (2, 20, 'ok', '2026-01-01 00:00:00'), (3, 30, 'ok', '2026-01-02 00:00:00')");
    }

    public async ValueTask DisposeAsync() => await _fixture.DisposeAsync();

    [Fact]
    public async Task Where_rows_were_left_out_the_stage_is_compared_with_the_reader_and_the_source_gives_the_count()
    {
        await _fixture.SourceAsync("UPDATE t SET v = 'too long' WHERE id = 2");
        PipelineDefinition definition = Short.OnOverflow(OverflowPolicy.Quarantine(1, 50));

        PipelineRun run = await (await _fixture.AppliedAsync(definition)).RunAsync(definition, cancellationToken: Token);

        run.RowsRejected.Should().Be(1);
        (await FiguresAsync(run)).Should().Contain("*|rows|source|2|2").And.Contain("*|distinct_keys|none|~|2")
            .And.Contain("n|sum|reader|40|40").And.Contain("n|max|reader|30|30").And.Contain("v|bytes|reader|4|4")
            .And.NotContain(f => f.Contains("|source|") && !f.StartsWith("*|"));
    }

    [Fact]
    public async Task Only_the_column_whose_text_was_cut_is_compared_with_the_reader()
    {
        await _fixture.SourceAsync("UPDATE t SET v = 'too long' WHERE id = 2");
        PipelineDefinition definition = Short.OnOverflow(OverflowPolicy.Truncate);

        PipelineRun run = await (await _fixture.AppliedAsync(definition)).RunAsync(definition, cancellationToken: Token);

        (await FiguresAsync(run)).Should().Contain("*|rows|source|3|3").And.Contain("*|distinct_keys|source|3|3")
            .And.Contain("v|bytes|reader|8|8").And.Contain("n|sum|source|60|60");
    }

    [Fact]
    public async Task A_policy_that_had_nothing_to_do_changes_no_comparison()
    {
        PipelineDefinition definition = Short.OnOverflow(OverflowPolicy.Truncate);

        PipelineRun run = await (await _fixture.AppliedAsync(definition)).RunAsync(definition, cancellationToken: Token);

        (await FiguresAsync(run)).Should().Contain("v|bytes|source|6|6").And.Contain("n|sum|source|60|60");
    }

    [Fact]
    public async Task A_widened_column_is_compared_with_the_source()
    {
        await _fixture.SourceAsync("UPDATE t SET v = 'too long' WHERE id = 2");
        PipelineDefinition definition = Short.OnOverflow(OverflowPolicy.Widen);

        PipelineRun run = await (await _fixture.AppliedAsync(definition)).RunAsync(definition, cancellationToken: Token);

        (await FiguresAsync(run)).Should().Contain("v|bytes|source|12|12");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_row_that_was_left_out_is_not_taken_for_deleted(bool incremental)
    {
        PipelineDefinition definition = (incremental
                ? Pipeline.From(DatabaseTable.Named("shop", "t").IncrementalBy("at"))
                : Pipeline.From(DatabaseTable.Named("shop", "t")))
            .MapFields(m => m.Column("v", "v", f => f.As(RedshiftType.Varchar(4))).Rest()).To(RedshiftTable.Named("a.t").MergedOn("id"))
            .OnOverflow(OverflowPolicy.Quarantine(1, 50)).DetectingDeletes(Deletes.Remove);
        IPipelineRunner runner = await _fixture.AppliedAsync(definition);
        await runner.RunAsync(definition, cancellationToken: Token);
        await _fixture.SourceAsync("UPDATE t SET v = 'too long', at = '2026-01-03 00:00:00' WHERE id = 2", "DELETE FROM t WHERE id = 1");

        PipelineRun run = await runner.RunAsync(definition, cancellationToken: Token);

        run.Should().BeEquivalentTo(new { RowsRejected = 1L, RowsDeleted = 1L, RowsRead = 2L });
        (await _fixture.WarehouseAsync("SELECT id, v FROM a.t ORDER BY id")).Should().Equal("2|ok", "3|ok");
        (await _fixture.WarehouseAsync("SELECT source_key FROM redshift_integration.rejected_rows")).Should().Equal("id = 2");
    }

    [Fact]
    public async Task A_bad_cursor_below_the_watermark_takes_no_key_with_it_and_counts_for_no_limit()
    {
        PipelineDefinition definition = Pipeline.From(DatabaseTable.Named("shop", "t").IncrementalBy("at")).MapFields().To(RedshiftTable.Named("a.t").MergedOn("id"))
            .OnOverflow(OverflowPolicy.Quarantine(0, 0)).DetectingDeletes(Deletes.Remove);
        IPipelineRunner runner = await _fixture.AppliedAsync(definition);
        await runner.RunAsync(definition, cancellationToken: Token);
        await _fixture.SourceAsync("UPDATE t SET at = '2025-13-45 00:00:00' WHERE id = 2", "DELETE FROM t WHERE id = 1");

        PipelineRun run = await runner.RunAsync(definition, cancellationToken: Token);

        run.Should().BeEquivalentTo(new { RowsRejected = 0L, RowsDeleted = 1L });
        (await _fixture.WarehouseAsync("SELECT id FROM a.t ORDER BY id")).Should().Equal("2", "3");
    }

    private Task<IReadOnlyList<string>> FiguresAsync(PipelineRun run) => _fixture.WarehouseAsync(
        $"SELECT column_name, measure, origin, source_value, target_value FROM redshift_integration.validation_records WHERE run_id = '{run.RunId}' AND scope = 'stage' ORDER BY 1, 2");
}
