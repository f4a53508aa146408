using System.Globalization;

namespace RedshiftIntegration.Integration.Tests.Running;

/// <summary>Bad values seeded into tables on a real server, each at a place of its own among good ones.</summary>
public sealed class MySqlBadValuesTests(MySqlLine line) : IClassFixture<MySqlLine>
{
    private const int Rows = 40;

    /// <summary>Column, type that is asked for ('' for the default), a good value, the bad one, a word of the rule.</summary>
    public static TheoryData<int, string, string, string, string, string> Seeds
    {
        get
        {
            (string Column, string Type, string Good, string Bad, string Rule)[] values =
            [
                ("VARCHAR(20) NULL", "VARCHAR(4)", "'abcd'", "'abcde'", "has 5 bytes"),

                // sling-cli#539, aws-sdk-pandas#529: the limit counts bytes.
                ("VARCHAR(20) NULL", "VARCHAR(4)", "'é'", "'ééé'", "has 6 bytes"),
                ("VARCHAR(20) CHARACTER SET utf8mb4 NULL", "VARCHAR(4)", "'😀'", "'😀😀'", "has 8 bytes"),

                // airbyte#3932, #14441, #16412: a large text that became empty, or killed the sync.
                ("LONGTEXT NULL", "", "'x'", "REPEAT('x', 65536)", "has 65536 bytes"),
                ("TEXT CHARACTER SET latin1 NULL", "", "'x'", "REPEAT('€', 21846)", "has 65538 bytes"),
                ("VARCHAR(10) NULL", "", "'ab'", "'a\\0b'", "zero byte"),
                ("VARCHAR(10) NULL", "CHAR(3)", "'abc'", "'é'", "more than one byte"),

                // airbyte#76180, #10976: TINYINT(1) is no boolean by itself.
                ("TINYINT(1) NULL", "BOOLEAN", "1", "2", "does not fit BOOLEAN"),
                ("TINYINT(1) NULL", "BOOLEAN", "0", "-128", "does not fit BOOLEAN"),
                ("BIT(8) NULL", "BOOLEAN", "b'1'", "b'10'", "does not fit BOOLEAN"),
                ("INT NULL", "SMALLINT", "32767", "32768", "does not fit SMALLINT"),
                ("BIGINT NULL", "INTEGER", "-2147483648", "-2147483649", "does not fit INTEGER"),
                ("BIGINT UNSIGNED NULL", "BIGINT", "9223372036854775807", "9223372036854775808", "does not fit BIGINT"),
                ("DECIMAL(20,4) NULL", "DECIMAL(10,2)", "1.5", "1.005", "does not fit DECIMAL(10,2)"),
                ("DECIMAL(65,0) NULL", "DECIMAL(38,0)", new string('9', 38), new string('9', 39), "does not fit DECIMAL(38,0)"),

                // airbyte#6093: zero dates, and days that no calendar has.
                ("DATE NOT NULL", "", "'2020-02-29'", "'0000-00-00'", "zero date"),
                ("DATE NOT NULL", "", "'2020-02-29'", "'2020-02-31'", "zero date"),
                ("DATETIME NOT NULL", "", "'2020-02-29 00:00:00'", "'2020-00-15 00:00:00'", "zero date"),
                ("TIMESTAMP NOT NULL DEFAULT '2020-01-01 00:00:00'", "", "'2020-02-29 00:00:00'", "'0000-00-00 00:00:00'", "zero date"),
                ("TIME NULL", "TIME", "'23:59:59'", "'24:00:00'", "does not fit TIME"),
                ("TIME NULL", "TIME", "'00:00:00'", "'-00:00:01'", "does not fit TIME"),
                ("VARCHAR(20) NULL", "SUPER", "'[1]'", "'[1'", "no valid JSON"),
                ("VARCHAR(20) NULL", "DATE", "'2020-02-29'", "'29.2.2020'", "does not fit DATE"),
                ("VARBINARY(4) NULL", "VARBYTE(2)", "x'0102'", "x'010203'", "has 3 bytes"),
                ("VARCHAR(20) NULL", "BIGINT", "'12'", "'twelve'", "does not fit BIGINT"),
            ];
            TheoryData<int, string, string, string, string, string> data = [];
            for (int seed = 0; seed < values.Length; seed++)
            {
                data.Add(seed, values[seed].Column, values[seed].Type, values[seed].Good, values[seed].Bad, values[seed].Rule);
            }

            return data;
        }
    }

