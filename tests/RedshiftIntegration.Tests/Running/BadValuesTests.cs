using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace RedshiftIntegration.Tests.Running;

/// <summary>Values that their columns can't take, through the whole line, under each policy.</summary>
public sealed class BadValuesTests : IAsyncLifetime
{
    private const string Lines = "SELECT source_key, column_name, action, rows, value_shown, rule FROM redshift_integration.rejected_rows ORDER BY action, source_key NULLS LAST";

    private PipelineFixture _fixture = null!;

    /// <summary>Declared type, target type, a good value, a bad one as SQLite writes it, a word of the rule, the value as it is shown.</summary>
    public static TheoryData<string, string, string, string, string, string> Kinds => new()
    {
        // airbyte#31216, #28541: one value that is too long kills the whole sync.
        { "TEXT", "VARCHAR(4)", "'abcd'", "'abcde'", "has 5 bytes", "abcde" },

        // sling-cli#539: VARCHAR(n) counts bytes, not characters.
        { "TEXT", "VARCHAR(4)", "'abc'", "'ééé'", "has 6 bytes", "ééé" },
        { "TEXT", "CHAR(3)", "'abc'", "'é'", "more than one byte", "é" },
        { "TEXT", "VARCHAR(9)", "'ab'", "'a' || char(0) || 'b'", "zero byte", "a\\u0000b" },
        { "TEXT", "VARCHAR(9)", "'ab'", "CAST(x'61ff' AS TEXT)", "no valid UTF-8", "a\uFFFD" },
        { "JSON", "SUPER", "'{\"a\":1}'", "'{\"a\":'", "no valid JSON", "{\"a\":" },
        { "BLOB", "VARBYTE(1)", "x'01'", "x'0102'", "has 2 bytes", "0x0102" },
        { "INTEGER", "SMALLINT", "32767", "32768", "does not fit SMALLINT", "32768" },
        { "INTEGER", "INTEGER", "1", "2147483648", "does not fit INTEGER", "2147483648" },

        // airbyte#76180, #10976: TINYINT(1) that holds more than 0 and 1.
        { "INTEGER", "BOOLEAN", "1", "2", "does not fit BOOLEAN", "2" },
        { "INTEGER", "DECIMAL(3,0)", "999", "1000", "does not fit DECIMAL(3,0)", "1000" },
        { "DATE", "DATE", "'2020-02-29'", "'2020-02-30'", "does not fit DATE", "2020-02-30" },

        // airbyte#6093: zero dates.
        { "DATE", "DATE", "'2020-02-29'", "'0000-00-00'", "does not fit DATE", "0000-00-00" },
        { "DATETIME", "TIMESTAMP", "'2020-02-29 00:00:00'", "'2020-02-29 25:00:00'", "does not fit TIMESTAMP", "2020-02-29 25:00:00" },
        { "TIME", "TIME", "'23:59:59'", "'24:00:00'", "does not fit TIME", "86400000000" },
        { "INTEGER", "BIGINT", "1", "'one'", "stored as TEXT", "one" },
    };

    public async ValueTask InitializeAsync() => _fixture = await PipelineFixture.StartAsync();

