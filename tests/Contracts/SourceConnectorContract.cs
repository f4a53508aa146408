using System.Globalization;
using RedshiftIntegration.Definition;
using RedshiftIntegration.Flow;
using RedshiftIntegration.Types;

namespace RedshiftIntegration.Contracts;

/// <summary>What every source connector promises; each real source runs it against a real server.</summary>
public abstract class SourceConnectorContract
{
    private static int _tables;
    private readonly string _table = string.Create(CultureInfo.InvariantCulture, $"c{Interlocked.Increment(ref _tables)}");

    private static CancellationToken None => CancellationToken.None;

    private protected abstract ISourceConnector Connector { get; }

    /// <summary>The same with a password that is wrong; null where there are none.</summary>
    private protected abstract ISourceConnector? WithWrongPassword(string password);

    /// <summary>The same, where no server listens.</summary>
    private protected abstract ISourceConnector Unreachable { get; }

    protected abstract string IntegerType { get; }

    protected abstract string DecimalType { get; }

    protected abstract string TimeType { get; }

    protected abstract string Quote(string identifier);

    protected abstract Source<Row> Table(string name);

    protected abstract Source<Row> Query(string name, string sql);

    /// <summary>Runs statements in a session of their own and commits.</summary>
    protected abstract Task ExecuteAsync(string sql);

    /// <summary>The source's clock, in UTC.</summary>
    protected abstract Task<DateTime> ClockAsync();

    [Fact]
    public async Task A_table_is_described_with_its_columns_in_order_and_its_key()
    {
        await CreateAsync();
        SourceTable table = await Connector.DescribeAsync(Table(_table), None);
        table.Columns.Select(c => c.Name).Should().Equal("id", "name", "total", "changed");
        table.PrimaryKey.Should().Equal("id");
        table.Columns.Select(c => c.IsNullable).Should().Equal(false, true, true, true);
    }

    [Fact]
    public async Task Each_column_gets_a_type_and_the_reason_for_it()
    {
        await CreateAsync();
        SourceTable table = await Connector.DescribeAsync(Table(_table), None);
        ColumnResolution[] resolved = [.. table.Columns.Select(c => Connector.Resolve(c, null, null))];
        resolved.Select(r => r.Type?.ToString()).Should().Equal("BIGINT", "VARCHAR(160)", "DECIMAL(12,2)", "TIMESTAMP");
        resolved.Should().OnlyContain(r => r.Why.Length > 0 && r.Problem == null);
    }

    [Fact]
    public async Task An_asked_type_that_can_not_hold_the_source_is_a_problem_with_a_remedy()
    {
        await CreateAsync();
        SourceTable table = await Connector.DescribeAsync(Table(_table), None);
        Problem? problem = Connector.Resolve(table.Columns[3], RedshiftType.Boolean, null).Problem;
        problem.Should().NotBeNull();
        problem!.Message.Should().Contain("changed").And.Contain("BOOLEAN");
        problem.Remedy.Should().NotBeEmpty();
    }

    [Fact]
    public async Task Values_arrive_exactly()
    {
        await CreateAsync(
            "(1, 'plain', 12.50, '2026-03-29 01:30:00.123456')",
            "(-9223372036854775808, '', -9999999999.99, '0001-01-01 00:00:00')",
            "(9223372036854775807, 'zürich 😀 漢字  ', 0, '9999-12-31 23:59:59.999999')",
            "(4, NULL, NULL, NULL)");
        List<string?[]> rows = await ReadAsync(Table(_table));
        rows.Should().BeEquivalentTo(new string?[][]
        {
            ["1", "plain", "12.50", "2026-03-29 01:30:00.123456"],
            ["-9223372036854775808", "", "-9999999999.99", "0001-01-01 00:00:00.000000"],
            ["9223372036854775807", "zürich 😀 漢字  ", "0.00", "9999-12-31 23:59:59.999999"],
            ["4", null, null, null],
        });
    }

    [Fact]
    public async Task An_empty_table_gives_no_row_and_no_watermark()
    {
        await CreateAsync();
        (List<string?[]> rows, ISourceRead read) = await ReadAsync(Table(_table), TimeCursor(), null);
        rows.Should().BeEmpty();
        read.UpperBound.Should().BeNull();
        read.RowsDeferred.Should().Be(0);
    }

