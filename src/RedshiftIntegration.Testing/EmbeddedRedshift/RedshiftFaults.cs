using RedshiftIntegration.Testing.Engine;
using RedshiftIntegration.Testing.Sessions;
using RedshiftIntegration.Testing.Transactions;

namespace RedshiftIntegration.Testing;

/// <summary>Makes statements of an <see cref="EmbeddedRedshift"/> wait, fail or lose their connection, by the step name in their leading comment.</summary>
/// <remarks>
/// A statement has the step that its comment names, as in <c>/* rsi run=r1 step=copy */ COPY ...</c>. BEGIN, COMMIT and ROLLBACK without
/// such a comment have the steps <c>begin</c>, <c>commit</c> and <c>rollback</c>. A fault acts after the statement has its table locks and before it runs.
/// Names are compared without regard to case.
/// </remarks>
public sealed class RedshiftFaults
{
    private const string ConflictCode = "1023";

    private readonly Lock gate = new();
    private readonly List<HeldStep> holds = [];
    private readonly List<StepFault> faults = [];
    private readonly List<(string Step, int Statements, TaskCompletionSource Reached)> watchers = [];

    internal RedshiftFaults()
    {
    }

    /// <summary>Makes every statement of the step wait until the result is disposed. A waiting statement can be cancelled by its client.</summary>
    /// <param name="step">The step's name.</param>
    /// <returns>Dispose it to let all waiting statements run, and later ones pass.</returns>
    public IDisposable Hold(string step)
    {
        ArgumentException.ThrowIfNullOrEmpty(step);
        HeldStep hold = new(step, Remove);
        lock (gate)
        {
            holds.Add(hold);
        }

        return hold;
    }

    /// <summary>Completes when a statement of a held step waits, at once if one waits already.</summary>
    /// <param name="step">The step's name, as given to <see cref="Hold"/>.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public Task WaitUntilHeldAsync(string step, CancellationToken cancellationToken = default) => WaitUntilHeldAsync(step, 1, cancellationToken);

    /// <summary>Completes when several statements of a held step wait, at once if they wait already.</summary>
    /// <param name="step">The step's name, as given to <see cref="Hold"/>.</param>
    /// <param name="statements">How many have to wait at the same time.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public Task WaitUntilHeldAsync(string step, int statements, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(step);
        ArgumentOutOfRangeException.ThrowIfLessThan(statements, 1);
        lock (gate)
        {
            if (holds.Exists(h => h.Is(step) && h.Waiting >= statements))
            {
                return Task.CompletedTask;
            }

            TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
            watchers.Add((step, statements, reached));
            return reached.Task.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Makes the next statements of the step fail.</summary>
    /// <param name="step">The step's name.</param>
    /// <param name="sqlState">Five characters, or <c>1023</c> for Redshift's serializable isolation violation (which has the SQLSTATE XX000).</param>
    /// <param name="times">How many statements fail, 1 by default.</param>
    public void Fail(string step, string sqlState, int times = 1)
    {
        ArgumentException.ThrowIfNullOrEmpty(step);
        ArgumentException.ThrowIfNullOrEmpty(sqlState);
        ArgumentOutOfRangeException.ThrowIfLessThan(times, 1);
        if (sqlState != ConflictCode && (sqlState.Length != 5 || !sqlState.All(char.IsAsciiLetterOrDigit)))
        {
            throw new ArgumentException($"'{sqlState}' is no SQLSTATE: five letters or digits, or {ConflictCode}.", nameof(sqlState));
        }

        lock (gate)
        {
            faults.Add(new StepFault(step, times) { Error = () => Error(step, sqlState) });
        }
    }

    /// <summary>Closes the connection of the step's next statement without an answer, as a lost network does.</summary>
    /// <param name="step">The step's name.</param>
    /// <param name="after">False: the statement doesn't run and its transaction is rolled back. True: it runs first; a COMMIT has taken effect then.</param>
    public void Drop(string step, bool after = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(step);
        lock (gate)
        {
            faults.Add(new StepFault(step, 1) { DropsAfter = after });
        }
    }

    internal void Before(string? step, CancellationToken cancellation)
    {
        if (step is null)
        {
            return;
        }

        WaitWhileHeld(step, cancellation);
        if (Take(step, f => f.DropsAfter != true) is not { } fault)
        {
            return;
        }

        throw fault.Error is { } error ? error() : new ConnectionDroppedException(step);
    }

    internal void After(string? step)
    {
        if (step is not null && Take(step, f => f.DropsAfter == true) is not null)
        {
            throw new ConnectionDroppedException(step);
        }
    }

    private void WaitWhileHeld(string step, CancellationToken cancellation)
    {
        HeldStep? hold;
        lock (gate)
        {
            hold = holds.Find(h => h.Is(step));
            hold?.Enter();
            if (hold is not null)
            {
                foreach ((_, _, TaskCompletionSource reached) in watchers.FindAll(w => hold.Is(w.Step) && hold.Waiting >= w.Statements))
                {
                    reached.TrySetResult();
                }

                watchers.RemoveAll(w => w.Reached.Task.IsCompleted);
            }
        }

        try
        {
            hold?.Wait(cancellation);
        }
        finally
        {
            hold?.Leave();
        }
    }

    private StepFault? Take(string step, Predicate<StepFault> which)
    {
        lock (gate)
        {
            StepFault? fault = faults.Find(f => f.Is(step) && which(f));
            if (fault is not null && --fault.Remaining == 0)
            {
                faults.Remove(fault);
            }

            return fault;
        }
    }

    private void Remove(HeldStep hold)
    {
        lock (gate)
        {
            holds.Remove(hold);
        }
    }

    private static SqlError Error(string step, string sqlState) => sqlState switch
    {
        ConflictCode => ConflictLog.SerializableViolation("injected by RedshiftFaults"),
        "53100" => new SqlError(sqlState, "Disk Full", detail: $"Injected by RedshiftFaults at step {step}."),
        "40P01" => new SqlError(sqlState, "deadlock detected", detail: $"Injected by RedshiftFaults at step {step}."),
        "57014" => new SqlError(sqlState, "Query cancelled on user's request", detail: $"Injected by RedshiftFaults at step {step}."),
        _ => new SqlError(sqlState, $"error {sqlState} injected by RedshiftFaults at step {step}"),
    };
}
