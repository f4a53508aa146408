using System.Collections.Immutable;

namespace RedshiftIntegration;

/// <summary>The outcome of one run. Each property can be recomputed from the control schema: docs/control-schema.md has the query.</summary>
public sealed record PipelineRun
{
    internal PipelineRun()
    {
    }

    /// <summary>The run's id, sortable by time.</summary>
    public string RunId { get; internal init; } = string.Empty;

    /// <summary>The pipeline's id.</summary>
    public string Pipeline { get; internal init; } = string.Empty;

    /// <summary>How it ended.</summary>
    public RunStatus Status { get; internal init; }

    /// <summary>When it began, UTC.</summary>
    public DateTimeOffset StartedAt { get; internal init; }

    /// <summary>How long it took.</summary>
    public TimeSpan Duration { get; internal init; }

    /// <summary>Rows read from the source.</summary>
    public long RowsRead { get; internal init; }

    /// <summary>Rows in the staged files.</summary>
    public long RowsStaged { get; internal init; }

    /// <summary>Rows added to the target.</summary>
    public long RowsInserted { get; internal init; }

    /// <summary>Rows of the target that changed.</summary>
    public long RowsUpdated { get; internal init; }

    /// <summary>Staged rows that equalled the target's.</summary>
    public long RowsUnchanged { get; internal init; }

    /// <summary>Rows removed from the target, or marked there as deleted.</summary>
    public long RowsDeleted { get; internal init; }

    /// <summary>Rows kept out of the target by a policy.</summary>
    public long RowsRejected { get; internal init; }

    /// <summary>Rows whose cursor lies beyond the source's clock; a later run takes them.</summary>
    public long RowsDeferred { get; internal init; }

    /// <summary>Bytes of the staged files.</summary>
    public long BytesStaged { get; internal init; }

    /// <summary>The cursor that the run started from; null for a full read.</summary>
    public string? WatermarkFrom { get; internal init; }

    /// <summary>The cursor that the run has reached; null without a cursor.</summary>
    public string? WatermarkTo { get; internal init; }

    /// <summary>From how many snapshots of the source the rows come.</summary>
    public int Snapshots { get; internal init; }

    /// <summary>The steps in their order, each with its time.</summary>
    public ImmutableArray<RunStep> Steps { get; internal init; } = [];
}