    [Fact]
    public void There_are_twenty_five_seeds() => Seeds.Should().HaveCount(25);

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task A_seeded_value_is_refused_by_name_and_key_and_left_out_where_rows_may_be(int seed, string column, string type, string good, string bad, string rule)
    {
        line.SkipIfMissing();
        string table = string.Create(CultureInfo.InvariantCulture, $"seed_{seed}");
        int place = new Random(seed).Next(1, Rows + 1);
        await line.SourceAsync(
            "SET SESSION sql_mode = 'ALLOW_INVALID_DATES'",
            $"CREATE TABLE {table} (c {column}, k INT PRIMARY KEY, n INT NULL)",
            $"INSERT INTO {table} VALUES {string.Join(", ", Enumerable.Range(1, Rows).Select(k => $"({(k == place ? bad : good)}, {k}, {(k % 3 == 0 ? "NULL" : k)})"))}");
        PipelineDefinition refusing = Pipeline.From(MySqlTable.Named("shop", table))
            .MapFields(m => m.Column("c", "c", f => type.Length == 0 ? f : f.As(TypeOf(type))).Rest()).To(RedshiftTable.Named($"bad.{table}"));
        IPipelineRunner runner = await line.AppliedAsync(refusing);

        SourceReadException refused = (await FluentActions.Awaiting(() => runner.RunAsync(refusing, cancellationToken: TestContext.Current.CancellationToken))
            .Should().ThrowAsync<SourceReadException>()).Which;

        refused.ProblemId.Should().Be("RSI2006");
        refused.Message.Should().Contain($"'bad.{table}'").And.Contain("'c'").And.Contain($"k = {place} ").And.Contain(rule).And.MatchRegex(@"\. (Ask|Remove|Correct)", "it ends with a remedy");

        PipelineDefinition leaving = refusing.OnOverflow(OverflowPolicy.Quarantine(1, 2.5));
        runner = await line.AppliedAsync(leaving);
        PipelineRun run = await runner.RunAsync(leaving, cancellationToken: TestContext.Current.CancellationToken);

        run.Should().BeEquivalentTo(new { RowsRead = (long)Rows, RowsInserted = Rows - 1L, RowsRejected = 1L });
        (await line.WarehouseAsync($"SELECT COUNT(*), COUNT(c), SUM(k), COUNT(n), SUM(n) FROM bad.{table}")).Should().Equal(Sums(place));
        (await line.WarehouseAsync($"SELECT action, source_key, column_name, rule FROM redshift_integration.rejected_rows WHERE pipeline = 'bad.{table}' ORDER BY run_id"))
            .Should().HaveCount(2).And.OnlyContain(l => l.Contains($"|k = {place}|c|") && l.Contains(rule)).And.Contain(l => l.StartsWith("refused|")).And.Contain(l => l.StartsWith("quarantined|"));
    }

    [Fact]
    public async Task A_null_in_a_column_that_may_not_be_null_is_left_out()
    {
        line.SkipIfMissing();

        await line.SourceAsync(
            "CREATE TABLE nulls (k INT PRIMARY KEY, c INT NOT NULL)",
            "INSERT INTO nulls VALUES (1, 1), (2, 2)");
        PipelineDefinition definition = Pipeline.From(MySqlTable.Named("shop", "nulls")).MapFields(m => m.Rest()).To(RedshiftTable.Named("bad.nulls")).OnOverflow(OverflowPolicy.Quarantine(1, 50));
        IPipelineRunner runner = await line.AppliedAsync(definition);
        await runner.RunAsync(definition, cancellationToken: TestContext.Current.CancellationToken);
        await line.SourceAsync("ALTER TABLE nulls MODIFY c INT NULL", "INSERT INTO nulls VALUES (3, NULL)");

        PipelineRun run = await runner.RunAsync(definition, cancellationToken: TestContext.Current.CancellationToken);

        run.Should().BeEquivalentTo(new { RowsRead = 3L, RowsRejected = 1L, RowsUnchanged = 2L });
        (await line.WarehouseAsync("SELECT source_key, value_shown, rule FROM redshift_integration.rejected_rows WHERE pipeline = 'bad.nulls'"))
            .Should().Equal("k = 3|~|is NULL, but the target column is NOT NULL");
    }