    public async ValueTask DisposeAsync() => await _fixture.DisposeAsync();

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_bad_value_is_refused_by_pipeline_column_key_rule_and_remedy(string declared, string type, string good, string bad, string rule, string shown)
    {
        PipelineDefinition definition = Of(type, null);
        await SourceAsync(declared, good, bad);
        IPipelineRunner runner = await _fixture.AppliedAsync(definition);

        SourceReadException refused = (await FluentActions.Awaiting(() => runner.RunAsync(definition)).Should().ThrowAsync<SourceReadException>()).Which;

        refused.ProblemId.Should().Be("RSI2006");
        refused.Message.Should().Contain("'a.t'").And.Contain("'v'").And.Contain("id = 2").And.Contain(rule);
        refused.Problem.Remedy.Should().NotBeEmpty();
        refused.Message.Should().NotContain($"'{shown}'");
        (await _fixture.WarehouseAsync(Lines)).Should().ContainSingle().Which.Should().StartWith($"id = 2|v|refused|1|{shown}|").And.Contain(rule);
        (await _fixture.WarehouseAsync("SELECT status, problem_id, rows_rejected FROM redshift_integration.runs")).Should().Equal("failed|RSI2006|0");
        (await _fixture.WarehouseAsync("SELECT id FROM a.t")).Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_quarantine_leaves_the_row_out_and_loads_the_others(string declared, string type, string good, string bad, string rule, string shown)
    {
        PipelineDefinition definition = Of(type, null).OnOverflow(OverflowPolicy.Quarantine(1, 50));
        await SourceAsync(declared, good, bad);
        IPipelineRunner runner = await _fixture.AppliedAsync(definition);

        PipelineRun run = await runner.RunAsync(definition);

        run.Should().BeEquivalentTo(new { RowsRead = 3L, RowsStaged = 2L, RowsInserted = 2L, RowsRejected = 1L });
        (await _fixture.WarehouseAsync("SELECT id FROM a.t ORDER BY id")).Should().Equal("1", "3");
        (await _fixture.WarehouseAsync(Lines)).Should().ContainSingle().Which.Should().StartWith($"id = 2|v|quarantined|1|{shown}|").And.Contain(rule);
        (await _fixture.WarehouseAsync("SELECT rows_read, rows_staged, rows_rejected FROM redshift_integration.runs")).Should().Equal("3|2|1");
    }

    [Fact]
    public async Task Cells_of_other_columns_of_a_row_that_is_left_out_go_with_it()
    {
        await _fixture.SourceAsync(
            "CREATE TABLE t (a TEXT, n INTEGER, v TEXT, b TEXT NOT NULL, id INTEGER NOT NULL PRIMARY KEY)",
            "INSERT INTO t VALUES ('a1', NULL, 'ok', 'b1', 1), ('a2', 2, 'too long', 'b2', 2), (NULL, 3, 'ok', 'b3', 3), ('a4', NULL, 'too long', 'b4', 4), ('a5', 5, NULL, 'b5', 5)");
        PipelineDefinition definition = Pipeline.From(DatabaseTable.Named("shop", "t"))
            .MapFields(m => m.Column("v", "v", f => f.As(RedshiftType.Varchar(3)).OnOverflow(OverflowPolicy.Quarantine(2, 100))).Rest()).To(RedshiftTable.Named("a.t"));
        IPipelineRunner runner = await _fixture.AppliedAsync(definition);

        await runner.RunAsync(definition);

        (await _fixture.WarehouseAsync("SELECT id, a, n, v, b FROM a.t ORDER BY id")).Should().Equal("1|a1|~|ok|b1", "3|~|3|ok|b3", "5|a5|5|~|b5");
        (await _fixture.WarehouseAsync("SELECT source_key FROM redshift_integration.rejected_rows ORDER BY 1")).Should().Equal("id = 2", "id = 4");
    }

    [Theory]
    [InlineData(2, 100, false)]
    [InlineData(1, 100, true)]
    [InlineData(0, 100, true)]
    [InlineData(9, 50, false)]
    [InlineData(9, 49.9, true)]
    [InlineData(9, 0, true)]
    public async Task A_quarantine_fails_beyond_either_of_its_limits(long rows, double percent, bool fails)
    {
        await SourceAsync("TEXT", "'a'", "'bad'", "'bad'");
        PipelineDefinition definition = Of("VARCHAR(2)", null).OnOverflow(OverflowPolicy.Quarantine(rows, percent));
        IPipelineRunner runner = await _fixture.AppliedAsync(definition);
        if (!fails)
        {
            (await runner.RunAsync(definition)).RowsRejected.Should().Be(2);
            return;
        }

        SourceReadException refused = (await FluentActions.Awaiting(() => runner.RunAsync(definition)).Should().ThrowAsync<SourceReadException>()).Which;

        refused.ProblemId.Should().Be("RSI2017");
        refused.Message.Should().Contain("'a.t'").And.Contain("'v'").And.Contain("id = ").And.Contain("has 3 bytes").And.Contain("rejected_rows");
        (await _fixture.WarehouseAsync("SELECT id FROM a.t")).Should().BeEmpty();
        long left = long.Parse((await _fixture.WarehouseAsync("SELECT rows_rejected FROM redshift_integration.runs"))[0], System.Globalization.CultureInfo.InvariantCulture);
        (await _fixture.WarehouseAsync("SELECT CAST(SUM(rows) AS BIGINT) FROM redshift_integration.rejected_rows WHERE action = 'quarantined'")).Should().Equal(left.ToString(System.Globalization.CultureInfo.InvariantCulture));
        left.Should().Be(Math.Min(2, rows + 1));
    }

    [Fact]
    public async Task A_columns_own_limits_count_its_rows_alone_and_win()
    {
        await _fixture.SourceAsync(
            "CREATE TABLE t (id INTEGER NOT NULL PRIMARY KEY, v TEXT, w TEXT)",
            "INSERT INTO t VALUES (1, 'long', 'a'), (2, 'a', 'long'), (3, 'a', 'long'), (4, 'a', 'a')");
        PipelineDefinition definition = Pipeline.From(DatabaseTable.Named("shop", "t"))
            .MapFields(m => m.Column("id").Column("v", "v", f => f.As(RedshiftType.Varchar(1)).OnOverflow(OverflowPolicy.Quarantine(1, 100))).Column("w", "w", f => f.As(RedshiftType.Varchar(1))))
            .To(RedshiftTable.Named("a.t")).OnOverflow(OverflowPolicy.Quarantine(2, 100));
        IPipelineRunner runner = await _fixture.AppliedAsync(definition);

        (await runner.RunAsync(definition)).RowsRejected.Should().Be(3);
        await _fixture.SourceAsync("INSERT INTO t VALUES (5, 'long', 'a')");

        (await FluentActions.Awaiting(() => runner.RunAsync(definition)).Should().ThrowAsync<SourceReadException>()).Which.Message.Should().Contain("2 rows for the column 'v'");
    }

    [Fact]
    public async Task A_text_is_cut_at_a_characters_border_and_each_cut_is_counted()
    {
        await SourceAsync("TEXT", "'abcde'", "'ééé'", "'abc😀'", "''", "NULL");
        PipelineDefinition definition = Of("VARCHAR(5)", OverflowPolicy.Truncate);
        IPipelineRunner runner = await _fixture.AppliedAsync(definition);

        PipelineRun run = await runner.RunAsync(definition);

        run.Should().BeEquivalentTo(new { RowsRead = 6L, RowsStaged = 6L, RowsRejected = 0L });
        (await _fixture.WarehouseAsync("SELECT id, v FROM a.t ORDER BY id")).Should().Equal("1|abcde", "2|éé", "3|abc", "4|", "5|~", "6|abcde");
        (await _fixture.WarehouseAsync(Lines)).Should().Equal(
            "id = 2|v|truncated|1|éé|has 6 bytes in UTF-8, but VARCHAR(5) holds 5",
            "id = 3|v|truncated|1|abc|has 7 bytes in UTF-8, but VARCHAR(5) holds 5");
    }

    [Fact]
    public async Task What_a_policy_does_not_cover_is_refused()
    {
        await SourceAsync("INTEGER", "1", "99999");
        PipelineDefinition definition = Of("SMALLINT", null).OnOverflow(OverflowPolicy.Truncate);
        IPipelineRunner runner = await _fixture.AppliedAsync(definition);

        (await FluentActions.Awaiting(() => runner.RunAsync(definition)).Should().ThrowAsync<SourceReadException>()).Which.ProblemId.Should().Be("RSI2006");
    }

    // dbt-adapters#1635: widen in place; dlt#2948: not by making every text column as wide as can be.
    [Fact]
    public async Task A_column_is_widened_in_place_once_and_only_when_a_text_asks_for_it()
    {
        const string Width = "SELECT character_maximum_length FROM svv_columns WHERE table_schema = 'a' AND column_name = 'v'";
        await SourceAsync("TEXT", "'abcd'", "'a'");
        PipelineDefinition definition = Of("VARCHAR(4)", OverflowPolicy.Widen);
        IPipelineRunner runner = await _fixture.AppliedAsync(definition);
        await runner.RunAsync(definition);
        (await _fixture.WarehouseAsync(Width)).Should().Equal("4");
        await _fixture.SourceAsync("UPDATE t SET v = 'abcdefghi' WHERE id = 2");

        PipelineRun run = await runner.RunAsync(definition);

        run.Should().BeEquivalentTo(new { RowsUpdated = 1L, RowsRejected = 0L });
        run.Steps.Select(s => s.Name).Should().Contain("widen");
        (await _fixture.WarehouseAsync(Width)).Should().Equal("16");
        (await _fixture.WarehouseAsync("SELECT v FROM a.t WHERE id = 2")).Should().Equal("abcdefghi");
        (await _fixture.WarehouseAsync(Lines)).Should().Equal("~|v|widened|1|~|has up to 9 bytes in UTF-8, but VARCHAR(4) holds 4");
        IPipelineDeployment deployment = _fixture.Services(definition).GetRequiredService<IPipelineDeployment>();
        (await deployment.PlanAsync()).IsEmpty.Should().BeTrue("a wider column is no difference");
    }

    [Fact]
    public async Task A_text_that_no_varchar_holds_is_refused_under_widen()
    {
        await SourceAsync("TEXT", "'a'", "printf('%.65536c', 'x')");
        PipelineDefinition definition = Of("VARCHAR(4)", OverflowPolicy.Widen);
        IPipelineRunner runner = await _fixture.AppliedAsync(definition);

        (await FluentActions.Awaiting(() => runner.RunAsync(definition)).Should().ThrowAsync<SourceReadException>()).Which.Message.Should().Contain("id = 2").And.Contain("65536 bytes");
    }

    [Fact]
    public async Task A_text_column_to_super_holds_json_strings_whatever_they_say()
    {
        await SourceAsync("TEXT", "'{\"a\":'", "'say \"é\"'", "NULL");
        PipelineDefinition definition = Pipeline.From(DatabaseTable.Named("shop", "t"))
            .MapFields(m => m.Column("id").Column("v", "v", f => f.OnOverflow(OverflowPolicy.ToSuper))).To(RedshiftTable.Named("a.t").MergedOn("id"));
        IPipelineRunner runner = await _fixture.AppliedAsync(definition);

        await runner.RunAsync(definition);
        PipelineRun again = await runner.RunAsync(definition);

        again.RowsUnchanged.Should().Be(4);
        (await _fixture.WarehouseAsync("SELECT id, JSON_TYPEOF(v), CAST(v AS VARCHAR) FROM a.t WHERE id < 3 ORDER BY id")).Should().Equal("1|string|{\"a\":", "2|string|say \"é\"");
        (await _fixture.WarehouseAsync("SELECT id FROM a.t WHERE v IS NULL")).Should().Equal("3");
    }

    [Theory]
    [InlineData("truncate")]
    [InlineData("widen")]
    [InlineData("to SUPER")]
    public async Task A_columns_policy_that_does_not_fit_is_a_problem_of_the_plan_and_a_pipelines_passes_it_over(string name)
    {
        OverflowPolicy policy = new[] { OverflowPolicy.Truncate, OverflowPolicy.Widen, OverflowPolicy.ToSuper }.Single(p => p.ToString() == name);
        await _fixture.SourceAsync("CREATE TABLE t (id VARCHAR(5) NOT NULL PRIMARY KEY, n INTEGER)", "INSERT INTO t VALUES ('a', 1)");
        PipelineDefinition own = Pipeline.From(DatabaseTable.Named("shop", "t"))
            .MapFields(m => m.Column("id", "id", f => f.OnOverflow(policy)).Column("n", "n", f => f.OnOverflow(policy))).To(RedshiftTable.Named("a.t"));
        PipelineDefinition whole = Pipeline.From(DatabaseTable.Named("shop", "t")).MapFields().To(RedshiftTable.Named("a.t")).OnOverflow(policy);

        IPipelineDeployment deployment = _fixture.Services(own).GetRequiredService<IPipelineDeployment>();
        (await FluentActions.Awaiting(() => deployment.PlanAsync()).Should().ThrowAsync<PipelineDefinitionException>()).Which.Problems.Select(p => p.Id).Should().Equal("RSI1116", "RSI1116");
        IPipelineRunner runner = await _fixture.AppliedAsync(whole);
        (await runner.RunAsync(whole)).RowsInserted.Should().Be(1);
    }

    [Fact]
    public async Task A_null_key_is_left_out_where_rows_may_be()
    {
        await _fixture.SourceAsync("CREATE TABLE t (id INTEGER, v TEXT)", "INSERT INTO t VALUES (1, 'a'), (NULL, 'b')");
        PipelineDefinition definition = Pipeline.From(DatabaseTable.Named("shop", "t")).MapFields().To(RedshiftTable.Named("a.t").MergedOn("id")).OnOverflow(OverflowPolicy.Quarantine(1, 50));
        IPipelineRunner runner = await _fixture.AppliedAsync(definition);

        await runner.RunAsync(definition);

        (await _fixture.WarehouseAsync("SELECT id, v FROM a.t")).Should().Equal("1|a");
        (await _fixture.WarehouseAsync("SELECT source_key, value_shown FROM redshift_integration.rejected_rows")).Should().Equal("id = NULL|~");
    }

    [Fact]
    public async Task Of_many_bad_values_a_thousand_have_a_line_and_the_sum_is_whole()
    {
        await _fixture.SourceAsync(
            "CREATE TABLE t (id INTEGER NOT NULL PRIMARY KEY, v TEXT)",
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2500) INSERT INTO t SELECT i, 'too long' FROM n");
        PipelineDefinition definition = Of("VARCHAR(3)", null).OnOverflow(OverflowPolicy.Quarantine(2_500, 100));
        IPipelineRunner runner = await _fixture.AppliedAsync(definition);

        PipelineRun run = await runner.RunAsync(definition);

        run.RowsRejected.Should().Be(2_500);
        (await _fixture.WarehouseAsync("SELECT COUNT(*), COUNT(source_key), CAST(SUM(rows) AS BIGINT), MAX(rows) FROM redshift_integration.rejected_rows")).Should().Equal("1001|1000|2500|1500");
    }

    [Fact]
    public async Task Personal_data_is_in_no_message_no_log_and_no_table()
    {
        const string Canary = "canary-7f3a";
        await _fixture.SourceAsync(
            "CREATE TABLE t (mail TEXT NOT NULL PRIMARY KEY, v TEXT)",
            $"INSERT INTO t VALUES ('{Canary}-1', '{Canary}-2'), ('{Canary}-3', 'ok')");
        PipelineDefinition refusing = Pipeline.From(DatabaseTable.Named("shop", "t"))
            .MapFields(m => m.Column("mail", "mail", f => f.Pii()).Column("v", "v", f => f.Pii().As(RedshiftType.Varchar(5))).Column("v", "again", f => f.As(RedshiftType.Varchar(6))))
            .To(RedshiftTable.Named("a.t"));
        using CollectedLog log = new();
        foreach (PipelineDefinition definition in new[] { refusing, refusing.OnOverflow(OverflowPolicy.Quarantine(0, 100)) })
        {
            IServiceProvider services = _fixture.Services(definition);
            services.GetRequiredService<ILoggerFactory>().AddProvider(log);
            await PipelineFixture.ApplyAsync(services);
            Exception error = (await FluentActions.Awaiting(() => services.GetRequiredService<IPipelineRunner>().RunAsync(definition)).Should().ThrowAsync<SourceReadException>()).Which;
            error.ToString().Should().NotContain(Canary).And.Contain("mail = ***");
        }

        log.Lines.Should().NotBeEmpty().And.NotContain(line => line.Contains(Canary, StringComparison.Ordinal));
        (await _fixture.WarehouseAsync("SELECT source_key, value_shown FROM redshift_integration.rejected_rows")).Should().Equal("mail = ***|***", "mail = ***|***");
        (await _fixture.WarehouseAsync("SELECT error FROM redshift_integration.runs")).Should().HaveCount(2).And.NotContain(e => e.Contains(Canary, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_column_that_reads_what_another_marks_as_personal_is_masked_too()
    {
        await _fixture.SourceAsync("CREATE TABLE t (id INTEGER NOT NULL PRIMARY KEY, mail TEXT)", "INSERT INTO t VALUES (1, 'secret@x.y')");
        PipelineDefinition definition = Pipeline.From(DatabaseTable.Named("shop", "t"))
            .MapFields(m => m.Column("id").Column("mail", "hash", f => f.Pii().Through(Transform.Sha256)).Column("mail", "short", f => f.As(RedshiftType.Varchar(4))))
            .To(RedshiftTable.Named("a.t")).OnOverflow(OverflowPolicy.Truncate);
        IPipelineRunner runner = await _fixture.AppliedAsync(definition);

        await runner.RunAsync(definition);

        (await _fixture.WarehouseAsync("SELECT source_key, column_name, value_shown FROM redshift_integration.rejected_rows")).Should().Equal("id = 1|short|***");
    }

    [Fact]
    public async Task A_control_schema_of_the_first_version_gets_the_table_by_plan_and_apply()
    {
        await SourceAsync("TEXT", "'a'", "'bad'");
        PipelineDefinition definition = Of("VARCHAR(2)", null).OnOverflow(OverflowPolicy.Quarantine(1, 50));
        await _fixture.AppliedAsync(definition);
        await _fixture.WarehouseAsync("DROP TABLE redshift_integration.rejected_rows");
        await _fixture.WarehouseAsync("UPDATE redshift_integration.schema_versions SET version = 1 WHERE pipeline = ''");

        IPipelineRunner runner = await _fixture.AppliedAsync(definition);

        (await runner.RunAsync(definition)).RowsRejected.Should().Be(1);
        (await _fixture.WarehouseAsync("SELECT version FROM redshift_integration.schema_versions WHERE pipeline = '' ORDER BY 1")).Should().Equal("1", "2");
    }

    private static PipelineDefinition Of(string type, OverflowPolicy? own) => Pipeline.From(DatabaseTable.Named("shop", "t"))
        .MapFields(m => m.Column("id").Column("v", "v", f => own is null ? f.As(RedshiftType.TryParse(type)!) : f.As(RedshiftType.TryParse(type)!).OnOverflow(own)))
        .To(RedshiftTable.Named("a.t").MergedOn("id"));

    /// <summary>The given values, then the first of them once more.</summary>
    private Task SourceAsync(string declared, string good, params string[] others) => _fixture.SourceAsync(
        $"CREATE TABLE t (id INTEGER NOT NULL PRIMARY KEY, v {declared})",
        $"INSERT INTO t VALUES {string.Join(", ", new[] { good }.Concat(others).Append(good).Select((v, i) => $"({i + 1}, {v})"))}");
}
