using Npgsql;
using RedshiftIntegration.Flow;
using RedshiftIntegration.Redshift;

namespace RedshiftIntegration.Loading;

/// <summary>One attempt at a load: the plan's statements in their order on one connection, each step timed.</summary>
internal sealed class LoadTransaction
{
    private static readonly TimeSpan RollBackTime = TimeSpan.FromSeconds(10);

    private readonly LoadRequest _request;
    private readonly TimeProvider _clock;
    private readonly Dictionary<string, string> _slots;
    private readonly List<RunStepRecord> _steps;
    private LoadResult? _result;

    public LoadTransaction(LoadPlan plan, LoadRequest request, TimeProvider clock)
    {
        Plan = plan;
        _request = request;
        _clock = clock;
        _steps = [.. request.Steps];
        try
        {
            _slots = LoadSlots.Of(request);
        }
        catch (ArgumentException exception)
        {
            throw new LoadException(Errors.LoadProblems.Address(exception.Message), inner: exception) { Table = plan.Target, Step = "begin" };
        }
    }

    public LoadPlan Plan { get; }

    public LoadRequest Request => _request;

    public LoadCounts Counts { get; private set; } = new();

    /// <summary>From here on a failure says nothing about the outcome.</summary>
    public bool IsCommitting { get; private set; }

    /// <summary>What the run row says, once it is written.</summary>
    public LoadResult Result => _result ?? throw new InvalidOperationException("The run row is not written yet.");

    public async Task<LoadResult> RunAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        string? step = null;
        DateTimeOffset since = default;
        foreach (LoadStatement statement in Plan.Statements.Where(s => s.IsNeeded(_request.Batch)))
        {
            if (!string.Equals(step, statement.Step, StringComparison.Ordinal))
            {
                Close(step, since);
                (step, since) = (statement.Step, _clock.GetUtcNow());
                Open(step);
            }

            IsCommitting = string.Equals(step, "commit", StringComparison.Ordinal);
            await ExecuteAsync(connection, statement, cancellationToken).ConfigureAwait(false);
        }

        return Result;
    }

    /// <summary>Ends a failed transaction, whatever the caller's token says: the connection goes back to the pool, and its temporary tables go with the transaction.</summary>
    public async Task RollBackAsync(NpgsqlConnection connection)
    {
        if (!connection.FullState.HasFlag(System.Data.ConnectionState.Open))
        {
            return;
        }

        using CancellationTokenSource patience = new(RollBackTime, _clock);
        try
        {
            await RunAsync(connection, $"/* rsi run={_slots["run"]} step=rollback */ ROLLBACK", patience.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is NpgsqlException or OperationCanceledException)
        {
            // The server ends the transaction of a closed connection by itself.
            await connection.CloseAsync().ConfigureAwait(false);
        }
    }

    public string Fill(LoadStatement statement) => LoadTemplate.Fill(statement.Sql, _slots);

    private static async Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        NpgsqlCommand command = new(sql, connection) { CommandTimeout = 0 };
        await using (command.ConfigureAwait(false))
        {
            await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private void Open(string step)
    {
        _request.OnStep?.Invoke(step);
        if (string.Equals(step, "record", StringComparison.Ordinal))
        {
            DateTimeOffset now = RecordedTime.Of(_clock.GetUtcNow());
            LoadSlots.Finish(_slots, now, _steps);
            _result = new LoadResult
            {
                RowsInserted = Counts.Inserted,
                RowsUpdated = Counts.Updated,
                RowsUnchanged = Counts.Unchanged,
                RowsDeleted = Counts.Deleted,
                FinishedAt = now,
                Steps = [.. _steps],
            };
        }
    }

    private void Close(string? step, DateTimeOffset since)
    {
        if (step is null)
        {
            return;
        }

        _steps.Add(new RunStepRecord(step, since, _clock.GetUtcNow())
        {
            Rows = step switch
            {
                "copy" => _request.Batch.RowsStaged,
                "merge" => Counts.Inserted + Counts.Updated,
                "insert" => Counts.Inserted,
                "copy_keys" => _request.Batch.Keys?.Rows,
                "missed" => Counts.Missed,
                "delete_all" or "clear" or "delete" => Counts.Deleted,
                _ => null,
            },
            Bytes = step switch
            {
                "copy" => _request.Batch.Files.Sum(f => f.Bytes),
                "copy_keys" => _request.Batch.Keys?.Files.Sum(f => f.Bytes),
                _ => null,
            },
            Detail = string.Equals(step, "missed", StringComparison.Ordinal) && Counts.Missed > 0
                ? "rows of the source that the target lacks although the watermark has passed them: they became visible later than the lag behind their cursor, or a policy keeps them out"
                : null,
        });
    }

    private async Task ExecuteAsync(NpgsqlConnection connection, LoadStatement statement, CancellationToken cancellationToken)
    {
        try
        {
            if (!statement.ReturnsCounts)
            {
                await RunAsync(connection, Fill(statement), cancellationToken).ConfigureAwait(false);
                return;
            }

            NpgsqlCommand command = new(Fill(statement), connection) { CommandTimeout = 0 };
            await using (command.ConfigureAwait(false))
            {
                NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
                await using (reader.ConfigureAwait(false))
                {
                    await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
                    Counts = new LoadCounts
                    {
                        Inserted = reader.GetInt64(0),
                        Updated = reader.GetInt64(1),
                        Unchanged = reader.GetInt64(2),
                        Deleted = reader.GetInt64(3),
                        Missed = reader.FieldCount > 4 ? reader.GetInt64(4) : 0,
                        Guarded = reader.FieldCount > 5 ? reader.GetInt64(5) : 0,
                    };
                }
            }
        }
        catch (NpgsqlException exception) when (IsCommitting && RedshiftFailure.KindOf(exception) == FailureKind.Lost)
        {
            throw new CommitLostException(exception);
        }
        catch (NpgsqlException exception)
        {
            throw new LoadStepException(statement, exception);
        }
    }
}
