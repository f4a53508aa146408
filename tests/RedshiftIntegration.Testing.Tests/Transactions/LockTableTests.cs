using RedshiftIntegration.Testing.Engine;
using RedshiftIntegration.Testing.Statements;
using RedshiftIntegration.Testing.Transactions;

namespace RedshiftIntegration.Testing.Tests.Transactions;

public sealed class LockTableTests
{
    private readonly LockTable locks = new();

    [Theory]
    [InlineData("Read", "Read", true)]
    [InlineData("Read", "Append", true)]
    [InlineData("Read", "Change", true)]
    [InlineData("Read", "Exclusive", false)]
    [InlineData("Append", "Append", true)]
    [InlineData("Append", "Change", false)]
    [InlineData("Append", "Exclusive", false)]
    [InlineData("Change", "Change", false)]
    [InlineData("Change", "Exclusive", false)]
    [InlineData("Exclusive", "Exclusive", false)]
    public async Task Two_transactions_share_a_table_or_wait(string held, string asked, bool share)
    {
        foreach ((LockMode first, LockMode second) in new[] { (Mode(held), Mode(asked)), (Mode(asked), Mode(held)) })
        {
            LockTable table = new();
            Transaction one = new(1, 1);
            Transaction two = new(2, 2);
            table.Acquire(one, [On("t", first)], CancellationToken.None);

            if (share)
            {
                table.Acquire(two, [On("t", second)], CancellationToken.None);
            }
            else
            {
                Task other = await WaitsFor(table, two, On("t", second), CancellationToken.None);
                other.IsCompleted.Should().BeFalse();
                table.Release(one);
                await other;
            }

            table.Snapshot().Should().Contain(l => l.Owner.Number == 2 && l.Granted);
        }
    }

    [Fact]
    public async Task A_reader_behind_a_waiting_lock_waits_too_but_a_holder_goes_first()
    {
        Transaction reader = new(1, 1);
        Transaction locker = new(2, 2);
        Transaction late = new(3, 3);
        locks.Acquire(reader, [On("t", LockMode.Read)], CancellationToken.None);
        Task lockerTask = await WaitsFor(locks, locker, On("t", LockMode.Exclusive), CancellationToken.None);
        Task lateTask = await WaitsFor(locks, late, On("t", LockMode.Read), CancellationToken.None);

        locks.Acquire(reader, [On("t", LockMode.Append)], CancellationToken.None);
        locks.Release(reader);
        await lockerTask;
        lateTask.IsCompleted.Should().BeFalse();
        locks.Release(locker);
        await lateTask;
    }

    [Fact]
    public async Task A_cycle_of_two_is_a_deadlock_for_the_one_who_closes_it()
    {
        Transaction one = new(1, 1);
        Transaction two = new(2, 2);
        locks.Acquire(one, [On("a", LockMode.Change)], CancellationToken.None);
        locks.Acquire(two, [On("b", LockMode.Change)], CancellationToken.None);
        Task waiting = await WaitsFor(locks, one, On("b", LockMode.Change), CancellationToken.None);

        Action closing = () => locks.Acquire(two, [On("a", LockMode.Change)], CancellationToken.None);

        closing.Should().Throw<SqlError>().Which.SqlState.Should().Be("40P01");
        locks.Release(two);
        await waiting;
    }

    [Fact]
    public async Task Two_appenders_who_both_want_to_change_deadlock()
    {
        Transaction one = new(1, 1);
        Transaction two = new(2, 2);
        locks.Acquire(one, [On("t", LockMode.Append)], CancellationToken.None);
        locks.Acquire(two, [On("t", LockMode.Append)], CancellationToken.None);
        Task waiting = await WaitsFor(locks, one, On("t", LockMode.Change), CancellationToken.None);

        Action closing = () => locks.Acquire(two, [On("t", LockMode.Change)], CancellationToken.None);

        closing.Should().Throw<SqlError>().Which.SqlState.Should().Be("40P01");
        locks.Release(two);
        await waiting;
    }

    [Fact]
    public async Task A_cancelled_wait_leaves_nothing_behind()
    {
        Transaction one = new(1, 1);
        Transaction two = new(2, 2);
        using CancellationTokenSource cancel = new();
        locks.Acquire(one, [On("t", LockMode.Exclusive)], CancellationToken.None);
        Task waiting = await WaitsFor(locks, two, On("t", LockMode.Exclusive), cancel.Token);

        await cancel.CancelAsync();

        await waiting.Invoking(w => w).Should().ThrowAsync<OperationCanceledException>();
        locks.Snapshot().Should().OnlyContain(l => l.Owner.Number == 1);
        locks.Release(one);
        locks.Snapshot().Should().BeEmpty();
    }

    private static LockMode Mode(string name) => Enum.Parse<LockMode>(name);

    private static TableAccess On(string table, LockMode mode) => new("public", table, mode);

    /// <summary>Runs the acquisition on its own thread and completes when it waits.</summary>
    private static async Task<Task> WaitsFor(LockTable table, Transaction transaction, TableAccess access, CancellationToken cancellation)
    {
        TaskCompletionSource waiting = new(TaskCreationOptions.RunContinuationsAsynchronously);
        void Note(Transaction t)
        {
            if (t == transaction)
            {
                waiting.TrySetResult();
            }
        }

        table.Waiting += Note;
        Task acquiring = Task.Run(() => table.Acquire(transaction, [access], cancellation), TestContext.Current.CancellationToken);
        await waiting.Task.WaitAsync(TestContext.Current.CancellationToken);
        table.Waiting -= Note;
        return acquiring;
    }
}
