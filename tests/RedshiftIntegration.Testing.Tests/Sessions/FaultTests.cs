using Npgsql;

namespace RedshiftIntegration.Testing.Tests.Sessions;

public sealed class FaultTests : RedshiftTest
{
    private const string Insert = "/* rsi run=r1 step=insert */ INSERT INTO t VALUES (1)";
    private const string Commit = "/* rsi run=r1 step=commit */ COMMIT";

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Run("CREATE TABLE t (a INTEGER)");
    }

    [Fact]
    public async Task A_held_step_waits_until_it_is_released()
    {
        Task insert;
        using (Redshift.Faults.Hold("insert"))
        {
            insert = Run(Insert);
            await Redshift.Faults.WaitUntilHeldAsync("insert", Cancel);
            (await Scalar("SELECT COUNT(*) FROM t")).Should().Be(0L);
            insert.IsCompleted.Should().BeFalse();
        }

        await insert;
        (await Scalar("SELECT COUNT(*) FROM t")).Should().Be(1L);
    }

    [Fact]
    public async Task A_held_statement_can_be_cancelled()
    {
        using IDisposable hold = Redshift.Faults.Hold("insert");
        using CancellationTokenSource cancel = new();
        await using NpgsqlCommand command = Source.CreateCommand(Insert);
        Task insert = command.ExecuteNonQueryAsync(cancel.Token);
        await Redshift.Faults.WaitUntilHeldAsync("insert", Cancel);

        await cancel.CancelAsync();

        await insert.Invoking(i => i).Should().ThrowAsync<OperationCanceledException>();
        (await Scalar("SELECT COUNT(*) FROM t")).Should().Be(0L);
    }

    [Fact]
    public async Task A_step_fails_as_often_as_it_was_told()
    {
        Redshift.Faults.Fail("insert", "53100", times: 2);

        PostgresException first = await Fails(Run(Insert));
        await Fails(Run(Insert));
        await Run(Insert);

        (first.SqlState, first.MessageText).Should().Be(("53100", "Disk Full"));
        (await Scalar("SELECT COUNT(*) FROM t")).Should().Be(1L);
    }

    [Theory]
    [InlineData("INSERT INTO t SELECT a FROM s")]
    [InlineData("UPDATE s SET a = 7")]
    [InlineData("CREATE TABLE u AS SELECT a FROM s")]
    [InlineData("MERGE INTO t USING s ON t.a = s.a WHEN MATCHED THEN UPDATE SET a = s.a WHEN NOT MATCHED THEN INSERT VALUES (s.a)")]
    public async Task Disks_that_are_full_after_some_rows_fail_what_writes_more_and_nothing_of_it_stays(string sql)
    {
        await Run("CREATE TABLE s (a INTEGER)");
        await Run("INSERT INTO s VALUES (1), (2), (3)");
        string step = $"/* rsi run=r1 step=write */ {sql}";
        Redshift.Faults.FailAfterRows("write", rows: 3);
        await using NpgsqlConnection connection = await Connect();
        await Run(connection, "BEGIN");
        await Run(connection, step);
        await Run(connection, "ROLLBACK");
        await Run("INSERT INTO s VALUES (4)");

        await Run(connection, "BEGIN");
        await Run(connection, "INSERT INTO t VALUES (5)");
        PostgresException error = await Fails(Run(connection, step));

        (error.SqlState, error.MessageText).Should().Be(("53100", "Disk Full"));
        (await Scalar("SELECT COUNT(*) FROM t")).Should().Be(0L);
        (await Scalar("SELECT SUM(a) FROM s")).Should().Be(10L);
        await Run(step);
    }

    [Fact]
    public async Task What_fails_after_some_rows_fails_its_block()
    {
        Redshift.Faults.FailAfterRows("insert", rows: 0, RedshiftFaults.Deadlock);
        await using NpgsqlConnection connection = await Connect();
        await Run(connection, "BEGIN");
        await Fails(Run(connection, Insert));

        (await Fails(Run(connection, "SELECT 1"))).SqlState.Should().Be("25P02");
        await Run(connection, "COMMIT");
        (await Scalar("SELECT COUNT(*) FROM t")).Should().Be(0L);
    }

    [Fact]
    public async Task Error_1023_is_named_by_its_own_number()
    {
        Redshift.Faults.Fail("insert", "1023");

        PostgresException error = await Fails(Run(Insert));

        error.SqlState.Should().Be("XX000");
        error.MessageText.Should().Be("1023");
        error.Detail.Should().StartWith("Serializable isolation violation on table - ");
    }

    [Fact]
    public async Task A_failed_step_fails_its_block()
    {
        Redshift.Faults.Fail("insert", "40P01");
        await using NpgsqlConnection connection = await Connect();
        await Run(connection, "BEGIN");
        await Fails(Run(connection, Insert));

        (await Fails(Run(connection, "SELECT 1"))).SqlState.Should().Be("25P02");
    }

    [Theory]
    [InlineData(false, 0L)]
    [InlineData(true, 1L)]
    public async Task A_connection_dropped_at_commit_leaves_the_old_state_or_the_new(bool after, long rows)
    {
        Redshift.Faults.Drop("commit", after);
        await using NpgsqlConnection connection = await Connect();
        await Run(connection, "BEGIN");
        await Run(connection, Insert);

        Func<Task> commit = () => Run(connection, Commit);
        (await commit.Should().ThrowAsync<NpgsqlException>()).Which.Should().NotBeOfType<PostgresException>();

        await Run("LOCK t");
        (await Scalar("SELECT COUNT(*) FROM t")).Should().Be(rows);
    }

    [Fact]
    public async Task Begin_and_commit_have_their_names_without_a_comment()
    {
        Redshift.Faults.Fail("commit", "XX000");
        await using NpgsqlConnection connection = await Connect();
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(Cancel);
        await Run(connection, Insert);

        await Fails(transaction.CommitAsync(Cancel));

        (await Scalar("SELECT COUNT(*) FROM t")).Should().Be(0L);
    }

    [Fact]
    public void A_code_that_is_no_sqlstate_is_refused()
    {
        Redshift.Faults.Invoking(f => f.Fail("insert", "oops!")).Should().Throw<ArgumentException>().WithMessage("*no SQLSTATE*");
        Redshift.Faults.Invoking(f => f.FailAfterRows("insert", 1, "oops!")).Should().Throw<ArgumentException>().WithMessage("*no SQLSTATE*");
        Redshift.Faults.Invoking(f => f.FailAfterRows("insert", -1)).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public async Task Only_the_nth_matching_statement_fails()
    {
        Redshift.Faults.Fail(StatementMatch.Command("insert").Nth(2), RedshiftFaults.Deadlock);

        await Run("INSERT INTO t VALUES (1)");
        await Run("UPDATE t SET a = 1");
        (await Fails(Run("/* any comment */ INSERT INTO t VALUES (2)"))).SqlState.Should().Be("40P01");
        await Run("INSERT INTO t VALUES (3)");
    }

    [Fact]
    public async Task The_nth_statement_of_the_server_is_counted_over_all_sessions()
    {
        await using NpgsqlConnection first = await Connect();
        await using NpgsqlConnection second = await Connect();
        Redshift.Faults.Fail(StatementMatch.Any.Nth(3), "57014");

        await Run(first, "SELECT 1");
        await Run(second, "SELECT 2");
        (await Fails(Run(first, "SELECT 3"))).SqlState.Should().Be("57014");
        await Run(second, "SELECT 4");
    }

    [Fact]
    public async Task Statements_are_found_by_their_text_or_a_condition()
    {
        Redshift.Faults.Fail(StatementMatch.Text("into T values (7"), RedshiftFaults.DiskFull);
        Redshift.Faults.Fail(StatementMatch.Where(text => text.EndsWith("(8)", StringComparison.Ordinal)), RedshiftFaults.DiskFull);

        await Run("INSERT INTO t VALUES (6)");
        (await Fails(Run("INSERT INTO t VALUES (7)"))).Detail.Should().Contain("code:      1016");
        (await Fails(Run("INSERT INTO t VALUES (8)"))).SqlState.Should().Be("53100");
        (await Scalar("SELECT SUM(a) FROM t")).Should().Be(6L);
    }

    [Fact]
    public async Task A_commit_that_fails_has_ended_its_block()
    {
        Redshift.Faults.Fail("commit", RedshiftFaults.Deadlock);
        await using NpgsqlConnection connection = await Connect();
        await Run(connection, "BEGIN");
        await Run(connection, Insert);
        await Fails(Run(connection, Commit));

        (await Scalar(connection, "SELECT COUNT(*) FROM t")).Should().Be(0L);
    }

    [Fact]
    public void A_match_equals_its_twin_and_refuses_nonsense()
    {
        StatementMatch.Step("COPY").Should().Be((StatementMatch)"copy");
        StatementMatch.Command("copy").Should().NotBe(StatementMatch.Command("copy").Nth(1));
        Redshift.Faults.Invoking(f => f.Hold(StatementMatch.Any.Nth(0))).Should().Throw<ArgumentOutOfRangeException>();
        Redshift.Faults.Invoking(f => f.Hold(" ")).Should().Throw<ArgumentException>();
    }

    [Fact]
    public async Task The_log_tells_what_became_of_each_statement()
    {
        await using NpgsqlConnection connection = await Connect();
        await Run(connection, Insert);
        await Fails(Run(connection, "SELECT * FROM missing"));
        await Scalar(connection, "SELECT a FROM t");

        LoggedStatement[] log = [.. Redshift.StatementLog.Where(s => s.SessionId == connection.ProcessID).TakeLast(3)];

        log.Select(s => s.Status).Should().Equal("success", "failed", "success");
        log.Select(s => s.Step).Should().Equal("insert", null, null);
        log.Select(s => s.SqlState).Should().Equal(null, "42P01", null);
        log[1].Error.Should().Contain("missing");
        log[2].ReturnedRows.Should().Be(1);
        log.Select(s => s.User).Distinct().Should().Equal("awsuser");
        log.Select(s => s.Text).Should().Equal(Redshift.Statements.TakeLast(3));
    }

    [Theory]
    [InlineData("CREATE USER u PASSWORD 'Geheim123'", "CREATE USER u PASSWORD '***'")]
    [InlineData("COPY t FROM 's3://b/k' ACCESS_KEY_ID 'AKIA' SECRET_ACCESS_KEY 'abc' FORMAT PARQUET", "COPY t FROM 's3://b/k' ACCESS_KEY_ID '***' SECRET_ACCESS_KEY '***' FORMAT PARQUET")]
    [InlineData("COPY t FROM 's3://b/k' CREDENTIALS AS 'aws_access_key_id=AKIA;aws_secret_access_key=abc' FORMAT PARQUET", "COPY t FROM 's3://b/k' CREDENTIALS AS '***' FORMAT PARQUET")]
    [InlineData("SELECT 'password'", "SELECT 'password'")]
    public async Task Passwords_and_keys_are_masked_wherever_statements_are_kept(string sql, string kept)
    {
        try
        {
            await Run(sql);
        }
        catch (PostgresException)
        {
            // A COPY without S3: refused, and logged all the same.
        }

        Redshift.Statements.Should().Contain(kept);
        (await Rows("SELECT TRIM(query_text) FROM sys_query_history")).Select(r => r[0]).Should().Contain(kept);
    }
}
