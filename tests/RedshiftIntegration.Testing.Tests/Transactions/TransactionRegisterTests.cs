using RedshiftIntegration.Testing.Engine;
using RedshiftIntegration.Testing.Statements;
using RedshiftIntegration.Testing.Transactions;

namespace RedshiftIntegration.Testing.Tests.Transactions;

public sealed class TransactionRegisterTests
{
    private static readonly (string, string) Table = ("public", "t");
    private readonly TransactionRegister register = new();

    [Fact]
    public void A_change_of_a_row_that_was_changed_after_the_snapshot_is_1023()
    {
        Transaction early = Begin();
        Change(Begin(), 4, 5);

        Action change = () => register.CheckRows(early, Table, RowSet.Of([5]), () => 100_001);

        SqlError error = change.Should().Throw<SqlError>().Which;
        (error.SqlState, error.Message).Should().Be(("XX000", "1023"));
        error.Detail.Should().Be("Serializable isolation violation on table - 100001, transactions forming the cycle are: 1, 2 (pid:1)");
    }

    [Fact]
    public void Other_rows_and_other_tables_are_free()
    {
        Transaction early = Begin();
        Change(Begin(), 4, 5);

        register.Invoking(r => r.CheckRows(early, Table, RowSet.Of([3, 6]), () => 0)).Should().NotThrow();
        register.Invoking(r => r.CheckRows(early, ("public", "u"), RowSet.Of([4]), () => 0)).Should().NotThrow();
    }

    [Fact]
    public void A_snapshot_taken_after_the_change_may_change_too()
    {
        Change(Begin(), 1);
        Transaction late = Begin();

        register.Invoking(r => r.CheckRows(late, Table, RowSet.All, () => 0)).Should().NotThrow();
    }

    [Fact]
    public void A_change_that_was_rolled_back_bothers_nobody()
    {
        Transaction early = Begin();
        Transaction undone = Begin();
        register.CheckRows(undone, Table, RowSet.All, () => 0);
        register.Rollback(undone);

        register.Invoking(r => r.CheckRows(early, Table, RowSet.All, () => 0)).Should().NotThrow();
    }

    [Fact]
    public void A_change_is_remembered_for_each_older_snapshot()
    {
        Transaction oldest = Begin();
        Transaction old = Begin();
        Change(Begin(), 1);
        register.Rollback(old);
        Change(Begin(), 2);

        register.Invoking(r => r.CheckRows(oldest, Table, RowSet.Of([1]), () => 0)).Should().Throw<SqlError>();
    }

    [Fact]
    public void A_table_made_after_the_snapshot_is_1018_and_a_changed_one_a_conflict()
    {
        Transaction early = Begin();
        Transaction ddl = Begin();
        register.Commit(ddl, () =>
        {
            register.Reshaped(7, made: true);
            register.Reshaped(8, made: false);
        });
        Transaction late = Begin();

        register.Invoking(r => r.CheckShape(early, 7)).Should().Throw<SqlError>().WithMessage("1018").Which.Detail.Should().Be("Relation does not exist.");
        register.Invoking(r => r.CheckShape(early, 8)).Should().Throw<SqlError>().WithMessage("could not complete because of conflict with concurrent transaction");
        register.Invoking(r => r.CheckShape(early, 9)).Should().NotThrow();
        register.Invoking(r => r.CheckShape(late, 7)).Should().NotThrow();
    }

    [Fact]
    public void A_commit_that_the_engine_refuses_leaves_the_transaction_open()
    {
        Transaction transaction = Begin();

        register.Invoking(r => r.Commit(transaction, () => throw new InvalidOperationException())).Should().Throw<InvalidOperationException>();

        register.Open.Should().Equal(transaction);
        register.Rollback(transaction);
        register.Open.Should().BeEmpty();
    }

    [Fact]
    public void Nothing_is_remembered_when_nobody_is_open()
    {
        for (int i = 0; i < 100; i++)
        {
            Transaction transaction = Begin();
            register.CheckOrder(transaction, [Reads("t"), Writes("u")], _ => 0);
            Change(transaction, i);
        }

        register.Remembered.Should().Be(0);
    }

    private Transaction Begin()
    {
        Transaction transaction = register.Begin(1);
        register.TakeSnapshot(transaction, () => { });
        return transaction;
    }

    private void Change(Transaction transaction, params long[] rows)
    {
        register.CheckRows(transaction, Table, RowSet.Of(rows), () => 0);
        register.Commit(transaction, () => { });
    }

    private static TableAccess Reads(string table) => new("public", table, LockMode.Read);

    private static TableAccess Writes(string table) => new("public", table, LockMode.Append);
}
