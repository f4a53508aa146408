using Microsoft.Extensions.DependencyInjection;

namespace RedshiftIntegration.Integration.Tests.Running;

/// <summary>Kinds of tables, columns and keys of a real server, through the whole line.</summary>
public sealed class MySqlTablesTests(MySqlLine line) : IClassFixture<MySqlLine>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_invisible_column_comes_only_when_it_is_named()
    {
        await CreateAsync("CREATE TABLE hidden (id INT PRIMARY KEY, secret INT INVISIBLE NULL)", "INSERT INTO hidden (id, secret) VALUES (1, 7)");
        PipelineDefinition all = Pipeline.From(MySqlTable.Named("shop", "hidden")).MapFields().To(RedshiftTable.Named("k.hidden_all"));
        PipelineDefinition named = Pipeline.From(MySqlTable.Named("shop", "hidden")).MapFields(m => m.Column("id").Column("secret")).To(RedshiftTable.Named("k.hidden_named"));
        IPipelineRunner runner = await line.AppliedAsync(all, named);

        await runner.RunAsync(all, cancellationToken: Token);
        await runner.RunAsync(named, cancellationToken: Token);

        (await line.WarehouseAsync("SELECT * FROM k.hidden_all")).Should().Equal("1");
        (await line.WarehouseAsync("SELECT * FROM k.hidden_named")).Should().Equal("1|7");
    }

    [Fact]
    public async Task A_system_versioned_table_gives_its_current_rows()
    {
        await CreateAsync(
            "CREATE TABLE versioned (id INT PRIMARY KEY, v INT NULL) WITH SYSTEM VERSIONING",
            "INSERT INTO versioned VALUES (1, 1), (2, 2)", "UPDATE versioned SET v = 10 WHERE id = 1", "DELETE FROM versioned WHERE id = 2");

        await RunAsync(Pipeline.From(MySqlTable.Named("shop", "versioned")).MapFields().To(RedshiftTable.Named("k.versioned")));

        (await line.WarehouseAsync("SELECT * FROM k.versioned")).Should().Equal("1|10");
    }

    [Fact]
    public async Task That_a_table_knows_no_snapshot_is_said()
    {
        await CreateAsync("CREATE TABLE old_engine (id INT PRIMARY KEY) ENGINE = MyISAM", "INSERT INTO old_engine VALUES (1)");
        PipelineDefinition definition = Pipeline.From(MySqlTable.Named("shop", "old_engine")).MapFields().To(RedshiftTable.Named("k.old_engine"));
        IServiceProvider services = line.Services(null, null, null, definition);

        DeploymentPlan plan = await services.GetRequiredService<IPipelineDeployment>().PlanAsync(Token);

        plan.ToString().Should().Contain("MyISAM").And.Contain("snapshot");
    }

    [Fact]
    public async Task A_composite_key_is_the_merge_key_by_convention()
    {
        await CreateAsync("CREATE TABLE `lines` (order_id BIGINT, line_no SMALLINT, v INT NULL, PRIMARY KEY (order_id, line_no))", "INSERT INTO `lines` VALUES (1, 1, 1), (1, 2, 2), (2, 1, 3)");
        PipelineDefinition definition = Pipeline.From(MySqlTable.Named("shop", "lines")).MapFields().To(RedshiftTable.Named("k.lines"));
        IPipelineRunner runner = await line.AppliedAsync(definition);
        await runner.RunAsync(definition, cancellationToken: Token);
        await line.SourceAsync("UPDATE `lines` SET v = 20 WHERE order_id = 1 AND line_no = 2", "INSERT INTO `lines` VALUES (2, 2, 4)");

        PipelineRun run = await runner.RunAsync(definition, cancellationToken: Token);

        run.Should().BeEquivalentTo(new { RowsInserted = 1L, RowsUpdated = 1L, RowsUnchanged = 2L });
        (await line.WarehouseAsync("SELECT * FROM k.lines ORDER BY 1, 2")).Should().Equal("1|1|1", "1|2|20", "2|1|3", "2|2|4");
    }

    [Fact]
    public async Task A_prefix_of_a_column_is_no_merge_key()
    {
        await CreateAsync("CREATE TABLE prefixed (name VARCHAR(200) NOT NULL, v INT NULL, PRIMARY KEY (name(10)))");

        PipelineDefinitionException refused = await PlanRefusedAsync(Pipeline.From(MySqlTable.Named("shop", "prefixed")).MapFields().To(RedshiftTable.Named("k.prefixed")));

        refused.Problems.Should().ContainSingle().Which.Remedy.Should().Contain("MergedOn");
    }

    [Fact]
    public async Task Keys_that_differ_in_trailing_blanks_alone_fold_to_one_in_the_warehouse_and_are_refused()
    {
        await CreateAsync("CREATE TABLE blanks (name VARCHAR(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin PRIMARY KEY, v INT NULL)", "INSERT INTO blanks VALUES ('a', 1), ('a ', 2)");
        PipelineDefinition definition = Pipeline.From(MySqlTable.Named("shop", "blanks")).MapFields().To(RedshiftTable.Named("k.blanks"));

        LoadException refused = (await FluentActions.Awaiting(() => RunAsync(definition)).Should().ThrowAsync<LoadException>()).Which;

        refused.Step.Should().Be("distinct");
        refused.Message.Should().Contain("blank");
        (await line.WarehouseAsync("SELECT COUNT(*) FROM k.blanks")).Should().Equal("0");
    }

    [Fact]
    public async Task Json_is_taken_up_to_65535_bytes_and_refused_by_key_beyond()
    {
        await CreateAsync("CREATE TABLE documents (id INT PRIMARY KEY, doc JSON NULL)", "INSERT INTO documents VALUES (1, CONCAT('\"', REPEAT('x', 65533), '\"'))");
        PipelineDefinition definition = Pipeline.From(MySqlTable.Named("shop", "documents")).MapFields().To(RedshiftTable.Named("k.documents"));
        IPipelineRunner runner = await line.AppliedAsync(definition);
        await runner.RunAsync(definition, cancellationToken: Token);
        await line.SourceAsync("INSERT INTO documents VALUES (2, CONCAT('\"', REPEAT('x', 65534), '\"'))");

        SourceReadException refused = (await FluentActions.Awaiting(() => runner.RunAsync(definition, cancellationToken: Token)).Should().ThrowAsync<SourceReadException>()).Which;

        refused.Message.Should().Contain("'doc'").And.Contain("id = 2").And.Contain("65536 bytes");
        (await line.WarehouseAsync("SELECT COUNT(*) FROM k.documents")).Should().Equal("1");
    }

    [Fact]
    public async Task A_view_is_read_like_a_table_when_its_key_is_named()
    {
        await CreateAsync("CREATE TABLE base (id INT PRIMARY KEY, v VARCHAR(5) NULL)", "INSERT INTO base VALUES (1, 'a'), (2, 'b')", "CREATE VIEW seen AS SELECT id, UPPER(v) AS v FROM base WHERE id > 1");
        PipelineDefinition keyless = Pipeline.From(MySqlTable.Named("shop", "seen")).MapFields().To(RedshiftTable.Named("k.seen"));

        (await PlanRefusedAsync(keyless)).Problems.Should().ContainSingle().Which.Remedy.Should().Contain("MergedOn");
        await RunAsync(Pipeline.From(MySqlTable.Named("shop", "seen")).MapFields().To(RedshiftTable.Named("k.seen").MergedOn("id")));

        (await line.WarehouseAsync("SELECT * FROM k.seen")).Should().Equal("2|B");
    }

    [Fact]
    public async Task Names_that_need_quotes_come_through()
    {
        await CreateAsync("CREATE TABLE `odd ``name` (`select` INT PRIMARY KEY, `Größe` INT NULL, `it's \"x\"` INT NULL)", "INSERT INTO `odd ``name` VALUES (1, 2, 3)");
        PipelineDefinition definition = Pipeline.From(MySqlTable.Named("shop", "odd `name"))
            .MapFields(m => m.Column("select", "select").Column("Größe", "größe").Column("it's \"x\"", "it's")).To(RedshiftTable.Named("k", "odd name").MergedOn("select"));

        await RunAsync(definition);

        (await line.WarehouseAsync("SELECT \"select\", \"größe\", \"it's\" FROM k.\"odd name\"")).Should().Equal("1|2|3");
    }

    private async Task CreateAsync(params string[] statements)
    {
        line.SkipIfMissing();
        await line.SourceAsync(statements);
    }

    private async Task<PipelineRun> RunAsync(PipelineDefinition definition) => await (await line.AppliedAsync(definition)).RunAsync(definition, cancellationToken: Token);

    private async Task<PipelineDefinitionException> PlanRefusedAsync(PipelineDefinition definition)
    {
        IServiceProvider services = line.Services(null, null, null, definition);
        return (await FluentActions.Awaiting(() => services.GetRequiredService<IPipelineDeployment>().PlanAsync(Token)).Should().ThrowAsync<PipelineDefinitionException>()).Which;
    }
}
