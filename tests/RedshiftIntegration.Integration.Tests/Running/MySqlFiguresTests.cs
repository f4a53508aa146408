namespace RedshiftIntegration.Integration.Tests.Running;

/// <summary>Whose figures a run from the real server is compared with, and what they are.</summary>
public sealed class MySqlFiguresTests(MySqlLine line) : IClassFixture<MySqlLine>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Figures_are_of_the_snapshot_and_the_bounds_of_the_read()
    {
        line.SkipIfMissing();
        await line.SourceAsync(
            "CREATE TABLE fig_orders (id INT PRIMARY KEY, total DECIMAL(12,2), at DATETIME(6) NOT NULL, name VARCHAR(20) CHARACTER SET latin1, email VARCHAR(40))",
            "INSERT INTO fig_orders VALUES (1, 1.50, '2020-01-01 00:00:00.000001', 'größer', 'a@b.c'), (2, NULL, '2020-01-02 00:00:00', 'x', 'a@b.c'), (3, 9, '2999-01-01 00:00:00', 'later', '')");
        PipelineDefinition orders = Pipeline.From(MySqlTable.Named("shop", "fig_orders").IncrementalBy("at").Where($"id < {100}"))
            .MapFields(map => map.Column("name", "upper_name", f => f.Through(Transform.Upper)).Column("email", "email", f => f.Pii()).Rest()).To(RedshiftTable.Named("f.orders").MergedOn("id"));

        PipelineRun run = await (await line.AppliedAsync(orders)).RunAsync(orders, cancellationToken: Token);

        run.RowsDeferred.Should().Be(1);
        (await RecordsAsync(run)).Should().Equal(
            "*|distinct_keys|source|2", "*|rows|source|2",
            "at|max|source|2020-01-02 00:00:00.000000", "at|min|source|2020-01-01 00:00:00.000001", "at|nulls|source|0", "at|sum|source|3155760000000001",
            "email|nulls|source|0",
            "id|max|source|2", "id|min|source|1", "id|nulls|source|0", "id|sum|source|3",
            "total|max|source|1.50", "total|min|source|1.50", "total|nulls|source|1", "total|sum|source|1.50",
            "upper_name|bytes|reader|9", "upper_name|nulls|reader|0");
    }

    [Fact]
    public async Task Zero_dates_that_became_NULL_are_compared_with_what_the_reader_appended()
    {
        line.SkipIfMissing();
        await line.SourceAsync(
            "SET SESSION sql_mode = ''",
            "CREATE TABLE fig_zero (id INT PRIMARY KEY, d DATE, ok DATE)",
            "INSERT INTO fig_zero VALUES (1, '0000-00-00', '2020-01-01'), (2, '2020-01-01', '2020-01-01')");
        PipelineDefinition zero = Pipeline.From(MySqlTable.Named("shop", "fig_zero")).MapFields().To(RedshiftTable.Named("f.zero").MergedOn("id"));

        PipelineRun run = await (await line.AppliedAsync(zero)).RunAsync(zero, cancellationToken: Token);

        (await RecordsAsync(run)).Should().Contain("d|nulls|reader|1").And.Contain("d|min|reader|2020-01-01").And.Contain("ok|nulls|source|0").And.Contain("ok|sum|source|36524");
    }

    [Fact]
    public async Task A_query_and_a_table_without_snapshot_are_left_to_the_reader()
    {
        line.SkipIfMissing();
        await line.SourceAsync(
            "CREATE TABLE fig_memory (id INT PRIMARY KEY, n INT) ENGINE = MyISAM",
            "INSERT INTO fig_memory VALUES (1, 10), (2, 20)",
            "CREATE TABLE fig_base (id INT PRIMARY KEY, n INT)",
            "INSERT INTO fig_base VALUES (1, 10), (2, 20)",
            "CREATE VIEW fig_view AS SELECT id, n, UUID() AS token FROM fig_base");
        PipelineDefinition memory = Pipeline.From(MySqlTable.Named("shop", "fig_memory")).MapFields().To(RedshiftTable.Named("f.memory").MergedOn("id"));
        PipelineDefinition query = Pipeline.From(MySqlQuery.Named("shop", "q", "SELECT id, n, UUID() AS token FROM fig_base")).MapFields().To(RedshiftTable.Named("f.query").MergedOn("id"));
        PipelineDefinition view = Pipeline.From(MySqlTable.Named("shop", "fig_view")).MapFields().To(RedshiftTable.Named("f.view").MergedOn("id"));
        IPipelineRunner runner = await line.AppliedAsync(memory, query, view);

        (await RecordsAsync(await runner.RunAsync(memory, cancellationToken: Token))).Should().Contain("*|rows|reader|2").And.Contain("n|sum|reader|30");
        (await RecordsAsync(await runner.RunAsync(query, cancellationToken: Token))).Should().Contain("*|rows|source|2").And.Contain("n|sum|reader|30").And.Contain("token|bytes|reader|72").And.Contain("*|distinct_keys|none|~");
        (await RecordsAsync(await runner.RunAsync(view, cancellationToken: Token))).Should().Contain("*|rows|source|2").And.Contain("n|sum|reader|30");
    }

    private Task<IReadOnlyList<string>> RecordsAsync(PipelineRun run) => line.WarehouseAsync(
        $"SELECT column_name, measure, origin, source_value FROM redshift_integration.validation_records WHERE run_id = '{run.RunId}' AND scope = 'stage' ORDER BY column_name, measure");
}
