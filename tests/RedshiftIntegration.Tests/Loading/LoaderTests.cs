using RedshiftIntegration.Flow;

namespace RedshiftIntegration.Tests.Loading;

public sealed class LoaderTests : IAsyncLifetime
{
    private static readonly DateTime T0 = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Unspecified);

    private LoadLab _lab = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static PipelineDefinition Merged => Pipeline.From(MySqlTable.Named("shop", "orders").IncrementalBy("updated_at")).MapFields().To(RedshiftTable.Named("analytics.orders"));

    private static PipelineDefinition Replaced => Pipeline.From(MySqlTable.Named("shop", "orders")).MapFields().To(RedshiftTable.Named("analytics.orders").Replaced());

    private static PipelineDefinition Appended => Pipeline.From(MySqlTable.Named("shop", "orders").IncrementalBy("updated_at")).MapFields().To(RedshiftTable.Named("analytics.orders").Appended());

    public async ValueTask InitializeAsync() => _lab = await LoadLab.StartAsync();

    public ValueTask DisposeAsync() => _lab.DisposeAsync();

    [Fact]
    public async Task A_merge_inserts_updates_and_leaves_equal_rows_alone()
    {
        PipelineDefinition definition = await _lab.GivenAsync(Merged);
        Counts(await _lab.LoadAsync(definition, Row(1, "one"), Row(2, "two", "{\"a\":1}"), Row(3, null))).Should().Be((3, 0, 0, 0));
        Counts(await _lab.LoadAsync(definition, Row(1, "one"), Row(2, "two ", "{\"a\":1}"), Row(3, "three"), Row(4, "four"))).Should().Be((1, 2, 1, 0));
        (await Target()).Should().Equal("1|one|~", "2|two |{\"a\":1}", "3|three|~", "4|four|~");
        (await _lab.QueryAsync("SELECT run_id, previous_run_id, rows_staged, rows_inserted, rows_updated, rows_unchanged, rows_deleted, watermark_to, status FROM redshift_integration.runs ORDER BY run_id")).Should().Equal(
            "run-0001||3|3|0|0|0|2026-01-01 00:00:00.000000|succeeded", "run-0002|run-0001|4|1|2|1|0|2026-01-01 00:00:00.000000|succeeded");
        (await _lab.QueryAsync("SELECT run_id, rows FROM redshift_integration.run_files ORDER BY run_id")).Should().Equal("run-0001|3", "run-0002|4");
    }

    [Fact]
    public async Task The_newest_cursor_of_a_key_stays_and_identical_rows_collapse()
    {
        PipelineDefinition definition = await _lab.GivenAsync(Merged);
        Counts(await _lab.LoadAsync(definition, Row(1, "new", hours: 2), Row(1, "old", hours: 1), Row(2, "same"), Row(2, "same"))).Should().Be((2, 0, 0, 0));
        (await Target()).Should().Equal("1|new|~", "2|same|~");
    }

    [Fact]
    public async Task Different_rows_of_one_key_at_one_cursor_are_refused()
    {
        PipelineDefinition definition = await _lab.GivenAsync(Merged);
        LoadException failure = await FailsAsync(definition, "RSI4003", Row(1, "a"), Row(1, "b"));
        failure.Step.Should().Be("distinct");
        failure.Table.Should().Be("analytics.orders");
        await NothingHappenedAsync();
    }

    [Fact]
    public async Task A_user_column_keeps_its_values_under_a_merge()
    {
        PipelineDefinition definition = await _lab.GivenAsync(Merged);
        await _lab.LoadAsync(definition, Row(1, "one"));
        await _lab.QueryAsync("ALTER TABLE analytics.orders ADD COLUMN note VARCHAR(20)");
        await _lab.QueryAsync("UPDATE analytics.orders SET note = 'mine'");
        await _lab.LoadAsync(definition, Row(1, "changed"));
        (await _lab.QueryAsync("SELECT id, name, note FROM analytics.orders")).Should().Equal("1|changed|mine");
    }

    [Fact]
    public async Task A_replace_deletes_all_and_inserts_all()
    {
        PipelineDefinition definition = await _lab.GivenAsync(Replaced);
        await _lab.LoadAsync(definition, Row(1, "one"), Row(2, "two"));
        Counts(await _lab.LoadAsync(definition, Row(2, "zwei"))).Should().Be((1, 0, 0, 2));
        (await Target()).Should().Equal("2|zwei|~");
    }

    [Fact]
    public async Task A_replace_by_no_row_is_refused_unless_it_is_allowed()
    {
        PipelineDefinition definition = await _lab.GivenAsync(Replaced);
        await _lab.LoadAsync(definition, Row(1, "one"));
        await FailsAsync(definition, "RSI4005");
        (await Target()).Should().Equal("1|one|~");
        PipelineDefinition allowed = Pipeline.From(MySqlTable.Named("shop", "orders")).MapFields().To(RedshiftTable.Named("analytics.orders").Replaced().AllowingEmpty());
        Counts(await _lab.LoadAsync(allowed)).Should().Be((0, 0, 0, 1));
        (await Target()).Should().BeEmpty();
    }

    [Fact]
    public async Task An_append_leaves_keys_alone_that_are_there()
    {
        PipelineDefinition definition = await _lab.GivenAsync(Appended);
        await _lab.LoadAsync(definition, Row(1, "one"));
        Counts(await _lab.LoadAsync(definition, Row(1, "changed"), Row(2, "two"))).Should().Be((1, 0, 1, 0));
        (await Target()).Should().Equal("1|one|~", "2|two|~");
    }

    [Fact]
    public async Task A_run_without_rows_commits_and_leaves_the_watermark()
    {
        PipelineDefinition definition = await _lab.GivenAsync(Merged);
        await _lab.LoadAsync(definition, Row(1, "one", hours: 3));
        LoadResult result = await _lab.LoadAsync(definition);
        Counts(result).Should().Be((0, 0, 0, 0));
        (await _lab.History.LastCommittedAsync(definition, Token)).Should().Be(new CommittedRun("run-0002", "2026-01-01 03:00:00.000000"));
        result.Steps.Select(s => s.Name).Should().Equal("extract", "begin", "lock", "compare", "advance", "stage", "count", "distinct", "verify", "matched", "merge", "landed");
    }

    [Fact]
    public async Task Steps_are_recorded_in_their_order_as_the_result_has_them()
    {
        PipelineDefinition definition = await _lab.GivenAsync(Merged);
        LoadResult result = await _lab.LoadAsync(definition, Row(1, "one"));
        (await _lab.QueryAsync("SELECT step, rows FROM redshift_integration.run_steps ORDER BY ordinal")).Should().Equal(result.Steps.Select(s => $"{s.Name}|{(s.Rows is { } rows ? rows.ToString() : "~")}"));
        result.Steps.Select(s => s.Name).Should().EndWith("landed");
    }

    [Fact]
    public async Task A_run_whose_gate_has_moved_is_superseded_and_changes_nothing()
    {
        PipelineDefinition definition = await _lab.GivenAsync(Merged);
        LoadRequest paused = await _lab.RequestAsync(definition, Row(1, "paused"));
        await _lab.LoadAsync(definition, Row(1, "other"));
        Func<Task> load = () => _lab.Loader.LoadAsync(paused, Token);
        await load.Should().ThrowAsync<SupersededException>();
        (await Target()).Should().Equal("1|other|~");
        (await _lab.QueryAsync("SELECT COUNT(*) FROM redshift_integration.runs")).Should().Equal("1");
    }

    [Theory]
    [InlineData("copy", "53100", "RSI4006", true)]
    [InlineData("merge", "42501", "RSI4007", false)]
    [InlineData("copy", "XX000", "RSI4001", false)]
    [InlineData("record", "42601", "RSI4015", false)]
    public async Task A_failed_statement_is_one_error_with_an_id_and_nothing_is_loaded(string step, string sqlState, string id, bool isTransient)
    {
        PipelineDefinition definition = await _lab.GivenAsync(Merged);
        _lab.Redshift.Faults.Fail(step, sqlState);
        LoadException failure = await FailsAsync(definition, id, Row(1, "one"));
        failure.Step.Should().Be(step);
        failure.IsTransient.Should().Be(isTransient);
        await NothingHappenedAsync();
    }

    [Theory]
    [InlineData("merge", "1023")]
    [InlineData("lock", "40P01")]
    [InlineData("commit", "40001")]
    public async Task A_conflict_is_repeated_as_a_whole(string step, string code)
    {
        PipelineDefinition definition = await _lab.GivenAsync(Merged);
        _lab.Redshift.Faults.Fail(step, code, times: 2);
        Counts(await _lab.LoadAsync(definition, Row(1, "one"))).Should().Be((1, 0, 0, 0));
        (await Target()).Should().Equal("1|one|~");
    }

    [Fact]
    public async Task A_load_that_must_not_retry_fails_at_its_first_conflict()
    {
        PipelineDefinition definition = await _lab.GivenAsync(Merged);
        _lab.Redshift.Faults.Fail("merge", "1023");
        LoadRequest request = (await _lab.RequestAsync(definition, Row(1, "one"))) with { MayRetry = false };
        LoadException failure = (await FluentActions.Awaiting(() => _lab.Loader.LoadAsync(request, Token)).Should().ThrowAsync<LoadException>()).Which;
        failure.IsTransient.Should().BeTrue();
        failure.Step.Should().Be("merge");
        await NothingHappenedAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_connection_that_breaks_in_COMMIT_loads_once(bool after)
    {
        PipelineDefinition definition = await _lab.GivenAsync(Merged);
        _lab.Redshift.Faults.Drop("commit", after);
        Counts(await _lab.LoadAsync(definition, Row(1, "one"))).Should().Be((1, 0, 0, 0));
        (await Target()).Should().Equal("1|one|~");
        (await _lab.QueryAsync("SELECT run_id, status FROM redshift_integration.runs")).Should().Equal("run-0001|succeeded");
    }

    [Fact]
    public async Task A_connection_that_breaks_before_is_an_error_that_may_pass()
    {
        PipelineDefinition definition = await _lab.GivenAsync(Merged);
        _lab.Redshift.Faults.Drop("merge");
        (await FailsAsync(definition, "RSI4018", Row(1, "one"))).IsTransient.Should().BeTrue();
        await NothingHappenedAsync();
    }

    [Theory]
    [InlineData("copy")]
    [InlineData("merge")]
    [InlineData("record")]
    [InlineData("commit")]
    public async Task A_cancelled_load_leaves_nothing(string step)
    {
        PipelineDefinition definition = await _lab.GivenAsync(Merged);
        LoadRequest request = await _lab.RequestAsync(definition, Row(1, "one"));
        using CancellationTokenSource cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);
        Task<LoadResult> load;
        using (_lab.Redshift.Faults.Hold(step))
        {
            load = _lab.Loader.LoadAsync(request, cancel.Token);
            await _lab.Redshift.Faults.WaitUntilHeldAsync(step, Token);
            await cancel.CancelAsync();
            await FluentActions.Awaiting(() => load).Should().ThrowAsync<OperationCanceledException>();
        }

        await NothingHappenedAsync();
        Counts(await _lab.LoadAsync(definition, Row(1, "one"))).Should().Be((1, 0, 0, 0));
    }

    [Fact]
    public async Task A_deadline_ends_a_load_that_waits()
    {
        PipelineDefinition definition = await _lab.GivenAsync(Merged);
        LoadRequest request = await _lab.RequestAsync(definition, Row(1, "one"));
        using IDisposable hold = _lab.Redshift.Faults.Hold("lock");
        Func<Task> load = () => _lab.Loader.LoadAsync(request with { Deadline = TimeProvider.System.GetUtcNow().AddMilliseconds(300) }, Token);
        LoadException failure = (await load.Should().ThrowAsync<LoadException>()).Which;
        failure.ProblemId.Should().Be("RSI4014");
        failure.Step.Should().Be("lock");
    }

    [Fact]
    public async Task A_text_that_is_too_long_for_its_column_is_refused_with_the_columns_name()
    {
        PipelineDefinition definition = await _lab.GivenAsync(Merged);
        LoadException failure = await FailsAsync(definition, "RSI4001", Row(1, new string('x', 21)));
        failure.Message.Should().Contain("'name'");
        await NothingHappenedAsync();
    }

    [Fact]
    public async Task Text_that_is_no_JSON_is_refused()
    {
        PipelineDefinition definition = await _lab.GivenAsync(Merged);
        LoadRequest request = await _lab.RequestAsync(definition, Row(1, "one", "{"));
        Func<Task> load = () => _lab.Loader.LoadAsync(request, Token);
        (await load.Should().ThrowAsync<LoadException>()).Which.Step.Should().Be("distinct");
        await NothingHappenedAsync();
    }

    [Fact]
    public async Task Keys_that_differ_in_trailing_blanks_alone_are_refused()
    {
        _lab.Source = new SourceTable
        {
            Columns = [new SourceColumn { Name = "code", NativeType = "VARCHAR(10)", IsNullable = false }, new SourceColumn { Name = "updated_at", NativeType = "TIMESTAMP", IsNullable = false }],
            PrimaryKey = ["code"],
        };
        PipelineDefinition definition = await _lab.GivenAsync(Merged);
        await FailsAsync(definition, "RSI4011", ["a", T0], ["a ", T0]);
        await _lab.LoadAsync(definition, ["a", T0]);
        await FailsAsync(definition, "RSI4011", ["a ", T0]);
    }

    [Fact]
    public async Task Two_pipelines_on_one_target_queue_at_its_gate()
    {
        PipelineDefinition first = await _lab.GivenAsync(Merged);
        PipelineDefinition second = await _lab.GivenAsync(Merged.Named("second"));
        LoadRequest one = await _lab.RequestAsync(first, Row(1, "one"));
        LoadRequest two = await _lab.RequestAsync(second, Row(2, "two"));
        Task<LoadResult> held;
        Task<LoadResult> waiting;
        using (_lab.Redshift.Faults.Hold("merge"))
        {
            held = _lab.Loader.LoadAsync(one, Token);
            await _lab.Redshift.Faults.WaitUntilHeldAsync("merge", Token);
            waiting = _lab.Loader.LoadAsync(two with { OnStep = _ => { } }, Token);
            waiting.IsCompleted.Should().BeFalse();
            (await Target()).Should().BeEmpty("readers never wait");
        }

        Counts(await held).Should().Be((1, 0, 0, 0));
        Counts(await waiting).Should().Be((1, 0, 0, 0));
        (await Target()).Should().Equal("1|one|~", "2|two|~");
    }

    [Fact]
    public async Task No_temporary_table_is_left_on_a_pooled_connection()
    {
        PipelineDefinition definition = await _lab.GivenAsync(Merged);
        _lab.Redshift.Faults.Fail("merge", "42501");
        LoadRequest request = await _lab.RequestAsync(definition, Row(1, "one"));
        await FluentActions.Awaiting(() => _lab.Loader.LoadAsync(request, Token)).Should().ThrowAsync<LoadException>();

        // The same run id makes the same names, and the pool hands out the same connection.
        Counts(await _lab.Loader.LoadAsync(request, Token)).Should().Be((1, 0, 0, 0));
    }

    [Fact]
    public async Task A_run_that_did_not_commit_is_recorded_with_its_steps()
    {
        PipelineDefinition definition = await _lab.GivenAsync(Merged);
        DateTimeOffset now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        await _lab.History.RecordAsync(
            definition,
            new RunRecord
            {
                RunId = "failed-1", Pipeline = definition.Id, Target = definition.Target.QualifiedName, Mode = "merge", Engine = "Direct", Status = RunStatus.Failed, StartedAt = now, FinishedAt = now.AddSeconds(3),
                ProblemId = "RSI4001", Error = "it's \\ wrong", Host = "h", RowsRead = 5, Steps = [new RunStepRecord("extract", now, now.AddSeconds(1)) { Rows = 5 }],
            },
            Token);
        (await _lab.QueryAsync("SELECT run_id, status, problem_id, error, rows_read, rows_inserted FROM redshift_integration.runs")).Should().Equal("failed-1|failed|RSI4001|it's \\ wrong|5|0");
        (await _lab.QueryAsync("SELECT step, rows FROM redshift_integration.run_steps")).Should().Equal("extract|5");
        (await _lab.History.LastCommittedAsync(definition, Token)).Should().BeNull();
        (await _lab.History.IsCommittedAsync(definition, "failed-1", Token)).Should().BeFalse();
    }

    private static object?[] Row(long id, string? name, string? details = null, int hours = 0) => [id, name, details, T0.AddHours(hours)];

    private static (long, long, long, long) Counts(LoadResult result) => (result.RowsInserted, result.RowsUpdated, result.RowsUnchanged, result.RowsDeleted);

    private Task<string[]> Target() => _lab.QueryAsync("SELECT id, name, JSON_SERIALIZE(details) FROM analytics.orders ORDER BY id");

    private async Task<LoadException> FailsAsync(PipelineDefinition definition, string id, params object?[][] rows)
    {
        LoadRequest request = await _lab.RequestAsync(definition, rows);
        LoadException failure = (await FluentActions.Awaiting(() => _lab.Loader.LoadAsync(request, Token)).Should().ThrowAsync<LoadException>()).Which;
        failure.ProblemId.Should().Be(id, failure.Message);
        return failure;
    }

    private async Task NothingHappenedAsync()
    {
        (await Target()).Should().BeEmpty();
        (await _lab.QueryAsync("SELECT COUNT(*) FROM redshift_integration.runs")).Should().Equal("0");
    }
}
