using RedshiftIntegration.Types;

namespace RedshiftIntegration.Flow;

/// <summary>The control schema as the runner sees it: reads in autocommit, never touches a gate.</summary>
internal interface IRunHistory
{
    /// <summary>The newest committed run of the pipeline on its target; null before the first.</summary>
    Task<CommittedRun?> LastCommittedAsync(PipelineDefinition definition, CancellationToken cancellationToken);

    /// <summary>When the newest committed run that compared the source's keys with the target's began; null if none has.</summary>
    Task<DateTimeOffset?> LastKeyComparisonAsync(PipelineDefinition definition, CancellationToken cancellationToken);

    /// <summary>Whether a succeeded row with this run id exists.</summary>
    Task<bool> IsCommittedAsync(PipelineDefinition definition, string runId, CancellationToken cancellationToken);

    /// <summary>Whether there is a row of this run, however it ended.</summary>
    Task<bool> IsRecordedAsync(PipelineDefinition definition, string runId, CancellationToken cancellationToken);

    /// <summary>The mapping that apply stored last; null if the pipeline was never applied or the control schema is missing.</summary>
    Task<AppliedMapping?> AppliedMappingAsync(PipelineDefinition definition, CancellationToken cancellationToken);

    /// <summary>Writes the row of a run that did not commit: failed, cancelled, superseded, abandoned.</summary>
    Task RecordAsync(PipelineDefinition definition, RunRecord run, CancellationToken cancellationToken);
}

internal sealed record CommittedRun(string RunId, string? Watermark);

internal sealed record AppliedMapping(int Version, string Hash, ResolvedMapping Mapping);

/// <summary>A row of <c>runs</c> with its steps.</summary>
internal sealed record RunRecord
{
    public required string RunId { get; init; }

    public required string Pipeline { get; init; }

    public required string Target { get; init; }

    public RunKind Kind { get; init; }

    public required string Mode { get; init; }

    public required string Engine { get; init; }

    public required RunStatus Status { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required DateTimeOffset FinishedAt { get; init; }

    public string PreviousRunId { get; init; } = string.Empty;

    public string? WatermarkFrom { get; init; }

    public string? WatermarkTo { get; init; }

    public int Snapshots { get; init; }

    public long RowsRead { get; init; }

    public long RowsStaged { get; init; }

    public long RowsDeferred { get; init; }

    public long RowsRejected { get; init; }

    public EquatableList<RowRejection> Rejections { get; init; }

    public long BytesStaged { get; init; }

    public int SchemaVersion { get; init; }

    public string? ProblemId { get; init; }

    public string? Error { get; init; }

    public required string Host { get; init; }

    public EquatableList<RunStepRecord> Steps { get; init; }
}
