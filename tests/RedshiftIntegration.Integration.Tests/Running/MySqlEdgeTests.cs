using Microsoft.Extensions.DependencyInjection;

namespace RedshiftIntegration.Integration.Tests.Running;

/// <summary>Values that lie at or beyond what the warehouse holds, through the whole line.</summary>
public sealed class MySqlEdgeTests(MySqlLine line) : IClassFixture<MySqlLine>
{
    [Fact]
    public async Task A_text_of_65536_bytes_is_refused_by_column_and_key_and_nothing_is_loaded()
    {
        await CreateAsync("long_text", "k INT PRIMARY KEY, c LONGTEXT NULL", "(1, REPEAT('x', 65535)), (2, REPEAT('y', 65536))");

        SourceReadException refused = await RefusedAsync("long_text");

        refused.Message.Should().Contain("'c'").And.Contain("k = 2").And.Contain("65536 bytes").And.NotContain("yyy");
    }

    [Fact]
    public async Task Bytes_count_as_they_are_in_the_warehouse_not_as_in_the_source()
    {
        await CreateAsync("euros", "k INT PRIMARY KEY, c TEXT CHARACTER SET latin1 NULL", "(1, REPEAT('€', 21845)), (2, REPEAT('€', 21846))");

        SourceReadException refused = await RefusedAsync("euros");

        refused.Message.Should().Contain("k = 2").And.Contain("65538 bytes");
    }

    [Fact]
    public async Task A_zero_byte_in_text_is_refused_by_column_and_key()
    {
        await CreateAsync("zero_byte", "k INT PRIMARY KEY, c VARCHAR(10) NULL", "(1, 'ab'), (2, 'a\\0b')");

        (await RefusedAsync("zero_byte")).Message.Should().Contain("'c'").And.Contain("k = 2");
    }

    [Fact]
    public async Task A_blob_of_16_megabytes_arrives_and_one_byte_more_is_refused()
    {
        await CreateAsync("blobs", "k INT PRIMARY KEY, c LONGBLOB NULL", "(1, REPEAT(x'7f', 16777216))");
        await RunAsync("blobs");
        (await line.WarehouseAsync("SELECT OCTET_LENGTH(c) FROM e.blobs")).Should().Equal("16777216");
        await line.SourceAsync("INSERT INTO blobs VALUES (2, REPEAT(x'7f', 16777217))");

        SourceReadException refused = await RefusedAsync("blobs", expectedRows: 1);

        refused.Message.Should().Contain("k = 2").And.Contain("16777217 bytes");
    }

    [Theory]
    [InlineData("DECIMAL(65,30)")]
    [InlineData("DECIMAL(65,0)")]
    [InlineData("DECIMAL(38,38)")]
    public async Task A_decimal_that_the_warehouse_lacks_is_refused_at_plan_with_the_remedy(string ddl)
    {
        string table = "wide_" + ddl.Replace('(', '_').Replace(',', '_').TrimEnd(')').ToUpperInvariant();
        await CreateAsync(table, $"k INT PRIMARY KEY, c {ddl} NULL", "(1, 0)");
        IPipelineDeployment deployment = line.Services(null, null, null, Definition(table)).GetRequiredService<IPipelineDeployment>();

        Func<Task> plan = () => deployment.PlanAsync(TestContext.Current.CancellationToken);

        PipelineDefinitionException refused = (await plan.Should().ThrowAsync<PipelineDefinitionException>()).Which;
        refused.Problems.Should().ContainSingle(p => p.Id == "RSI2010").Which.Remedy.Should().Contain("As: RedshiftType.Decimal(38, s)");
    }

    [Fact]
    public async Task Sixty_five_nines_do_not_fit_the_type_that_was_asked_for()
    {
        await CreateAsync("nines", "k INT PRIMARY KEY, c DECIMAL(65,0) NULL", $"(1, {new string('9', 38)}), (2, {new string('9', 65)})");
        PipelineDefinition definition = Pipeline.From(MySqlTable.Named("shop", "nines"))
            .MapFields(m => m.Column("k").Column("c", "c", f => f.As(RedshiftType.Decimal(38, 0)))).To(RedshiftTable.Named("e.nines"));
        IPipelineRunner runner = await line.AppliedAsync(definition);

        Func<Task> run = () => runner.RunAsync(definition, cancellationToken: TestContext.Current.CancellationToken);

        SourceReadException refused = (await run.Should().ThrowAsync<SourceReadException>()).Which;
        refused.ProblemId.Should().Be("RSI2006");
        refused.Message.Should().Contain("k = 2").And.Contain("DECIMAL(38,0)").And.NotContain("999");
        await line.SourceAsync("DELETE FROM nines WHERE k = 2");
        await runner.RunAsync(definition, cancellationToken: TestContext.Current.CancellationToken);
        (await line.WarehouseAsync("SELECT c::VARCHAR FROM e.nines")).Should().Equal(new string('9', 38));
    }

    [Fact]
    public async Task Zero_dates_become_null_where_they_may_and_the_record_says_how_many()
    {
        await CreateAsync(
            "zero_dates", "k INT PRIMARY KEY, d DATE NULL, t DATETIME NULL",
            "(1, '0000-00-00', '2020-00-15 00:00:00'), (2, '2020-02-31', '0000-01-01 00:00:00'), (3, '2020-02-29', '2020-02-29 12:00:00')", sqlMode: "ALLOW_INVALID_DATES");

        PipelineRun run = await RunAsync("zero_dates");

        (await line.WarehouseAsync("SELECT k, d::VARCHAR, t::VARCHAR FROM e.zero_dates ORDER BY k")).Should().Equal("1|~|~", "2|~|~", "3|2020-02-29|2020-02-29 12:00:00");
        (await line.WarehouseAsync($"SELECT detail FROM redshift_integration.run_steps WHERE run_id = '{run.RunId}' AND step = 'extract'"))
            .Should().ContainSingle().Which.Should().Contain("2 values of d").And.Contain("2 values of t");
    }

