using Microsoft.Extensions.DependencyInjection;
using MySqlConnector;

namespace RedshiftIntegration.Integration.Tests.Running;

/// <summary>What can go wrong between a real server and the warehouse: one clear exception with an id and a remedy, nothing half loaded, no secret told.</summary>
public sealed class MySqlFailuresTests(MySqlLine line) : IClassFixture<MySqlLine>
{
    private const string WrongPassword = "Wr0ng-pass-word";

    [Fact]
    public async Task A_wrong_password_is_refused_by_plan_and_by_run()
    {
        await CreateAsync("locked_out");
        PipelineDefinition definition = Definition("locked_out");
        await line.AppliedAsync(definition);
        string wrong = new MySqlConnectionStringBuilder(line.SourceConnectionString) { Password = WrongPassword }.ConnectionString;
        IServiceProvider services = line.Services(null, null, wrong, definition);

        RedshiftIntegrationException plan = await FailsAsync<SourceReadException>(() => services.GetRequiredService<IPipelineDeployment>().PlanAsync(Token), "RSI2002");
        RedshiftIntegrationException run = await FailsAsync<SourceReadException>(() => services.GetRequiredService<IPipelineRunner>().RunAsync(definition, cancellationToken: Token), "RSI2002");

        plan.Message.Should().Contain("'shop'");
        run.Message.Should().Contain("'shop'");
        await NothingIsLoadedAsync("locked_out", "RSI2002");
    }

    [Fact]
    public async Task An_unknown_table_is_named_by_plan()
    {
        line.SkipIfMissing();
        IServiceProvider services = line.Services(null, null, null, Definition("not_there"));

        RedshiftIntegrationException refused = await FailsAsync<SourceReadException>(() => services.GetRequiredService<IPipelineDeployment>().PlanAsync(Token), "RSI2003");

        refused.Message.Should().Contain("'not_there'").And.Contain("'shop'");
    }

    [Fact]
    public async Task A_table_that_was_dropped_after_apply_is_named_by_the_run()
    {
        await CreateAsync("dropped");
        PipelineDefinition definition = Definition("dropped");
        IPipelineRunner runner = await line.AppliedAsync(definition);
        await line.SourceAsync("DROP TABLE dropped");

        RedshiftIntegrationException refused = await FailsAsync<SourceReadException>(() => runner.RunAsync(definition, cancellationToken: Token), "RSI2003");

        refused.Message.Should().Contain("'dropped'");
        await NothingIsLoadedAsync("dropped", "RSI2003");
    }

    [Fact]
    public async Task An_unknown_column_is_named_by_plan_with_all_other_problems()
    {
        await CreateAsync("columns");
        PipelineDefinition definition = Pipeline.From(MySqlTable.Named("shop", "columns").IncrementalBy("changed"))
            .MapFields(m => m.Column("id").Column("nmae")).To(RedshiftTable.Named("f.columns").MergedOn("id"));
        IServiceProvider services = line.Services(null, null, null, definition);

        Func<Task> plan = () => services.GetRequiredService<IPipelineDeployment>().PlanAsync(Token);

        PipelineDefinitionException refused = (await plan.Should().ThrowAsync<PipelineDefinitionException>()).Which;
        refused.Problems.Should().Contain(p => p.Message.Contains("'nmae'", StringComparison.Ordinal) && p.Message.Contains("(near: name)", StringComparison.Ordinal));
        refused.Problems.Should().Contain(p => p.Message.Contains("'changed'", StringComparison.Ordinal));
        refused.ToString().Should().NotContain(Password);
    }

    [Fact]
    public async Task A_column_that_was_dropped_after_apply_needs_a_new_plan()
    {
        await CreateAsync("narrowed");
        PipelineDefinition definition = Definition("narrowed");
        IPipelineRunner runner = await line.AppliedAsync(definition);
        await line.SourceAsync("ALTER TABLE narrowed DROP COLUMN name");

        RedshiftIntegrationException refused = await FailsAsync<DeploymentException>(() => runner.RunAsync(definition, cancellationToken: Token), "RSI8002");

        refused.Message.Should().Contain("'name'").And.Contain("Plan and apply first");
        await NothingIsLoadedAsync("narrowed", "RSI8002");
    }

    [Fact]
    public async Task An_upload_that_is_denied_at_its_second_part_leaves_no_object_and_no_open_upload()
    {
        IPipelineRunner runner = await BigAsync("denied");
        line.Aws.Faults.FailNext("s3", "UploadPart", code: "AccessDenied", after: 1);

        RedshiftIntegrationException refused = await FailsAsync<StagingException>(() => runner.RunAsync("denied", cancellationToken: Token));

        refused.Message.Should().Contain("part 2").And.Contain(MySqlLine.Bucket);
        refused.IsTransient.Should().BeFalse();
        await NothingIsLoadedAsync("denied", refused.ProblemId);
        (await runner.RunAsync("denied", cancellationToken: Token)).RowsInserted.Should().Be(BigRows);
    }

