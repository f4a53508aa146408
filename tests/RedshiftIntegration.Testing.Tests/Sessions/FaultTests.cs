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
    }
}
