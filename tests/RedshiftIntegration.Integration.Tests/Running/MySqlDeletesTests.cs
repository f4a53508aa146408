namespace RedshiftIntegration.Integration.Tests.Running;

/// <summary>The keys are those of the rows' snapshot: a comparison with older or newer keys would delete what is there (airbyte#6383, sling-cli#333 compare key sets too).</summary>
public sealed class MySqlDeletesTests(MySqlLine line) : IClassFixture<MySqlLine>
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_happens_in_the_source_while_it_is_read_belongs_to_the_next_run(bool marks)
    {
        line.SkipIfMissing();
        string name = marks ? "around_marked" : "around";
        await line.SourceAsync(
            $"CREATE TABLE {name} (id INT PRIMARY KEY, v VARCHAR(200), at DATETIME(6) NOT NULL)",
            $"INSERT INTO {name} SELECT seq, REPEAT('x', 150), '2026-01-01' FROM seq_1_to_5000");
        PipelineDefinition definition = Pipeline.From(MySqlTable.Named("shop", name).IncrementalBy("at")).MapFields()
            .To(RedshiftTable.Named("d", name).MergedOn("id")).DetectingDeletes(marks ? Deletes.Mark("deleted_at") : Deletes.Remove);
        IPipelineRunner runner = await line.AppliedAsync(definition);
        await runner.RunAsync(definition, null, TestContext.Current.CancellationToken);

        // Most are touched, so that rows are read; 7 is not, so that its key alone holds it. Progress comes while the snapshot is open and no key is read yet.
        await line.SourceAsync($"UPDATE {name} SET at = '2026-01-02' WHERE id > 100");
        Meddling meddling = new(() => line.SourceAsync(
            $"DELETE FROM {name} WHERE id = 7", $"INSERT INTO {name} VALUES (9001, 'inserted', '2026-01-02')", $"INSERT INTO {name} VALUES (9002, 'both', '2026-01-02')", $"DELETE FROM {name} WHERE id = 9002").GetAwaiter().GetResult());
        PipelineRun during = await runner.RunAsync(definition, new RunOptions { Progress = meddling }, TestContext.Current.CancellationToken);

        meddling.Done.Should().BeTrue();
        during.RowsDeleted.Should().Be(0);
        during.Steps.Single(s => s.Name == "missed").Rows.Should().Be(0);
        (await line.WarehouseAsync($"SELECT COUNT(*) FROM d.{name}{(marks ? " WHERE deleted_at IS NULL" : string.Empty)}")).Should().Equal("5000");

        PipelineRun after = await runner.RunAsync(definition, null, TestContext.Current.CancellationToken);

        after.RowsDeleted.Should().Be(1);
        after.RowsInserted.Should().Be(1);
        (await line.WarehouseAsync($"SELECT id FROM d.{name} WHERE id IN (7, 9001, 9002){(marks ? " AND deleted_at IS NULL" : string.Empty)}")).Should().Equal("9001");
    }

    [Fact]
    public async Task Flags_conditions_and_keys_of_text_work_on_the_server()
    {
        line.SkipIfMissing();
        await line.SourceAsync(
            "CREATE TABLE flagged (code VARCHAR(10) CHARACTER SET latin1 PRIMARY KEY, gone BIT(1), tenant INT NOT NULL, at TIMESTAMP(6) NOT NULL DEFAULT '2026-01-01')",
            "INSERT INTO flagged VALUES ('é', b'0', 1, '2026-01-01'), ('b', NULL, 1, '2026-01-01'), ('c', b'0', 1, '2026-01-01'), ('d', b'0', 2, '2026-01-01')");
        PipelineDefinition definition = Pipeline.From(MySqlTable.Named("shop", "flagged").IncrementalBy("at").Where($"tenant = {1}").DeletedWhere($"gone = {1}")).MapFields()
            .To(RedshiftTable.Named("d.flagged")).DetectingDeletes(Deletes.Remove.Every(TimeSpan.Zero));
        IPipelineRunner runner = await line.AppliedAsync(definition);
        (await runner.RunAsync(definition, null, TestContext.Current.CancellationToken)).RowsInserted.Should().Be(3);
        await line.SourceAsync("UPDATE flagged SET gone = b'1', at = '2026-01-02' WHERE code = 'é'", "DELETE FROM flagged WHERE code = 'c'");

        (await runner.RunAsync(definition, null, TestContext.Current.CancellationToken)).RowsDeleted.Should().Be(2);

        (await line.WarehouseAsync("SELECT code FROM d.flagged")).Should().Equal("b");
    }

    private sealed class Meddling(Action meddle) : IProgress<PipelineProgress>
    {
        public bool Done { get; private set; }

        public void Report(PipelineProgress value)
        {
            if (!Done && value is { Step: "extract", Rows: > 0 })
            {
                Done = true;
                meddle();
            }
        }
    }
}
