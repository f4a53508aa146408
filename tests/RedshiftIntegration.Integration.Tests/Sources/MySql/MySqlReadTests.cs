using RedshiftIntegration.Flow;
using RedshiftIntegration.Sources.MySql;

namespace RedshiftIntegration.Integration.Tests.Sources.MySql;

public sealed class MySqlReadTests(MySqlServer server) : IClassFixture<MySqlServer>
{
    private static readonly RedshiftTable Target = RedshiftTable.Named("t.rows");

    [Fact]
    public async Task An_empty_table_leaves_no_file_and_no_manifest()
    {
        await CreateAsync("empty_table", "id INT PRIMARY KEY, at DATETIME(6) NOT NULL");
        using ExtractedLine line = new(server.ConnectionString);

        StagedBatch batch = await line.RunAsync(Pipeline.From(MySqlTable.Named("shop", "empty_table").IncrementalBy("at")).MapFields().To(Target));

        batch.Files.Should().BeEmpty();
        batch.ManifestUri.Should().BeNull();
        batch.WatermarkTo.Should().BeNull();
        line.HasManifest.Should().BeFalse();
    }

    [Fact]
    public async Task The_bound_is_the_newest_cursor_not_above_the_clock_and_later_rows_are_deferred()
    {
        await CreateAsync("bounded", "id INT PRIMARY KEY, at DATETIME(6) NOT NULL");
        await server.ExecuteAsync("INSERT INTO bounded VALUES (1, '2020-01-01 00:00:00.000001'), (2, '2020-01-02 10:00:00.123456'), (3, '2020-01-02 10:00:00.123456'), (4, NOW(6) + INTERVAL 3 DAY), (5, NOW(6) + INTERVAL 4 DAY)");
        using ExtractedLine line = new(server.ConnectionString);

        StagedBatch batch = await line.RunAsync(Pipeline.From(MySqlTable.Named("shop", "bounded").IncrementalBy("at")).MapFields().To(Target));

        batch.WatermarkTo.Should().Be("2020-01-02 10:00:00.123456");
        batch.RowsDeferred.Should().Be(2);
        Ids(line).Should().Equal("1", "2", "3");
    }

    [Fact]
    public async Task A_merge_reads_back_by_the_lag_and_an_append_strictly_above_the_watermark()
    {
        await CreateAsync("lagging", "id INT PRIMARY KEY, at DATETIME(6) NOT NULL");
        await server.ExecuteAsync("INSERT INTO lagging VALUES (1, '2020-01-01 10:00:00'), (2, '2020-01-01 10:56:00'), (3, '2020-01-01 11:00:00'), (4, '2020-01-01 11:00:01')");
        Source<Row> source = MySqlTable.Named("shop", "lagging").IncrementalBy("at");
        const string From = "2020-01-01 11:00:00.000000";
        using ExtractedLine merged = new(server.ConnectionString);
        using ExtractedLine appended = new(server.ConnectionString);

        await merged.RunAsync(Pipeline.From(source).MapFields().To(Target), From);
        await appended.RunAsync(Pipeline.From(source).MapFields().To(Target.Appended()), From);

        Ids(merged).Should().Equal("2", "3", "4");
        Ids(appended).Should().Equal("4");
    }

    [Fact]
    public async Task A_number_is_a_cursor_and_an_old_watermark_never_falls()
    {
        await CreateAsync("numbered", "id BIGINT PRIMARY KEY");
        await server.ExecuteAsync("INSERT INTO numbered VALUES (1), (2), (9007199254740993)");
        PipelineDefinition definition = Pipeline.From(MySqlTable.Named("shop", "numbered").IncrementalBy("id")).MapFields().To(Target);
        using ExtractedLine line = new(server.ConnectionString);
        using ExtractedLine above = new(server.ConnectionString);

        (await line.RunAsync(definition, "9007199254740993")).WatermarkTo.Should().Be("9007199254740993");
        (await above.RunAsync(definition, "9007199254740994")).WatermarkTo.Should().Be("9007199254740994");

        Ids(line).Should().Equal("9007199254740993");
    }