    [Fact]
    public async Task Rows_beyond_one_batch_come_in_the_next()
    {
        await CreateAsync([.. Enumerable.Range(1, 25).Select(i => $"({i}, 'n{i}', {i}, NULL)")]);
        ResolvedMapping mapping = await SourceReading.MappingAsync(Connector, Table(_table));
        await using ISourceRead read = await Connector.OpenAsync(SourceReading.Request(Table(_table), mapping), None);
        SourceReading.Rows(read, mapping, batchRows: 10).Should().HaveCount(25);
        using ColumnBatch after = new(mapping, 10, new ColumnPool());
        read.Fill(after, None).Should().BeFalse();
    }

    [Fact]
    public async Task Holes_of_a_where_are_parameters_whatever_they_hold()
    {
        await CreateAsync("(1, 'it''s {0} \"x\" ; -- `', 1, NULL)", "(2, 'other', 2, NULL)", "(3, NULL, 3, NULL)");
        string evil = "it's {0} \"x\" ; -- `";
        int above = 0;
        (await IdsAsync(Table(_table).Where($"name = {evil} AND id > {above}"))).Should().Equal("1");
        (await IdsAsync(Table(_table).Where($"name = {"x' OR '1' = '1"}"))).Should().BeEmpty();
        (await IdsAsync(Table(_table).Where($"name IS NULL OR total = {2m}"))).Should().BeEquivalentTo("2", "3");
    }

    [Fact]
    public async Task Conditions_are_joined_by_and_each_as_a_whole()
    {
        await CreateAsync("(1, 'a', 1, NULL)", "(2, 'b', 2, NULL)", "(3, 'c', 3, NULL)");
        (await IdsAsync(Table(_table).Where($"id = {1} OR id = {2}").WhereSql("name = 'b' OR name = 'c'"))).Should().Equal("2");
    }

    [Fact]
    public async Task A_query_is_read_like_a_table()
    {
        await CreateAsync("(1, 'a', 1, '2026-01-01 00:00:00')", "(2, 'b', 2, '2026-01-02 00:00:00')");
        Source<Row> query = Query("recent", $"SELECT id, name, changed FROM {Quote(_table)} WHERE id > 1");
        SourceTable table = await Connector.DescribeAsync(query, None);
        table.Columns.Select(c => c.Name).Should().Equal("id", "name", "changed");
        (await ReadAsync(query)).Should().BeEquivalentTo(new string?[][] { ["2", "b", "2026-01-02 00:00:00.000000"] });
    }

    [Fact]
    public async Task Names_are_quoted()
    {
        string table = $"{_table} order \"`x";
        string column = "select \"`y";
        await ExecuteAsync($"DROP TABLE IF EXISTS {Quote(table)}");
        await ExecuteAsync($"CREATE TABLE {Quote(table)} ({Quote(column)} {IntegerType} NOT NULL PRIMARY KEY)");
        await ExecuteAsync($"INSERT INTO {Quote(table)} VALUES (5)");
        (await IdsAsync(Table(table))).Should().Equal("5");
    }

    [Fact]
    public async Task The_first_incremental_read_takes_all_and_its_watermark_is_the_highest_value()
    {
        await CreateAsync("(1, 'a', 1, '2026-01-01 00:00:00')", "(2, 'b', 2, '2026-01-02 00:00:00.000001')");
        (List<string?[]> rows, ISourceRead read) = await ReadAsync(Table(_table), TimeCursor(), null);
        rows.Should().HaveCount(2);
        read.UpperBound.Should().Be("2026-01-02 00:00:00.000001");
    }

    [Fact]
    public async Task Rows_that_share_the_watermarks_value_come_again_to_a_merge_and_not_to_an_append()
    {
        await CreateAsync("(1, 'a', 1, '2026-01-01 00:00:00')", "(2, 'b', 2, '2026-01-02 00:00:00.5')", "(3, 'c', 3, '2026-01-02 00:00:00.5')", "(4, 'd', 4, '2026-01-03 00:00:00')");
        const string Watermark = "2026-01-02 00:00:00.500000";
        (await ReadAsync(Table(_table), TimeCursor(), Watermark)).Rows.Select(r => r[0]).Should().BeEquivalentTo("2", "3", "4");
        (await ReadAsync(Table(_table), TimeCursor(), Watermark, LoadMode.Append)).Rows.Select(r => r[0]).Should().Equal("4");
    }

