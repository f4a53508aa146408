using RedshiftIntegration.Testing.Engine;
using RedshiftIntegration.Testing.Statements;
using RedshiftIntegration.Testing.Transactions;

namespace RedshiftIntegration.Testing.Tests.Transactions;

/// <summary>Sequences of <c>1rx</c> (transaction 1 reads table x), <c>1wx</c> (appends), <c>1ux</c> (changes), <c>1c</c> and <c>1a</c> (commits, aborts).</summary>
public sealed class ConflictGraphTests
{
    [Theory]
    [InlineData("write skew", "1rx 1wy 2wx 2ry!", "2, 1 (pid:2)")]
    [InlineData("write skew after a commit", "1rx 2ry 2wx 2c 1wy!", "1, 2")]
    [InlineData("a change of what was changed since", "1rx 2ux 2c 1ux!", "1, 2")]
    [InlineData("three in a ring", "1rx 2ry 3rz 1wy 2wz 3wx!", "")]
    [InlineData("a reader between two writers sees the one and not the other", "1rx 2wx 2wy 2c 3ry 3c 1wy!", "")]
    [InlineData("the same with the reader still open", "1wy 2rx 2ry 3ux 3c 4rx 4ry 1c 4rz 2wz!", "")]
    public void A_cycle_is_refused_where_it_closes(string title, string sequence, string cycle)
    {
        SqlError error = Run(sequence)!;

        error.Should().NotBeNull(title);
        error.Message.Should().Be("1023");
        error.Detail.Should().Contain($"cycle are: {cycle}");
    }

    [Theory]
    [InlineData("readers alone", "1rx 2rx 1ry 2ry 1c 2c")]
    [InlineData("one reads what the other writes", "1rx 2wx 2c 1wy 1c")]
    [InlineData("appends of one table in turn", "1wx 1c 2wx 2c")]
    [InlineData("an append on an old snapshot", "1rz 2wx 2c 1wx 1c")]
    [InlineData("the cycle's other half was rolled back", "1rx 2ry 1wy 2a 3wx 1c 3c")]
    [InlineData("one after the other", "1rx 1uy 1c 2ry 2ux 2c 3rx 3ry 3c")]
    public void What_has_a_serial_order_passes(string title, string sequence) => Run(sequence).Should().BeNull(title);

    [Fact]
    public void Of_two_writers_of_one_table_the_first_to_commit_comes_first()
    {
        Transaction first = new(1, 1) { Snapshot = 0, Commit = 1 };
        Transaction second = new(2, 2) { Snapshot = 0, Commit = 2 };
        first.Writes.Add(("public", "x"));
        second.Writes.Add(("public", "x"));

        (ConflictGraph.Precedes(first, second), ConflictGraph.Precedes(second, first)).Should().Be((true, false));
    }

    [Fact]
    public void Only_what_can_still_be_in_a_cycle_is_kept()
    {
        ConflictGraph graph = new();
        Transaction old = new(1, 1) { Snapshot = 0 };
        old.Reads.Add(("public", "x"));
        graph.Add(old);
        for (int i = 2; i < 50; i++)
        {
            Transaction passing = new(i, 1) { Snapshot = i, Commit = i + 1 };
            passing.Writes.Add(("public", "x"));
            graph.Add(passing);
            graph.Ended(passing, 0);
        }

        graph.Count.Should().Be(49, "all of them are younger than its snapshot");
        graph.Ended(old, 50);
        graph.Count.Should().Be(0);
    }

    /// <summary>Random histories: what passes has a serial order, which is looked for here in another way than the graph does.</summary>
    [Fact]
    public void Random_histories_that_pass_are_serializable()
    {
        const int Seed = 20_261_124;
        Random random = new(Seed);
        int refused = 0;
        for (int round = 0; round < 300; round++)
        {
            History history = new();
            for (int step = 0; step < 32; step++)
            {
                history.Step(1 + random.Next(4), "rwc"[random.Next(3)], "xyz"[random.Next(3)]);
            }

            refused += history.Refused;
            history.IsSerializable().Should().BeTrue($"round {round} of seed {Seed}: {history}");
        }

        refused.Should().BeGreaterThan(100, "the histories have to collide");
    }

