using RedshiftIntegration.Testing.Engine;
using RedshiftIntegration.Testing.Sessions;

namespace RedshiftIntegration.Testing;

/// <summary>Makes statements of an <see cref="EmbeddedRedshift"/> wait, take their time, fail or lose their connection.</summary>
/// <remarks>
/// Each method says which statements and what happens to them. A fault acts after the statement has its table locks and before it runs. Faults that act a
/// number of times are gone afterwards; the others last until what they returned is disposed.
/// </remarks>
public sealed class RedshiftFaults
{
    /// <summary>Redshift's serializable isolation violation, which has the SQLSTATE XX000 and this number as its message.</summary>
    public const string SerializationConflict = "1023";

    /// <summary>The cluster's disks are full.</summary>
    public const string DiskFull = "53100";

    /// <summary>Two transactions wait for each other.</summary>
    public const string Deadlock = "40P01";

    private const string DiskFullDetail =
        "\n  -----------------------------------------------\n  error:  Disk Full\n  code:      1016\n  context:   node: 0\n  query:     0\n"
        + "  location:  injected by RedshiftFaults\n  process:   query0_0 [pid=0]\n  -----------------------------------------------\n";

    private readonly Lock gate = new();
    private readonly TimeProvider clock;
    private readonly List<HeldStatements> holds = [];
    private readonly List<StatementFault> faults = [];
    private readonly List<(StatementMatch Which, int Statements, TaskCompletionSource Reached)> watchers = [];

    internal RedshiftFaults(TimeProvider clock) => this.clock = clock;

    /// <summary>Makes statements wait until the result is disposed. A waiting statement can be cancelled by its client.</summary>
    /// <param name="which">The statements; a text is a step's name.</param>
    /// <returns>Dispose it to let all waiting statements run, and later ones pass.</returns>
    public IDisposable Hold(StatementMatch which) => Add(new HeldStatements(which, null, Remove));

