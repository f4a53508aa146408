using RedshiftIntegration.Flow;

namespace RedshiftIntegration.Running;

/// <summary>
/// Cuts a range of the cursor into chunks of a bounded number of rows, each for a run with a snapshot of its own: so no snapshot is held open for the whole range, and
/// what is done stays done.
/// </summary>
internal sealed class Backfill(PipelineDefinition definition, ResolvedMapping mapping, ISourceConnector connector, long rows)
{
    /// <returns>The first chunk of <paramref name="left"/>, to the last of whose rows it reaches; null where the range holds no row. Rows of one cursor value are never split.</returns>
    public async Task<CursorRange?> NextChunkAsync(CursorRange left, CancellationToken cancellationToken)
    {
        ExtractRequest request = new() { RunId = string.Empty, Pipeline = definition.Id, Source = definition.Source, Mapping = mapping, Range = left };
        return await connector.ChunkEndAsync(request, rows, cancellationToken).ConfigureAwait(false) is { } end ? left with { To = end } : null;
    }
}
