using Microsoft.Extensions.Options;
using RedshiftIntegration.Flow;
using RedshiftIntegration.Types;

namespace RedshiftIntegration.Engines.Direct;

/// <summary><see cref="Engine.Direct"/>: reads in this process, one range per source, and writes Parquet as it reads.</summary>
internal sealed class DirectExtractor(ISourceConnectors connectors, IOptions<RedshiftIntegrationOptions> options, ColumnPool pool, TimeProvider time) : IExtractor
{
    public bool Serves(Engine engine) => engine is Engine.DirectEngine;

    public async Task<StagedBatch> ExtractAsync(ExtractRequest request, IStagedRun staging, IProgress<ExtractProgress>? progress, CancellationToken cancellationToken)
    {
        await using ISourceRead read = await connectors.For(request.Source).OpenAsync(request, cancellationToken);
        ExtractLine line = new(read, staging, request.Mapping, options.Value, pool, new ProgressReporter(progress, read.ExpectedRows, time));
        ExtractedFiles extracted = await line.RunAsync(cancellationToken);
        return new StagedBatch
        {
            Files = EquatableList.From(extracted.Files),
            ManifestUri = extracted.Files.Count == 0 ? null : await staging.WriteManifestAsync(extracted.Files, cancellationToken),
            RowsRead = extracted.Rows,
            RowsStaged = extracted.Rows,
            RowsDeferred = read.RowsDeferred,
            WatermarkTo = read.UpperBound,
            Notes = EquatableList.From(read.Notes),
        };
    }
}