    [Fact]
    public async Task Predicates_reach_the_server_as_parameters_and_queries_are_described_by_the_server()
    {
        await CreateAsync("filtered", "id INT PRIMARY KEY, name VARCHAR(20) CHARACTER SET latin1 NULL, total DECIMAL(12,2) NULL");
        await server.ExecuteAsync("INSERT INTO filtered VALUES (1, 'O''Neill \\\\ é', 1.50), (2, 'x', 2), (3, NULL, NULL)");
        using ExtractedLine table = new(server.ConnectionString);
        using ExtractedLine query = new(server.ConnectionString);

        await table.RunAsync(Pipeline.From(MySqlTable.Named("shop", "filtered").Where($"name = {"O'Neill \\ é"} AND total < {2.5m}")).MapFields().To(Target));
        PipelineDefinition ofQuery = Pipeline.From(MySqlQuery.Named("shop", "named", "SELECT id, name, total * 2 AS twice, SUM(total) OVER () AS total FROM filtered"))
            .MapFields().To(Target.MergedOn("id"));
        await query.RunAsync(ofQuery);

        Ids(table).Should().Equal("1");
        ExtractedLine.Read($"SELECT concat_ws('|', id, name, twice, total) FROM '{query.Files}' ORDER BY id").Should().Equal("1|O'Neill \\ é|3.00|3.50", "2|x|4.00|3.50", "3|3.50");
    }

    [Fact]
    public async Task A_refused_value_names_column_and_key_and_not_itself()
    {
        await CreateAsync("refused", "name VARCHAR(30) NOT NULL, id INT PRIMARY KEY");
        await server.ExecuteAsync("INSERT INTO refused VALUES ('short', 1), ('much-too-long-secret', 77)");
        using ExtractedLine line = new(server.ConnectionString);
        PipelineDefinition definition = Pipeline.From(MySqlTable.Named("shop", "refused"))
            .MapFields(m => m.Column("name", "name", f => f.As(RedshiftType.Varchar(6))).Column("id", "id")).To(Target);

        SourceReadException error = (await FluentActions.Awaiting(() => line.RunAsync(definition)).Should().ThrowAsync<SourceReadException>()).Which;

        error.ProblemId.Should().Be("RSI2006");
        error.Message.Should().Contain("'name'").And.Contain("id = 77").And.Contain("20 bytes").And.NotContain("secret");
        line.HasManifest.Should().BeFalse();
    }

    [Fact]
    public async Task Zero_dates_become_null_where_they_may_and_are_counted()
    {
        await CreateAsync("zero_dates", "id INT PRIMARY KEY, d DATE NULL, t DATETIME NULL");
        await server.ExecuteAsync("SET SESSION sql_mode = 'ALLOW_INVALID_DATES'; INSERT INTO zero_dates VALUES (1, '0000-00-00', '2020-00-15 00:00:00'), (2, '2020-02-31', '2020-02-29 12:00:00')");
        using ExtractedLine line = new(server.ConnectionString);

        StagedBatch batch = await line.RunAsync(Pipeline.From(MySqlTable.Named("shop", "zero_dates")).MapFields().To(Target));

        ExtractedLine.Read($"SELECT concat_ws('|', id, d, t) FROM '{line.Files}' ORDER BY id").Should().Equal("1", "2|2020-02-29 12:00:00");
        batch.Notes.Should().HaveCount(2).And.Contain(n => n.StartsWith("2 values of d", StringComparison.Ordinal)).And.Contain(n => n.StartsWith("1 values of t", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_zero_date_in_a_column_that_may_not_be_null_is_refused_with_its_key()
    {
        await CreateAsync("zero_refused", "id INT PRIMARY KEY, d DATE NOT NULL");
        await server.ExecuteAsync("SET SESSION sql_mode = ''; INSERT INTO zero_refused VALUES (5, '0000-00-00')");
        using ExtractedLine line = new(server.ConnectionString);

        (await FluentActions.Awaiting(() => line.RunAsync(Pipeline.From(MySqlTable.Named("shop", "zero_refused")).MapFields().To(Target)))
            .Should().ThrowAsync<SourceReadException>()).Which.Message.Should().Contain("id = 5").And.Contain("zero date");
    }

    [Fact]
    public async Task A_mapped_column_that_changed_since_apply_asks_for_a_plan_and_an_added_one_does_not()
    {
        await CreateAsync("drifting", "id INT PRIMARY KEY, a INT NULL");
        PipelineDefinition definition = Pipeline.From(MySqlTable.Named("shop", "drifting")).MapFields().To(Target);
        using ExtractedLine line = new(server.ConnectionString);
        ResolvedMapping mapping = await line.MappingAsync(definition);
        await server.ExecuteAsync("ALTER TABLE drifting ADD COLUMN b INT NULL");
        await line.RunAsync(definition, mapping);
        await server.ExecuteAsync("ALTER TABLE drifting MODIFY a BIGINT NULL");

        DeploymentException error = (await FluentActions.Awaiting(() => line.RunAsync(definition, mapping)).Should().ThrowAsync<DeploymentException>()).Which;

        error.ProblemId.Should().Be("RSI8002");
        error.Message.Should().Contain("'a' was int(11) and is bigint(20)").And.Contain("Plan and apply first");
    }

    [Fact]
    public async Task Failures_of_the_server_are_told_apart_and_no_message_holds_the_password()
    {
        server.SkipIfMissing();
        const string Secret = "Wr0ng-pass-word";
        MySqlConnector.MySqlConnectionStringBuilder right = new(server.ConnectionString);
        string wrongPassword = new MySqlConnector.MySqlConnectionStringBuilder(server.ConnectionString) { UserID = "nobody_here", Password = Secret }.ConnectionString;
        string nowhere = new MySqlConnector.MySqlConnectionStringBuilder(server.ConnectionString) { Port = 1, Password = Secret, ConnectionTimeout = 2 }.ConnectionString;
        await CreateAsync("exists", "id INT PRIMARY KEY");

        (await IdAsync(wrongPassword, MySqlTable.Named("shop", "exists"))).Should().Be("RSI2002");
        (await IdAsync(nowhere, MySqlTable.Named("shop", "exists"))).Should().Be("RSI2001");
        (await IdAsync(right.ConnectionString, MySqlTable.Named("shop", "missing"))).Should().Be("RSI2003");
        (await IdAsync(right.ConnectionString, MySqlQuery.Named("shop", "q", "SELECT nothing FROM `exists`"))).Should().Be("RSI2004");
        (await IdAsync(right.ConnectionString, MySqlQuery.Named("shop", "q", "SELEKT 1"))).Should().Be("RSI2007");

        static async Task<string> IdAsync(string connectionString, Source source)
        {
            SourceReadException error = (await FluentActions.Awaiting(() => new MySqlSource("shop", connectionString).DescribeAsync(source, CancellationToken.None))
                .Should().ThrowAsync<SourceReadException>()).Which;
            error.ToString().Should().NotContain(Secret);
            return error.ProblemId;
        }
    }

    [Fact]
    public async Task A_cancelled_read_ends_and_leaves_no_lock_behind()
    {
        await CreateAsync("endless", "id BIGINT PRIMARY KEY, pad CHAR(200) NOT NULL");
        await server.ExecuteAsync("INSERT INTO endless SELECT seq, REPEAT('x', 200) FROM seq_1_to_200000");
        using ExtractedLine line = new(server.ConnectionString);
        PipelineDefinition definition = Pipeline.From(MySqlTable.Named("shop", "endless")).MapFields().To(Target);
        ResolvedMapping mapping = await line.MappingAsync(definition);
        using CancellationTokenSource cancel = new();

        await FluentActions.Awaiting(() => line.RunAsync(definition, mapping, progress: new CancelAtFirst(cancel), cancellationToken: cancel.Token)).Should().ThrowAsync<OperationCanceledException>();

        line.HasManifest.Should().BeFalse();
        // Would wait for the snapshot's metadata lock and fail after five seconds.
        await server.ExecuteAsync("SET SESSION lock_wait_timeout = 5; ALTER TABLE endless ADD COLUMN later INT NULL");
    }

    [Fact]
    public async Task Rows_are_spread_over_files_of_the_target_size_and_none_is_lost()
    {
        await CreateAsync("many", "id INT PRIMARY KEY, pad VARCHAR(60) NOT NULL");
        await server.ExecuteAsync("INSERT INTO many SELECT seq, MD5(seq) FROM seq_1_to_60000");
        using ExtractedLine line = new(server.ConnectionString);
        line.Options.Extraction.RowGroupBytes = 256 * 1024;
        line.Options.Extraction.FileBytes = 512 * 1024;

        StagedBatch batch = await line.RunAsync(Pipeline.From(MySqlTable.Named("shop", "many")).MapFields().To(Target));

        batch.Files.Count.Should().BeGreaterThan(1);
        batch.Files.Sum(f => f.Rows).Should().Be(60_000).And.Be(batch.RowsStaged);
        ExtractedLine.Read($"SELECT count(*) || '|' || sum(id) || '|' || count(DISTINCT pad) FROM '{line.Files}'").Should().Equal("60000|1800030000|60000");
    }

    private static List<string?> Ids(ExtractedLine line) => ExtractedLine.Read($"SELECT id FROM '{line.Files}' ORDER BY id");

    private async Task CreateAsync(string table, string columns)
    {
        server.SkipIfMissing();
        await server.ExecuteAsync($"CREATE TABLE `{table}` ({columns})");
    }

    private sealed class CancelAtFirst(CancellationTokenSource cancel) : IProgress<ExtractProgress>
    {
        public void Report(ExtractProgress value) => cancel.Cancel();
    }
}