    [Fact]
    public async Task The_lower_bound_reaches_back_by_the_lag()
    {
        await CreateAsync("(1, 'a', 1, '2026-01-01 00:00:00')", "(2, 'b', 2, '2026-01-01 23:55:00')", "(3, 'c', 3, '2026-01-01 23:54:59.999999')", "(4, 'd', 4, '2026-01-02 00:00:00')");
        (List<string?[]> rows, _) = await ReadAsync(Table(_table), TimeCursor(TimeSpan.FromMinutes(5)), "2026-01-02 00:00:00.000000");
        rows.Select(r => r[0]).Should().BeEquivalentTo("2", "4");
    }

    [Fact]
    public async Task Rows_from_the_future_wait_and_are_counted()
    {
        DateTime now = await ClockAsync();
        await CreateAsync($"(1, 'a', 1, '{Text(now.AddHours(-1))}')", $"(2, 'b', 2, '{Text(now.AddHours(25))}')", $"(3, 'c', 3, '{Text(now.AddHours(26))}')");
        (List<string?[]> rows, ISourceRead read) = await ReadAsync(Table(_table), TimeCursor(), null);
        rows.Select(r => r[0]).Should().Equal("1");
        read.RowsDeferred.Should().Be(2);
        read.UpperBound.Should().Be(Text(now.AddHours(-1)));
    }

    [Fact]
    public async Task The_watermark_never_goes_back()
    {
        await CreateAsync("(1, 'a', 1, '2026-01-01 00:00:00')");
        (List<string?[]> rows, ISourceRead read) = await ReadAsync(Table(_table), TimeCursor(), "2026-01-05 00:00:00.000000");
        rows.Should().BeEmpty();
        read.UpperBound.Should().Be("2026-01-05 00:00:00.000000");
    }

    [Fact]
    public async Task A_number_can_be_the_cursor()
    {
        await CreateAsync("(-5, 'a', 1, NULL)", "(9, 'b', 2, NULL)", "(10, 'c', 3, NULL)");
        ResolvedCursor cursor = new() { SourceColumn = "id", StageColumn = "id", Kind = CursorKind.Number, LagNumber = 1 };
        (List<string?[]> rows, ISourceRead read) = await ReadAsync(Table(_table), cursor, "10");
        rows.Select(r => r[0]).Should().BeEquivalentTo("9", "10");
        read.UpperBound.Should().Be("10");
    }

    [Fact]
    public async Task A_stated_range_is_read_with_both_its_ends_and_without_lag_or_clock()
    {
        await CreateAsync("(1, 'a', 1, '2026-01-01 00:00:00')", "(2, 'b', 2, '2026-01-02 00:00:00')", "(3, 'c', 3, '2999-01-03 00:00:00')", "(4, 'd', 4, '2999-01-04 00:00:00')");
        ResolvedMapping mapping = await SourceReading.MappingAsync(Connector, Table(_table), LoadMode.Merge, TimeCursor());
        CursorRange range = new(Bound("2026-01-02 00:00:00"), Bound("2999-01-03 00:00:00"));

        await using ISourceRead read = await Connector.OpenAsync(SourceReading.Request(Table(_table), mapping, "2026-01-05 00:00:00") with { Range = range }, None);

        SourceReading.Rows(read, mapping).Select(r => r[0]).Should().BeEquivalentTo("2", "3");
        read.RowsDeferred.Should().Be(0);
    }

    [Fact]
    public async Task A_chunk_ends_with_the_cursor_of_its_last_row()
    {
        await CreateAsync("(1, 'a', 1, '2026-01-01 00:00:00')", "(2, 'b', 2, '2026-01-02 00:00:00')", "(3, 'a', 3, '2026-01-03 00:00:00')", "(4, 'a', 4, NULL)");
        Source table = Table(_table).Where($"name = {"a"}");
        ResolvedMapping mapping = await SourceReading.MappingAsync(Connector, table, LoadMode.Merge, TimeCursor());
        CursorRange whole = new(Bound("2025-01-01 00:00:00"), Bound("2027-01-01 00:00:00"));

        (await EndAsync(whole, 1)).Should().Be(Bound("2026-01-01 00:00:00"));
        (await EndAsync(whole, 2)).Should().Be(Bound("2026-01-03 00:00:00"));
        (await EndAsync(whole, 9)).Should().Be(Bound("2026-01-03 00:00:00"));
        (await EndAsync(whole with { From = Bound("2026-01-01 00:00:00"), IncludesFrom = false }, 1)).Should().Be(Bound("2026-01-03 00:00:00"));
        (await EndAsync(whole with { From = Bound("2026-01-03 00:00:00"), IncludesFrom = false }, 1)).Should().BeNull();

        Task<CursorBound?> EndAsync(CursorRange range, long rows) => Connector.ChunkEndAsync(SourceReading.Request(table, mapping) with { Range = range }, rows, None);
    }