    [Fact]
    public async Task Texts_are_cut_and_columns_widened_as_with_any_source()
    {
        line.SkipIfMissing();
        await line.SourceAsync("CREATE TABLE bent (k INT PRIMARY KEY, cut VARCHAR(20), wide VARCHAR(20))", "INSERT INTO bent VALUES (1, 'ééé', 'twelve bytes'), (2, 'ok', 'ok')");
        PipelineDefinition definition = Pipeline.From(MySqlTable.Named("shop", "bent"))
            .MapFields(m => m.Column("k")
                .Column("cut", "cut", f => f.As(RedshiftType.Varchar(5)).OnOverflow(OverflowPolicy.Truncate))
                .Column("wide", "wide", f => f.As(RedshiftType.Varchar(5)).OnOverflow(OverflowPolicy.Widen)))
            .To(RedshiftTable.Named("bad.bent"));
        IPipelineRunner runner = await line.AppliedAsync(definition);

        await runner.RunAsync(definition, cancellationToken: TestContext.Current.CancellationToken);

        (await line.WarehouseAsync("SELECT k, cut, wide FROM bad.bent ORDER BY k")).Should().Equal("1|éé|twelve bytes", "2|ok|ok");
        (await line.WarehouseAsync("SELECT action, rows FROM redshift_integration.rejected_rows WHERE pipeline = 'bad.bent' ORDER BY 1")).Should().Equal("truncated|1", "widened|1");
    }

    /// <summary>Figures of the source's own SQL, and its keys, know nothing of what the reader left out, cut or quoted.</summary>
    [Fact]
    public async Task What_a_policy_did_is_no_difference_to_the_source_and_no_delete()
    {
        line.SkipIfMissing();
        await line.SourceAsync("CREATE TABLE beside (k INT PRIMARY KEY, n INT, cut VARCHAR(20), doc LONGTEXT)", "INSERT INTO beside VALUES (1, 1, 'ok', 'a\"b'), (2, 2, 'ok', 'c'), (3, 3, 'ok', 'd')");
        PipelineDefinition definition = Pipeline.From(MySqlTable.Named("shop", "beside"))
            .MapFields(m => m.Column("k").Column("n", "n", f => f.As(RedshiftType.SmallInt).OnOverflow(OverflowPolicy.Quarantine(1, 50)))
                .Column("cut", "cut", f => f.As(RedshiftType.Varchar(5)).OnOverflow(OverflowPolicy.Truncate))
                .Column("doc", "doc", f => f.OnOverflow(OverflowPolicy.ToSuper)))
            .To(RedshiftTable.Named("bad.beside")).DetectingDeletes(Deletes.Remove);
        IPipelineRunner runner = await line.AppliedAsync(definition);
        await runner.RunAsync(definition, cancellationToken: TestContext.Current.CancellationToken);
        await line.SourceAsync("UPDATE beside SET n = 40000 WHERE k = 2", "UPDATE beside SET cut = 'too long' WHERE k = 3", "DELETE FROM beside WHERE k = 1");

        PipelineRun run = await runner.RunAsync(definition, cancellationToken: TestContext.Current.CancellationToken);

        run.Should().BeEquivalentTo(new { RowsRead = 2L, RowsRejected = 1L, RowsUpdated = 1L, RowsDeleted = 1L });
        (await line.WarehouseAsync("SELECT k, n, cut FROM bad.beside ORDER BY k")).Should().Equal("2|2|ok", "3|3|too l");
        (await line.WarehouseAsync($"SELECT column_name, measure, origin, source_value, target_value FROM redshift_integration.validation_records WHERE run_id = '{run.RunId}' AND scope = 'stage' ORDER BY 1, 2"))
            .Should().Contain("*|rows|source|1|1").And.Contain("n|sum|reader|3|3").And.Contain("cut|bytes|reader|5|5").And.Contain("doc|bytes|reader|3|3");
    }

    private static string Sums(int without)
    {
        int[] keys = [.. Enumerable.Range(1, Rows).Where(k => k != without)];
        int[] numbers = [.. keys.Where(k => k % 3 != 0)];
        return string.Create(CultureInfo.InvariantCulture, $"{keys.Length}|{keys.Length}|{keys.Sum()}|{numbers.Length}|{numbers.Sum()}");
    }

    private static RedshiftType TypeOf(string text)
    {
        string[] sizes = text.Split('(', ',', ')');
        return sizes[0] switch
        {
            "VARCHAR" => RedshiftType.Varchar(Size(1)),
            "CHAR" => RedshiftType.Char(Size(1)),
            "VARBYTE" => RedshiftType.Varbyte(Size(1)),
            "DECIMAL" => RedshiftType.Decimal(Size(1), Size(2)),
            "BOOLEAN" => RedshiftType.Boolean,
            "SMALLINT" => RedshiftType.SmallInt,
            "INTEGER" => RedshiftType.Integer,
            "BIGINT" => RedshiftType.BigInt,
            "DATE" => RedshiftType.Date,
            "TIME" => RedshiftType.Time,
            _ => RedshiftType.Super,
        };

        int Size(int index) => int.Parse(sizes[index], CultureInfo.InvariantCulture);
    }
}
