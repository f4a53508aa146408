namespace RedshiftIntegration;

/// <summary>Where a run stands.</summary>
public sealed record PipelineProgress
{
    internal PipelineProgress()
    {
    }

    /// <summary>The pipeline's id.</summary>
    public string Pipeline { get; internal init; } = string.Empty;

    /// <summary>The step that is running, for example <c>extract</c> or <c>copy</c>.</summary>
    public string Step { get; internal init; } = string.Empty;

    /// <summary>Rows read so far.</summary>
    public long Rows { get; internal init; }

    /// <summary>Rows that are expected, where the source could tell.</summary>
    public long? TotalRows { get; internal init; }

    /// <summary>Bytes staged so far.</summary>
    public long Bytes { get; internal init; }
}