    [Fact]
    public async Task The_watermark_respects_the_conditions()
    {
        await CreateAsync("(1, 'a', 1, '2026-01-01 00:00:00')", "(2, 'b', 2, '2026-01-02 00:00:00')");
        (_, ISourceRead read) = await ReadAsync(Table(_table).Where($"name = {"a"}"), TimeCursor(), null);
        read.UpperBound.Should().Be("2026-01-01 00:00:00.000000");
    }

    [Fact]
    public async Task What_is_committed_after_the_snapshot_is_not_read()
    {
        await CreateAsync("(1, 'a', 1, '2026-01-01 00:00:00')");
        ResolvedMapping mapping = await SourceReading.MappingAsync(Connector, Table(_table), cursor: TimeCursor());
        await using ISourceRead read = await Connector.OpenAsync(SourceReading.Request(Table(_table), mapping), None);
        await ExecuteAsync($"INSERT INTO {Quote(_table)} VALUES (2, 'b', 2, '2026-01-01 00:00:00')");
        SourceReading.Rows(read, mapping).Select(r => r[0]).Should().Equal("1");
        read.UpperBound.Should().Be("2026-01-01 00:00:00.000000");
    }

    [Fact]
    public async Task A_read_can_be_left_early_and_the_connection_serves_the_next()
    {
        await CreateAsync([.. Enumerable.Range(1, 400).Select(i => $"({i}, 'n', 1, NULL)")]);
        ResolvedMapping mapping = await SourceReading.MappingAsync(Connector, Table(_table));
        await using (ISourceRead read = await Connector.OpenAsync(SourceReading.Request(Table(_table), mapping), None))
        {
            using ColumnBatch batch = new(mapping, 5, new ColumnPool());
            read.Fill(batch, None).Should().BeTrue();
        }

        (await ReadAsync(Table(_table))).Should().HaveCount(400);
    }

