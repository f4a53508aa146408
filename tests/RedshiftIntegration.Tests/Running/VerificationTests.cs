using Microsoft.Extensions.DependencyInjection;
using RedshiftIntegration.DependencyInjection;
using RedshiftIntegration.Flow;

namespace RedshiftIntegration.Tests.Running;

/// <summary>What a run compares before it commits, and what it finds.</summary>
public sealed class VerificationTests : IAsyncLifetime
{
    private static readonly PipelineDefinition Orders = Pipeline.From(DatabaseTable.Named("shop", "orders"))
        .MapFields(map => map.Column("status", "status_upper", f => f.Through(Transform.Upper)).Column("email", "email", f => f.Pii()).Rest())
        .To(RedshiftTable.Named("a.orders").MergedOn("id"));

    private PipelineFixture _fixture = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _fixture = await PipelineFixture.StartAsync();
        await _fixture.SourceAsync(
            "CREATE TABLE orders (id INTEGER NOT NULL PRIMARY KEY, amount BIGINT, weight DOUBLE, day DATE, name VARCHAR(20), paid BOOLEAN, doc JSON, raw BLOB, price DECIMAL(12,2), at DATETIME, status VARCHAR(9), email VARCHAR(40))",
            """
            INSERT INTO orders VALUES
                (1, 9223372036854775807, 0.1, '2026-01-01', 'größer', 1, '{"a":1}', x'00ff', '1.50', '2026-01-01 00:00:00.000001', 'new', 'a@b.c'),
                (2, 9223372036854775807, -2.5, '0001-01-01', 'b  ', 0, '[]', x'', '-0.25', '2026-01-02 00:00:00', 'paid', 'd@e.f'),
                (3, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)
            """);
    }

    public async ValueTask DisposeAsync() => await _fixture.DisposeAsync();

    [Fact]
    public async Task Both_sides_of_every_figure_stand_in_the_records()
    {
        PipelineRun run = await (await _fixture.AppliedAsync(Orders)).RunAsync(Orders, cancellationToken: Token);

        (await RecordsAsync(run)).Should().Equal(
            "stage|*|distinct_keys|source|3|3|True",
            "stage|*|rows|source|3|3|True",
            "stage|amount|max|source|9223372036854775807|9223372036854775807|True",
            "stage|amount|min|source|9223372036854775807|9223372036854775807|True",
            "stage|amount|nulls|source|1|1|True",
            "stage|amount|sum|source|18446744073709551614|18446744073709551614|True",
            "stage|at|max|reader|2026-01-02 00:00:00.000000|2026-01-02 00:00:00.000000|True",
            "stage|at|min|reader|2026-01-01 00:00:00.000001|2026-01-01 00:00:00.000001|True",
            "stage|at|nulls|source|1|1|True",
            "stage|at|sum|reader|3534537600000001|3534537600000001|True",
            "stage|day|max|source|2026-01-01|2026-01-01|True",
            "stage|day|min|source|0001-01-01|0001-01-01|True",
            "stage|day|nulls|source|1|1|True",
            "stage|day|sum|reader|-698708|-698708|True",
            "stage|doc|bytes|source|9|9|True",
            "stage|doc|nulls|source|1|1|True",
            "stage|email|nulls|source|1|1|True",
            "stage|id|max|source|3|3|True",
            "stage|id|min|source|1|1|True",
            "stage|id|nulls|source|0|0|True",
            "stage|id|sum|source|6|6|True",
            "stage|name|bytes|source|11|11|True",
            "stage|name|nulls|source|1|1|True",
            "stage|paid|nulls|source|1|1|True",
            "stage|paid|sum|source|1|1|True",
            "stage|price|max|reader|1.50|1.50|True",
            "stage|price|min|reader|-0.25|-0.25|True",
            "stage|price|nulls|source|1|1|True",
            "stage|price|sum|reader|1.25|1.25|True",
            "stage|raw|bytes|source|2|2|True",
            "stage|raw|nulls|source|1|1|True",
            "stage|status_upper|bytes|reader|7|7|True",
            "stage|status_upper|nulls|reader|1|1|True",
            "stage|weight|max|source|0.1|0.1|True",
            "stage|weight|min|source|-2.5|-2.5|True",
            "stage|weight|nulls|source|1|1|True",
            "target|*|rows|stage|3|3|True");
    }

    [Fact]
    public async Task Turned_down_to_counts_only_rows_are_counted()
    {
        PipelineDefinition counted = Orders.Verifying(Verification.Counts);
        PipelineRun run = await (await _fixture.AppliedAsync(counted)).RunAsync(counted, cancellationToken: Token);

        (await RecordsAsync(run)).Should().Equal("stage|*|rows|source|3|3|True", "target|*|rows|stage|3|3|True");
    }

    [Fact]
    public async Task An_increment_and_a_condition_are_verified_over_the_rows_that_they_take()
    {
        await _fixture.SourceAsync("CREATE TABLE visits (id INTEGER NOT NULL PRIMARY KEY, at DATETIME NOT NULL, kind VARCHAR(3))", "INSERT INTO visits VALUES (1, '2026-01-01 00:00:00', 'a'), (2, '2026-01-01 00:00:01', 'b')");
        PipelineDefinition visits = Pipeline.From(DatabaseTable.Named("shop", "visits").IncrementalBy("at", TimeSpan.Zero).Where($"kind = {"a"}")).MapFields().To(RedshiftTable.Named("a.visits").MergedOn("id"));
        IPipelineRunner runner = await _fixture.AppliedAsync(visits);
        await runner.RunAsync(visits, cancellationToken: Token);
        await _fixture.SourceAsync("INSERT INTO visits VALUES (3, '2026-01-02 00:00:00', 'a'), (4, '2026-01-02 00:00:00', 'b'), (5, '2999-01-01 00:00:00', 'a')");

        PipelineRun second = await runner.RunAsync(visits, cancellationToken: Token);

        second.RowsDeferred.Should().Be(1);
        (await RecordsAsync(second)).Should().Contain("stage|*|rows|source|2|2|True", "the watermark's own row and the new one").And.Contain("stage|id|sum|source|4|4|True");
    }

    [Fact]
    public async Task Nothing_to_load_is_verified_too()
    {
        await _fixture.SourceAsync("DELETE FROM orders");
        PipelineRun run = await (await _fixture.AppliedAsync(Orders)).RunAsync(Orders, cancellationToken: Token);

        (await RecordsAsync(run)).Should().Contain("stage|*|rows|source|0|0|True").And.Contain("stage|amount|min|source|~|~|True").And.Contain("stage|status_upper|bytes|reader|~|~|True");
    }

    [Fact]
    public async Task Without_a_key_the_target_s_rows_are_counted()
    {
        PipelineDefinition copies = Pipeline.From(DatabaseTable.Named("shop", "orders")).MapFields().To(RedshiftTable.Named("a.copies").Replaced());
        await _fixture.SourceAsync("CREATE TABLE keyless AS SELECT * FROM orders");
        PipelineDefinition keyless = Pipeline.From(DatabaseTable.Named("shop", "keyless")).MapFields(map => map.Column("id", "id", f => f.As(RedshiftType.BigInt))).To(RedshiftTable.Named("a.keyless").Replaced());
        IPipelineRunner runner = await _fixture.AppliedAsync(copies, keyless);

        (await RecordsAsync(await runner.RunAsync(keyless, cancellationToken: Token))).Should().Contain("target|*|rows|stage|3|3|True");
        (await RecordsAsync(await runner.RunAsync(copies, cancellationToken: Token))).Should().Contain("target|*|rows|stage|3|3|True");
    }

    [Fact]
    public async Task A_row_that_the_reader_loses_is_found_and_nothing_lands()
    {
        LoadException thrown = await FailsAsync(batch =>
        {
            long[] ids = [.. batch.Columns[0].Int64s!.Take(batch.Rows - 1)];
            long[] amounts = [.. batch.Columns[1].Int64s!.Take(batch.Rows - 1)];
            batch.Clear();
            for (int i = 0; i < ids.Length; i++)
            {
                batch.Columns[0].Add(ids[i]);
                batch.Columns[1].Add(amounts[i]);
                batch.EndRow();
            }
        });

        thrown.ProblemId.Should().Be("RSI7001");
        thrown.Step.Should().Be("verify");
        thrown.Message.Should().Contain("the number of rows or keys").And.Contain("on the way to the reader");
    }

    [Fact]
    public async Task A_value_that_the_reader_changes_is_found_and_its_column_named_but_not_the_value()
    {
        LoadException thrown = await FailsAsync(batch => batch.Columns[1].Int64s![1] += 1);

        thrown.ProblemId.Should().Be("RSI7001");
        thrown.Message.Should().Contain("the column 'amount'").And.Contain("sum").And.NotContain("201");
    }

    [Fact]
    public async Task Two_values_that_change_places_of_columns_are_found()
    {
        LoadException thrown = await FailsAsync(batch => (batch.Columns[0].Int64s![2], batch.Columns[1].Int64s![2]) = (batch.Columns[1].Int64s![2], batch.Columns[0].Int64s![2]));

        thrown.ProblemId.Should().Be("RSI7001");
        thrown.Message.Should().Contain("the column 'id'");
    }

    [Fact]
    public async Task A_failed_verification_is_recorded_as_a_failed_run_and_the_next_run_heals()
    {
        bool isFaulty = true;
        (IPipelineRunner runner, PipelineDefinition pairs) = await PairsAsync(batch =>
        {
            if (isFaulty)
            {
                batch.Columns[1].Int64s![0] = 0;
            }
        });
        Func<Task> run = () => runner.RunAsync(pairs, cancellationToken: Token);
        await run.Should().ThrowAsync<LoadException>();
        isFaulty = false;

        PipelineRun second = await runner.RunAsync(pairs, cancellationToken: Token);

        second.RowsInserted.Should().Be(3);
        (await _fixture.WarehouseAsync("SELECT status, problem_id FROM redshift_integration.runs ORDER BY started_at")).Should().Equal("failed|RSI7001", "succeeded|~");
        (await _fixture.WarehouseAsync("SELECT COUNT(*) FROM redshift_integration.validation_records WHERE matches = FALSE")).Should().Equal("0");
    }

    /// <summary>airbyte#10646: of two staged files one was loaded.</summary>
    [Fact]
    public async Task A_file_that_the_manifest_skips_is_found()
    {
        _fixture.Replacing = services => services.AddSingleton<IStagingArea>(p => new SkippingStaging((IStagingArea)services.First(s => s.ServiceType == typeof(IStagingArea)).ImplementationFactory!(p)));
        IPipelineRunner runner = await ManyAsync();
        Func<Task> run = () => runner.RunAsync("a.many", cancellationToken: Token);
        (await run.Should().ThrowAsync<LoadException>()).Which.ProblemId.Should().Be("RSI4002");
        (await _fixture.WarehouseAsync("SELECT COUNT(*) FROM a.many")).Should().Equal("0");
    }

    /// <summary>airbyte#10646 again, where the engine itself has forgotten the file, so that the manifest's rows agree with the stage.</summary>
    [Fact]
    public async Task A_file_that_the_engine_forgets_is_found_by_the_source_s_own_count()
    {
        _fixture.Replacing = services =>
        {
            ServiceDescriptor library = services.Single(s => s.ServiceType == typeof(IExtractor));
            services.Remove(library);
            services.AddSingleton<IExtractor>(p => new ForgetfulExtractor((IExtractor)ActivatorUtilities.CreateInstance(p, library.ImplementationType!)));
        };
        IPipelineRunner runner = await ManyAsync();
        Func<Task> run = () => runner.RunAsync("a.many", cancellationToken: Token);
        LoadException thrown = (await run.Should().ThrowAsync<LoadException>()).Which;
        thrown.ProblemId.Should().Be("RSI7001");
        thrown.Message.Should().Contain("between the reader and the stage");
    }

    private async Task<IPipelineRunner> ManyAsync()
    {
        await _fixture.SourceAsync(
            "CREATE TABLE many (id INTEGER NOT NULL PRIMARY KEY, noise TEXT)",
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 40000) INSERT INTO many SELECT i, hex(randomblob(60)) FROM n");
        PipelineDefinition many = Pipeline.From(DatabaseTable.Named("shop", "many")).MapFields().To(RedshiftTable.Named("a.many").MergedOn("id"));
        IServiceProvider services = _fixture.Services(null, o => (o.Extraction.FileBytes, o.Extraction.RowGroupBytes, o.Extraction.BatchRows) = (64 * 1024, 64 * 1024, 512), many);
        await PipelineFixture.ApplyAsync(services);
        return services.GetRequiredService<IPipelineRunner>();
    }

    private async Task<(IPipelineRunner Runner, PipelineDefinition Pairs)> PairsAsync(Action<ColumnBatch> tamper)
    {
        await _fixture.SourceAsync("CREATE TABLE pairs (id INTEGER NOT NULL PRIMARY KEY, amount BIGINT NOT NULL)", "INSERT INTO pairs VALUES (1, 100), (2, 200), (3, 300)");
        _fixture.Replacing = services => services.AddSingleton<ISourceConnectors>(p => new TamperedSources(p.GetRequiredService<ConnectionRegistrations>(), tamper));
        PipelineDefinition pairs = Pipeline.From(DatabaseTable.Named("shop", "pairs")).MapFields().To(RedshiftTable.Named("a.pairs").MergedOn("id"));
        return (await _fixture.AppliedAsync(pairs), pairs);
    }

    private async Task<LoadException> FailsAsync(Action<ColumnBatch> tamper)
    {
        (IPipelineRunner runner, PipelineDefinition pairs) = await PairsAsync(tamper);
        Func<Task> run = () => runner.RunAsync(pairs, cancellationToken: Token);
        LoadException thrown = (await run.Should().ThrowAsync<LoadException>()).Which;
        (await _fixture.WarehouseAsync("SELECT COUNT(*) FROM a.pairs")).Should().Equal("0");
        return thrown;
    }

    private Task<IReadOnlyList<string>> RecordsAsync(PipelineRun run) => _fixture.WarehouseAsync(
        $"SELECT scope, column_name, measure, origin, source_value, target_value, matches FROM redshift_integration.validation_records WHERE run_id = '{run.RunId}' AND pipeline = '{run.Pipeline}' AND kind = 'load' ORDER BY scope, column_name, measure");

    private sealed class SkippingStaging(IStagingArea inner) : IStagingArea
    {
        public Task<ILease> AcquireLeaseAsync(string pipeline, string runId, string holder, TimeSpan wait, CancellationToken cancellationToken) => inner.AcquireLeaseAsync(pipeline, runId, holder, wait, cancellationToken);

        public IStagedRun BeginRun(string pipeline, string runId) => new SkippingRun(inner.BeginRun(pipeline, runId));

        public Task<int> CleanUpAsync(string pipeline, Func<string, CancellationToken, Task<bool>> keep, CancellationToken cancellationToken) => inner.CleanUpAsync(pipeline, keep, cancellationToken);
    }

    private sealed class SkippingRun(IStagedRun inner) : IStagedRun
    {
        public StagedFileStream Create(string name, CancellationToken cancellationToken) => inner.Create(name, cancellationToken);

        public Task<string> WriteManifestAsync(IReadOnlyList<StagedFile> files, CancellationToken cancellationToken)
        {
            files.Should().HaveCountGreaterThan(1, "else nothing is skipped");
            return inner.WriteManifestAsync([.. files.SkipLast(1)], cancellationToken);
        }

        public Task<string> WriteKeysManifestAsync(IReadOnlyList<StagedFile> files, CancellationToken cancellationToken) => inner.WriteKeysManifestAsync(files, cancellationToken);

        public Task RemoveAsync(CancellationToken cancellationToken) => inner.RemoveAsync(cancellationToken);
    }

    private sealed class ForgetfulExtractor(IExtractor inner) : IExtractor
    {
        public bool Serves(Engine engine) => inner.Serves(engine);

        public async Task<StagedBatch> ExtractAsync(ExtractRequest request, IStagedRun staging, IProgress<ExtractProgress>? progress, CancellationToken cancellationToken)
        {
            StagedBatch whole = await inner.ExtractAsync(request, new SkippingRun(staging), progress, cancellationToken);
            StagedFile[] kept = [.. whole.Files.SkipLast(1)];
            long rows = kept.Sum(f => f.Rows);
            return whole with { Files = [.. kept], RowsRead = rows, RowsStaged = rows };
        }
    }
}
