namespace RedshiftIntegration.Flow;

/// <summary>The extract step of an engine: source to staged Parquet files.</summary>
internal interface IExtractor
{
    bool Serves(Engine engine);

    /// <summary>Reads the source in one consistent snapshot and writes its rows as Parquet files and, last, the manifest.</summary>
    Task<StagedBatch> ExtractAsync(ExtractRequest request, IStagedRun staging, IProgress<ExtractProgress>? progress, CancellationToken cancellationToken);
}

internal readonly record struct ExtractProgress(long Rows, long? TotalRows, long Bytes);