    /// <summary>Makes statements take longer, by the server's <see cref="EmbeddedRedshiftOptions.Clock"/>: with a clock of the test's own nothing sleeps.</summary>
    /// <param name="which">The statements; a text is a step's name.</param>
    /// <param name="duration">How long each waits before it runs.</param>
    /// <returns>Dispose it to let all waiting statements run, and later ones pass.</returns>
    public IDisposable Delay(StatementMatch which, TimeSpan duration)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(duration, TimeSpan.Zero);
        return Add(new HeldStatements(which, duration, Remove));
    }

    /// <summary>Completes when a held or delayed statement waits, at once if one waits already.</summary>
    /// <param name="which">The statements, as given to <see cref="Hold"/> or <see cref="Delay"/>.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public Task WaitUntilHeldAsync(StatementMatch which, CancellationToken cancellationToken = default) => WaitUntilHeldAsync(which, 1, cancellationToken);

    /// <summary>Completes when several held or delayed statements wait, at once if they wait already.</summary>
    /// <param name="which">The statements, as given to <see cref="Hold"/> or <see cref="Delay"/>.</param>
    /// <param name="statements">How many have to wait at the same time.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public Task WaitUntilHeldAsync(StatementMatch which, int statements, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(which);
        ArgumentOutOfRangeException.ThrowIfLessThan(statements, 1);
        lock (gate)
        {
            if (holds.Exists(h => h.Which == which && h.Waiting >= statements))
            {
                return Task.CompletedTask;
            }

            TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
            watchers.Add((which, statements, reached));
            return reached.Task.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Makes the next matching statements fail.</summary>
    /// <param name="which">The statements; a text is a step's name.</param>
    /// <param name="sqlState">Five characters, or <see cref="SerializationConflict"/>.</param>
    /// <param name="times">How many statements fail, 1 by default.</param>
    public void Fail(StatementMatch which, string sqlState, int times = 1)
    {
        Check(sqlState, times);
        Add(new StatementFault(which, times) { Error = () => Error(sqlState) });
    }

    /// <summary>Makes the next matching statements fail that write more than some rows, once they have: disks that are full in the middle of a load.</summary>
    /// <param name="which">The statements; a text is a step's name.</param>
    /// <param name="rows">How many rows a statement may insert, copy, update or delete before it fails. A COPY counts its rows file by file.</param>
    /// <param name="sqlState">Five characters, or <see cref="SerializationConflict"/>.</param>
    /// <param name="times">How many statements fail, 1 by default. Those that write less don't count.</param>
    /// <remarks>Nothing of a failed statement stays, and a block is aborted by it, as on Redshift.</remarks>
    public void FailAfterRows(StatementMatch which, long rows, string sqlState = DiskFull, int times = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 0);
        Check(sqlState, times);
        Add(new StatementFault(which, times) { Error = () => Error(sqlState), AfterRows = rows });
    }

    /// <summary>Closes the connection of the next matching statement without an answer, as a lost network does.</summary>
    /// <param name="which">The statement; a text is a step's name.</param>
    /// <param name="after">False: the statement doesn't run and its transaction is rolled back. True: it runs first; a COMMIT has taken effect then.</param>
    public void Drop(StatementMatch which, bool after = false) => Add(new StatementFault(which, 1) { DropsAfter = after });

    /// <summary>To be called once for each statement before it runs; gives the fault that <see cref="Writing"/> and <see cref="After"/> have to be called with.</summary>
    internal StatementFault? Before(string? step, string text, CancellationToken cancellation)
    {
        HeldStatements? hold;
        CancellationTokenSource? elapsed;
        StatementFault? fault;
        StatementFault? later;
        lock (gate)
        {
            if (holds.Count == 0 && faults.Count == 0)
            {
                return null;
            }

            hold = holds.FindAll(h => h.Counts(step, text)).FirstOrDefault();
            elapsed = hold?.Enter(clock);
            Notify(hold);
            List<StatementFault> acting = faults.FindAll(f => f.Counts(step, text));
            fault = acting.Find(f => !f.ActsLater);
            later = acting.Find(f => f.ActsLater);
            Use(fault);
        }

        try
        {
            hold?.Wait(elapsed, cancellation);
        }
        finally
        {
            hold?.Leave();
            elapsed?.Dispose();
        }

        return fault is null ? later : throw (fault.Error is { } error ? error() : new ConnectionDroppedException());
    }

    /// <summary>What has to be told of the rows that one statement writes, as it writes them; null where nobody asks.</summary>
    internal Action<long>? Writing(StatementFault? fault)
    {
        if (fault?.AfterRows is not { } limit)
        {
            return null;
        }

        long written = 0;
        return rows =>
        {
            written += rows;
            if (written > limit && TryUse(fault))
            {
                throw fault.Error!();
            }
        };
    }

    internal void After(StatementFault? fault)
    {
        if (fault is { DropsAfter: true } && TryUse(fault))
        {
            throw new ConnectionDroppedException();
        }
    }

    /// <summary>False where other statements have used it up meanwhile.</summary>
    private bool TryUse(StatementFault fault)
    {
        lock (gate)
        {
            if (!faults.Contains(fault))
            {
                return false;
            }

            Use(fault);
            return true;
        }
    }

    private static void Check(string sqlState, int times)
    {
        ArgumentException.ThrowIfNullOrEmpty(sqlState);
        ArgumentOutOfRangeException.ThrowIfLessThan(times, 1);
        if (sqlState != SerializationConflict && (sqlState.Length != 5 || !sqlState.All(char.IsAsciiLetterOrDigit)))
        {
            throw new ArgumentException($"'{sqlState}' is no SQLSTATE: five letters or digits, or {SerializationConflict}.", nameof(sqlState));
        }
    }

    private HeldStatements Add(HeldStatements hold)
    {
        lock (gate)
        {
            holds.Add(hold);
        }

        return hold;
    }

    private void Add(StatementFault fault)
    {
        lock (gate)
        {
            faults.Add(fault);
        }
    }

    private void Notify(HeldStatements? hold)
    {
        if (hold is not null)
        {
            foreach ((_, _, TaskCompletionSource reached) in watchers.FindAll(w => w.Which == hold.Which && hold.Waiting >= w.Statements))
            {
                reached.TrySetResult();
            }

            watchers.RemoveAll(w => w.Reached.Task.IsCompleted);
        }
    }

    private void Use(StatementFault? fault)
    {
        if (fault is not null && --fault.Remaining == 0)
        {
            faults.Remove(fault);
        }
    }

    private void Remove(HeldStatements hold)
    {
        lock (gate)
        {
            holds.Remove(hold);
        }
    }

    private static SqlError Error(string sqlState)
    {
        (string code, string message, string? detail) = sqlState switch
        {
            SerializationConflict => ("XX000", SerializationConflict, "Serializable isolation violation on table - 0, injected by RedshiftFaults"),
            DiskFull => (sqlState, "Disk Full", DiskFullDetail),
            Deadlock => (sqlState, "deadlock detected", "Injected by RedshiftFaults."),
            "57014" => (sqlState, "Query cancelled on user's request", "Injected by RedshiftFaults."),
            _ => (sqlState, $"error {sqlState} injected by RedshiftFaults", null),
        };
        return new SqlError(code, message, detail: detail) { IsInjected = true };
    }
}
