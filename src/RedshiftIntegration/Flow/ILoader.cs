namespace RedshiftIntegration.Flow;

/// <summary>The load step: one transaction in Redshift.</summary>
internal interface ILoader
{
    /// <summary>Runs the pipeline's load plan, or that of its reset. Error 1023 and deadlocks are retried inside the time budget.</summary>
    /// <exception cref="LoadException">RSI4xxx; <see cref="LoadResult"/> is not given and nothing of the run is in the target.</exception>
    /// <exception cref="SupersededException">The gate was moved by another run since the bound was taken.</exception>
    Task<LoadResult> LoadAsync(LoadRequest request, CancellationToken cancellationToken);
}

internal sealed record LoadRequest
{
    public required string RunId { get; init; }

    public RunKind Kind { get; init; }

    public required PipelineDefinition Definition { get; init; }

    public required ResolvedMapping Mapping { get; init; }

    public required int SchemaVersion { get; init; }

    public required StagedBatch Batch { get; init; }

    /// <summary>Run id and watermark of the newest committed run when this run started; '' and null if there is none.</summary>
    public required string PreviousRunId { get; init; }

    public string? WatermarkFrom { get; init; }

    /// <summary>
    /// The watermark after the run. A load that reads an empty table of an incremental pipeline leaves it where it is, and a back-fill always does.
    /// </summary>
    public string? WatermarkTo => Kind switch
    {
        RunKind.Backfill => WatermarkFrom,
        RunKind.Reset => Batch.WatermarkTo,
        _ => Batch.WatermarkTo ?? (Mapping.Cursor is null ? null : WatermarkFrom),
    };

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Lease and extract; the loader adds its own steps.</summary>
    public required IReadOnlyList<RunStepRecord> Steps { get; init; }

    public required string Host { get; init; }

    /// <summary>After this instant nothing is retried and a running statement is cancelled; null: no bound.</summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>Whether serialization conflicts and deadlocks are retried.</summary>
    public bool MayRetry { get; init; } = true;

    /// <summary>Told the name of each step as it begins.</summary>
    public Action<string>? OnStep { get; init; }
}

internal sealed record LoadResult
{
    public long RowsInserted { get; init; }

    public long RowsUpdated { get; init; }

    public long RowsUnchanged { get; init; }

    public long RowsDeleted { get; init; }

    /// <summary>When the run row was written: what <c>runs.finished_at</c> holds.</summary>
    public required DateTimeOffset FinishedAt { get; init; }

    /// <summary>All steps of the run as <c>run_steps</c> holds them, those of the request first; record, drop and commit come after the row is written.</summary>
    public required IReadOnlyList<RunStepRecord> Steps { get; init; }
}

/// <summary>A row of <c>run_steps</c>.</summary>
internal sealed record RunStepRecord(string Name, DateTimeOffset StartedAt, DateTimeOffset FinishedAt)
{
    public DateTimeOffset StartedAt { get; } = RecordedTime.Of(StartedAt);

    public DateTimeOffset FinishedAt { get; } = RecordedTime.Of(FinishedAt);

    public long? Rows { get; init; }

    public long? Bytes { get; init; }

    public string? Detail { get; init; }
}

/// <summary>The compare step found the gate moved. The runner starts over once.</summary>
internal sealed class SupersededException(string pipeline, Exception? inner = null)
    : Exception($"Another run of '{pipeline}' committed since this run took its bound.", inner);
