using RedshiftIntegration.Testing.Engine;
using RedshiftIntegration.Testing.Transactions;

namespace RedshiftIntegration.Testing.Tests.Transactions;

public sealed class ConflictLogTests
{
    private static readonly (string, string) Table = ("public", "t");
    private readonly ConflictLog log = new();

    [Fact]
    public void A_delete_on_a_snapshot_older_than_an_update_is_1023()
    {
        Transaction early = log.Begin(1);
        log.TakeSnapshot(early);
        Change(log.Begin(2));

        Action change = () => log.CheckChange(early, Table, ChangeKinds.Deletes);

        SqlError error = change.Should().Throw<SqlError>().Which;
        error.SqlState.Should().Be("XX000");
        error.Message.Should().StartWith("1023 DETAIL: Serializable isolation violation on table - public.t, transactions forming the cycle are: 1, 2");
    }

    [Fact]
    public void A_snapshot_taken_after_the_change_may_change_too()
    {
        Change(log.Begin(1));
        Transaction late = log.Begin(2);
        log.TakeSnapshot(late);

        log.Invoking(l => l.CheckChange(late, Table, ChangeKinds.Deletes)).Should().NotThrow();
    }

    [Fact]
    public void A_change_that_was_rolled_back_bothers_nobody()
    {
        Transaction early = log.Begin(1);
        log.TakeSnapshot(early);
        Transaction undone = log.Begin(2);
        log.TakeSnapshot(undone);
        log.CheckChange(undone, Table, ChangeKinds.Updates);
        log.Ended(undone, committed: false);

        log.Invoking(l => l.CheckChange(early, Table, ChangeKinds.Deletes)).Should().NotThrow();
    }

    [Fact]
    public void A_transaction_without_a_snapshot_sees_all_commits()
    {
        Transaction waiting = log.Begin(1);
        Change(log.Begin(2));

        log.Invoking(l => l.CheckChange(waiting, Table, ChangeKinds.Deletes)).Should().NotThrow();
    }

    private void Change(Transaction transaction)
    {
        log.TakeSnapshot(transaction);
        log.CheckChange(transaction, Table, ChangeKinds.Updates);
        log.Ended(transaction, committed: true);
    }
}
