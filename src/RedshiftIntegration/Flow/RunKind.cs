namespace RedshiftIntegration.Flow;

/// <summary>What a run is for: <c>runs.kind</c>.</summary>
internal enum RunKind
{
    /// <summary>From the watermark to the source's newest rows; moves the watermark.</summary>
    Load,

    /// <summary>A stated range of the cursor once more; leaves the watermark where it is.</summary>
    Backfill,

    /// <summary>Sets the watermark back and removes the rows beyond it from the target; reads nothing.</summary>
    Reset,
}