    private static SqlError? Run(string sequence)
    {
        TransactionRegister register = new();
        Dictionary<char, Transaction> transactions = [];
        foreach (string step in sequence.Split(' '))
        {
            if (!transactions.TryGetValue(step[0], out Transaction? transaction))
            {
                transactions[step[0]] = transaction = register.Begin(step[0] - '0');
                register.TakeSnapshot(transaction, () => { });
            }

            switch (step[1])
            {
                case 'c': register.Commit(transaction, () => { }); break;
                case 'a': register.Rollback(transaction); break;
                default:
                    TableAccess access = new("public", step[2..3], step[1] switch { 'r' => LockMode.Read, 'w' => LockMode.Append, _ => LockMode.Change });
                    if (step.EndsWith('!'))
                    {
                        return register.Invoking(r => r.CheckOrder(transaction, [access], _ => 0)).Should().Throw<SqlError>().Which;
                    }

                    register.CheckOrder(transaction, [access], _ => 0);
                    break;
            }
        }

        return null;
    }

    /// <summary>A multi-version history of the register, and the naive test of it: is there an order of the committed in which each read gives what it gave?</summary>
    private sealed class History
    {
        private readonly TransactionRegister register = new();
        private readonly Dictionary<int, Running> running = [];
        private readonly Dictionary<char, List<int>> committedWriters = new() { ['x'] = [], ['y'] = [], ['z'] = [] };
        private readonly List<Running> committed = [];
        private readonly System.Text.StringBuilder text = new();
        private int names;

        public int Refused { get; private set; }

        public void Step(int slot, char action, char table)
        {
            if (!running.TryGetValue(slot, out Running? transaction))
            {
                transaction = new Running(++names, register.Begin(slot));
                register.TakeSnapshot(transaction.Inner, () => { });
                foreach ((char each, List<int> writers) in committedWriters)
                {
                    transaction.Seen[each] = [.. writers];
                }

                running[slot] = transaction;
            }

            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{transaction.Name}{action}{table} ");
            if (action == 'c')
            {
                End(slot, transaction);
            }
            else if (!running.Values.Any(r => r != transaction && action == 'w' && r.Writes.Contains(table)))
            {
                Touch(slot, transaction, action, table);
            }
        }

        public bool IsSerializable() => Order(0, []);

        public override string ToString() => text.ToString();

        private void Touch(int slot, Running transaction, char action, char table)
        {
            try
            {
                register.CheckOrder(transaction.Inner, [new TableAccess("public", table.ToString(), action == 'r' ? LockMode.Read : LockMode.Append)], _ => 0);
                (action == 'r' ? transaction.Reads : transaction.Writes).Add(table);
            }
            catch (SqlError)
            {
                Refused++;
                register.Rollback(transaction.Inner);
                running.Remove(slot);
            }
        }

        private void End(int slot, Running transaction)
        {
            register.Commit(transaction.Inner, () => { });
            foreach (char table in transaction.Writes)
            {
                committedWriters[table].Add(transaction.Name);
            }

            committed.Add(transaction);
            running.Remove(slot);
        }

        /// <summary>Tries all orders: appends to one table are in commit order, and a reader comes after exactly those that it saw.</summary>
        private bool Order(int done, HashSet<int> tried)
        {
            if (done == (1 << committed.Count) - 1)
            {
                return true;
            }

            if (!tried.Add(done))
            {
                return false;
            }

            return Enumerable.Range(0, committed.Count).Any(i => (done & (1 << i)) == 0 && MayFollow(done, i) && Order(done | (1 << i), tried));
        }

        private bool MayFollow(int done, int next)
        {
            List<Running> before = [.. committed.Where((_, i) => (done & (1 << i)) != 0)];
            bool reads = committed[next].Reads.All(t => before.Where(d => d.Writes.Contains(t)).Select(d => d.Name).Order().SequenceEqual(committed[next].Seen[t].Order()));
            bool writes = committed[next].Writes.All(t => !committed.Take(next).Where((_, i) => (done & (1 << i)) == 0).Any(l => l.Writes.Contains(t)));
            return reads && writes;
        }

        private sealed class Running(int name, Transaction inner)
        {
            public int Name { get; } = name;

            public Transaction Inner { get; } = inner;

            public HashSet<char> Reads { get; } = [];

            public HashSet<char> Writes { get; } = [];

            public Dictionary<char, List<int>> Seen { get; } = [];
        }
    }
}