    [Fact]
    public async Task A_connection_that_the_server_kills_while_it_is_read_is_transient()
    {
        IPipelineRunner runner = await BigAsync("killed");
        RunOptions options = new() { Progress = new AtFirstRows(() => line.SourceAsync(KillReader).GetAwaiter().GetResult()) };

        RedshiftIntegrationException lost = await FailsAsync<SourceReadException>(() => runner.RunAsync("killed", options, Token), "RSI2005");

        lost.IsTransient.Should().BeTrue();
        await NothingIsLoadedAsync("killed", "RSI2005");
        (await runner.RunAsync("killed", cancellationToken: Token)).RowsInserted.Should().Be(BigRows);
    }

    [Fact]
    public async Task Cancelled_while_it_reads_it_stops_and_holds_no_lock()
    {
        IPipelineRunner runner = await BigAsync("cancelled");
        using CancellationTokenSource cancel = new();
        RunOptions options = new() { Progress = new AtFirstRows(cancel.Cancel) };

        await FluentActions.Awaiting(() => runner.RunAsync("cancelled", options, cancel.Token)).Should().ThrowAsync<OperationCanceledException>();

        // Would wait for the metadata lock of the read's snapshot.
        await line.SourceAsync("SET SESSION lock_wait_timeout = 5", "ALTER TABLE cancelled COMMENT = 'altered'");
        await NothingIsLoadedAsync("cancelled", problemId: null, status: "cancelled");
        (await runner.RunAsync("cancelled", cancellationToken: Token)).RowsInserted.Should().Be(BigRows);
    }

    private const int BigRows = 120_000;

    /// <summary>Kills what reads in this database, but not itself.</summary>
    private const string KillReader =
        """
        BEGIN NOT ATOMIC
          FOR r IN (SELECT id FROM information_schema.processlist WHERE db = DATABASE() AND id <> CONNECTION_ID() AND info LIKE 'SELECT%') DO
            EXECUTE IMMEDIATE CONCAT('KILL CONNECTION ', r.id);
          END FOR;
        END
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Password => new MySqlConnectionStringBuilder(line.SourceConnectionString).Password;

    private static PipelineDefinition Definition(string table) => Pipeline.From(MySqlTable.Named("shop", table)).MapFields().To(RedshiftTable.Named("f", table)).Named(table);

    private async Task CreateAsync(string table)
    {
        line.SkipIfMissing();
        await line.SourceAsync($"CREATE TABLE {table} (id INT PRIMARY KEY, name VARCHAR(20) NULL)", $"INSERT INTO {table} VALUES (1, 'one')");
    }

    /// <summary>A table of more than 20 MB that does not compress: three parts of an upload.</summary>
    private async Task<IPipelineRunner> BigAsync(string table)
    {
        line.SkipIfMissing();
        await line.SourceAsync(
            $"CREATE TABLE {table} (id INT PRIMARY KEY, a CHAR(128) CHARACTER SET ascii NOT NULL, b CHAR(64) CHARACTER SET ascii NOT NULL)",
            $"INSERT INTO {table} SELECT seq, SHA2(seq, 512), SHA2(seq, 256) FROM seq_1_to_{BigRows}");
        return await line.AppliedAsync(Definition(table));
    }

    private async Task<TException> FailsAsync<TException>(Func<Task> work, string? id = null)
        where TException : RedshiftIntegrationException
    {
        TException failure = (await work.Should().ThrowAsync<TException>()).Which;
        failure.ProblemId.Should().MatchRegex(id is null ? @"\ARSI\d{4}\z" : id);
        failure.HelpLink.Should().Be($"docs/errors/{failure.ProblemId}.md");
        failure.Problem.Remedy.Should().NotBeEmpty();
        failure.ToString().Should().NotContain(Password).And.NotContain(WrongPassword);
        return failure;
    }

    private async Task NothingIsLoadedAsync(string table, string? problemId, string status = "failed")
    {
        (await line.WarehouseAsync($"SELECT COUNT(*) FROM f.{table}")).Should().Equal("0");
        IReadOnlyList<string> runs = await line.WarehouseAsync($"SELECT status, problem_id, error FROM redshift_integration.runs WHERE pipeline = '{table}'");
        runs.Should().ContainSingle().Which.Should().StartWith($"{status}|{problemId ?? "~"}|").And.NotContain(WrongPassword).And.NotContain(Password);
        line.Aws.OpenUploads(MySqlLine.Bucket).Should().Be(0);
        line.Aws.Keys(MySqlLine.Bucket, $"runs/{table}/").Should().BeEmpty();
    }

    private sealed class AtFirstRows(Action action) : IProgress<PipelineProgress>
    {
        private bool _isDone;

        public void Report(PipelineProgress value)
        {
            if (value is { Step: "extract", Rows: > 0 } && !_isDone)
            {
                _isDone = true;
                action();
            }
        }
    }
}