    [Fact]
    public async Task A_zero_date_in_a_column_that_may_not_be_null_is_refused_by_key()
    {
        await CreateAsync("zero_refused", "k INT PRIMARY KEY, d DATE NOT NULL", "(1, '2020-01-01'), (5, '0000-00-00')", sqlMode: string.Empty);

        (await RefusedAsync("zero_refused")).Message.Should().Contain("k = 5").And.Contain("zero date");
    }

    [Fact]
    public async Task One_local_time_on_both_sides_of_the_change_of_clocks_stays_two_moments()
    {
        await CreateAsync("clocks", "k INT PRIMARY KEY, c TIMESTAMP(6) NULL", null);
        await line.SourceAsync(
            "SET SESSION time_zone = '+02:00'", "INSERT INTO clocks VALUES (1, '2026-10-25 02:30:00.000001')",
            "SET SESSION time_zone = '+01:00'", "INSERT INTO clocks VALUES (2, '2026-10-25 02:30:00.000001')");

        await RunAsync("clocks");

        (await line.WarehouseAsync("SELECT c::VARCHAR FROM e.clocks ORDER BY k")).Should().Equal("2026-10-25 00:30:00.000001", "2026-10-25 01:30:00.000001");
    }

    [Fact]
    public async Task Local_times_become_utc_on_both_sides_of_the_change_of_clocks()
    {
        await CreateAsync("local_times", "k INT PRIMARY KEY, c DATETIME NULL", "(1, '2026-03-29 01:59:59'), (2, '2026-03-29 03:00:00'), (3, '2026-10-25 01:59:59'), (4, '2026-10-25 03:00:00')");
        PipelineDefinition definition = Pipeline.From(MySqlTable.Named("shop", "local_times"))
            .MapFields(m => m.Column("k").Column("c", "c", f => f.Through(Transform.AtTimeZone("Europe/Berlin")))).To(RedshiftTable.Named("e.local_times"));

        await (await line.AppliedAsync(definition)).RunAsync(definition, cancellationToken: TestContext.Current.CancellationToken);

        (await line.WarehouseAsync("SELECT c::VARCHAR FROM e.local_times ORDER BY k"))
            .Should().Equal("2026-03-29 00:59:59", "2026-03-29 01:00:00", "2026-10-24 23:59:59", "2026-10-25 02:00:00");
    }

    [Fact]
    public async Task What_was_asked_for_holds_its_values_and_refuses_others()
    {
        await CreateAsync("asked", "k INT PRIMARY KEY, b TINYINT(1) NULL, t TIME(6) NULL", "(1, 1, '23:59:59.999999'), (2, 0, '00:00:00')");
        PipelineDefinition definition = Pipeline.From(MySqlTable.Named("shop", "asked"))
            .MapFields(m => m.Column("k").Column("b", "b", f => f.As(RedshiftType.Boolean)).Column("t", "t", f => f.As(RedshiftType.Time))).To(RedshiftTable.Named("e.asked"));
        IPipelineRunner runner = await line.AppliedAsync(definition);

        await runner.RunAsync(definition, cancellationToken: TestContext.Current.CancellationToken);
        (await line.WarehouseAsync("SELECT CASE WHEN b THEN 'true' ELSE 'false' END, t::VARCHAR FROM e.asked ORDER BY k")).Should().Equal("true|23:59:59.999999", "false|00:00:00");

        foreach (string beyond in new[] { "(3, 2, NULL)", "(3, NULL, '24:00:00')", "(3, NULL, '-00:00:00.000001')" })
        {
            await line.SourceAsync("DELETE FROM asked WHERE k = 3", $"INSERT INTO asked VALUES {beyond}");
            Func<Task> run = () => runner.RunAsync(definition, cancellationToken: TestContext.Current.CancellationToken);
            (await run.Should().ThrowAsync<SourceReadException>(beyond)).Which.Message.Should().Contain("k = 3");
        }
    }

    private static PipelineDefinition Definition(string table) =>
        Pipeline.From(MySqlTable.Named("shop", table)).MapFields().To(RedshiftTable.Named("e", table.ToLowerInvariant()).MergedOn("k"));

    private async Task CreateAsync(string table, string columns, string? rows, string? sqlMode = null)
    {
        line.SkipIfMissing();
        await line.SourceAsync($"CREATE TABLE {table} ({columns})");
        if (rows is not null)
        {
            await line.SourceAsync([.. sqlMode is null ? Array.Empty<string>() : [$"SET SESSION sql_mode = '{sqlMode}'"], $"INSERT INTO {table} VALUES {rows}"]);
        }
    }

    private async Task<PipelineRun> RunAsync(string table)
    {
        PipelineDefinition definition = Definition(table);
        return await (await line.AppliedAsync(definition)).RunAsync(definition, cancellationToken: TestContext.Current.CancellationToken);
    }

    private async Task<SourceReadException> RefusedAsync(string table, int expectedRows = 0)
    {
        Func<Task> run = () => RunAsync(table);
        SourceReadException refused = (await run.Should().ThrowAsync<SourceReadException>()).Which;
        refused.ProblemId.Should().Be("RSI2006");
        refused.Problem.Remedy.Should().NotBeEmpty();
        (await line.WarehouseAsync($"SELECT COUNT(*) FROM e.{table}")).Should().Equal(expectedRows.ToString(System.Globalization.CultureInfo.InvariantCulture));
        line.Aws.OpenUploads(MySqlLine.Bucket).Should().Be(0);
        return refused;
    }
}