    [Fact]
    public async Task A_cancelled_read_ends_as_cancelled()
    {
        await CreateAsync("(1, 'a', 1, NULL)");
        ResolvedMapping mapping = await SourceReading.MappingAsync(Connector, Table(_table));
        using CancellationTokenSource cancelled = new();
        await using ISourceRead read = await Connector.OpenAsync(SourceReading.Request(Table(_table), mapping), cancelled.Token);
        await cancelled.CancelAsync();
        using ColumnBatch batch = new(mapping, 5, new ColumnPool());
        ((Action)(() => read.Fill(batch, cancelled.Token))).Should().Throw<OperationCanceledException>();
        await Connector.Invoking(c => c.OpenAsync(SourceReading.Request(Table(_table), mapping), cancelled.Token)).Should().ThrowAsync<OperationCanceledException>();
        await Connector.Invoking(c => c.DescribeAsync(Table(_table), cancelled.Token)).Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public async Task An_unknown_table_is_named_with_a_remedy()
    {
        Func<Task> describe = () => Connector.DescribeAsync(Table("no_such_table"), None);
        await ShouldFailAsync(describe, "RSI2003", "no_such_table");
    }

    [Fact]
    public async Task A_mapped_column_that_is_gone_fails_before_the_first_row()
    {
        await CreateAsync("(1, 'a', 1, NULL)");
        ResolvedMapping mapping = await SourceReading.MappingAsync(Connector, Table(_table));
        mapping = mapping with { Columns = mapping.Columns.Add(mapping.Columns[1] with { SourceColumn = "no_such_column", TargetColumn = "x" }) };
        Func<Task> open = () => Connector.OpenAsync(SourceReading.Request(Table(_table), mapping), None);
        DeploymentException error = (await open.Should().ThrowAsync<DeploymentException>()).Which;
        error.Message.Should().Contain("no_such_column").And.Contain("Plan and apply first");
    }

    [Fact]
    public async Task A_column_that_has_another_type_since_apply_fails_before_the_first_row()
    {
        await CreateAsync("(1, 'a', 1, NULL)");
        ResolvedMapping mapping = await SourceReading.MappingAsync(Connector, Table(_table));
        mapping = mapping with { Columns = EquatableList.From(mapping.Columns.Select(c => c.SourceColumn == "total" ? c with { SourceType = "other" } : c)) };
        Func<Task> open = () => Connector.OpenAsync(SourceReading.Request(Table(_table), mapping), None);
        (await open.Should().ThrowAsync<DeploymentException>()).Which.Message.Should().Contain("'total' was other");
    }

    [Fact]
    public async Task An_unknown_column_of_a_condition_is_named_with_a_remedy()
    {
        await CreateAsync("(1, 'a', 1, NULL)");
        Source<Row> source = Table(_table).WhereSql("no_such_column = 1");
        Func<Task> read = () => ReadAsync(source);
        await ShouldFailAsync(read, "RSI2004", _table);
    }

    [Fact]
    public async Task A_wrong_password_is_said_and_never_shown()
    {
        const string Password = "canary-5f1c";
        ISourceConnector? connector = WithWrongPassword(Password);
        Assert.SkipWhen(connector is null, "This source has no passwords.");
        Func<Task> describe = () => connector!.DescribeAsync(Table(_table), None);
        SourceReadException error = await ShouldFailAsync(describe, "RSI2002", Connector.Connection);
        error.ToString().Should().NotContain(Password);
        error.IsTransient.Should().BeFalse();
    }

    [Fact]
    public async Task A_source_that_can_not_be_reached_is_transient()
    {
        Func<Task> describe = () => Unreachable.DescribeAsync(Table(_table), None);
        (await ShouldFailAsync(describe, "RSI2001", Connector.Connection)).IsTransient.Should().BeTrue();
    }

    [Fact]
    public async Task A_value_that_does_not_fit_is_refused_with_the_rows_key_and_without_the_value()
    {
        await CreateAsync("(1, 'a', 1, NULL)", "(7, 'far too long', 1, NULL)");
        ResolvedMapping mapping = await SourceReading.MappingAsync(Connector, Table(_table), asked: ("name", RedshiftType.Varchar(5)));
        await using ISourceRead read = await Connector.OpenAsync(SourceReading.Request(Table(_table), mapping), None);
        Func<Task> rows = () =>
        {
            SourceReading.Rows(read, mapping);
            return Task.CompletedTask;
        };
        SourceReadException error = await ShouldFailAsync(rows, "RSI2006", "id = 7");
        error.Message.Should().Contain("name").And.Contain("pipeline 'pipeline'").And.NotContain("far too long");
    }

    private static ResolvedCursor TimeCursor(TimeSpan lag = default) => new() { SourceColumn = "changed", StageColumn = "changed", Kind = CursorKind.Timestamp, LagTime = lag };

    private static string Text(DateTime time) => time.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture);

    private async Task<SourceReadException> ShouldFailAsync(Func<Task> action, string id, string mention)
    {
        SourceReadException error = (await action.Should().ThrowAsync<SourceReadException>()).Which;
        error.ProblemId.Should().Be(id);
        error.Message.Should().Contain(mention);
        error.Connection.Should().Be(Connector.Connection);
        error.Problem.Remedy.Should().NotBeEmpty();
        return error;
    }

    private static CursorBound Bound(string time) => CursorBound.Parse(CursorKind.Timestamp, time);

    private async Task CreateAsync(params string[] rows)
    {
        await ExecuteAsync($"DROP TABLE IF EXISTS {Quote(_table)}");
        await ExecuteAsync($"CREATE TABLE {Quote(_table)} (id {IntegerType} NOT NULL PRIMARY KEY, name VARCHAR(40), total {DecimalType}, changed {TimeType})");
        if (rows.Length > 0)
        {
            await ExecuteAsync($"INSERT INTO {Quote(_table)} VALUES {string.Join(", ", rows)}");
        }
    }

    private async Task<List<string?[]>> ReadAsync(Source source)
    {
        ResolvedMapping mapping = await SourceReading.MappingAsync(Connector, source, LoadMode.Replace);
        await using ISourceRead read = await Connector.OpenAsync(SourceReading.Request(source, mapping), None);
        return SourceReading.Rows(read, mapping);
    }

    private async Task<(List<string?[]> Rows, ISourceRead Read)> ReadAsync(Source source, ResolvedCursor cursor, string? watermark, LoadMode mode = LoadMode.Merge)
    {
        ResolvedMapping mapping = await SourceReading.MappingAsync(Connector, source, mode, cursor);
        await using ISourceRead read = await Connector.OpenAsync(SourceReading.Request(source, mapping, watermark), None);
        return (SourceReading.Rows(read, mapping), read);
    }

    private async Task<List<string?>> IdsAsync(Source source) => [.. (await ReadAsync(source)).Select(r => r[0])];
}
