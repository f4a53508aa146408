using Microsoft.Extensions.Options;
using RedshiftIntegration.Flow;
using RedshiftIntegration.Flow.Figures;
using RedshiftIntegration.Types;

namespace RedshiftIntegration.Engines.Direct;

/// <summary><see cref="Engine.Direct"/>: reads in this process, one range per source, and writes Parquet as it reads.</summary>
internal sealed class DirectExtractor(ISourceConnectors connectors, IOptions<RedshiftIntegrationOptions> options, ColumnPool pool, TimeProvider time) : IExtractor
{
    public bool Serves(Engine engine) => engine is Engine.DirectEngine;

    public async Task<StagedBatch> ExtractAsync(ExtractRequest request, IStagedRun staging, IProgress<ExtractProgress>? progress, CancellationToken cancellationToken)
    {
        await using ISourceRead read = await connectors.For(request.Source).OpenAsync(request, cancellationToken);
        BatchTally? tally = request.Verification is null ? null : new(request.Mapping);
        ExtractLine line = new(read, staging, "rows", request.Mapping, options.Value, pool, new ProgressReporter(progress, read.ExpectedRows, time), tally);
        ExtractedFiles extracted = await line.RunAsync(cancellationToken);
        long rowsRead = extracted.Rows + request.Rejections.RowsQuarantined;
        if (request.Rejections.Settle(rowsRead) is { } broken)
        {
            throw broken.Problem(request);
        }

        EquatableList<Figure> figures = tally is null ? [] : await FiguresAsync(read, request, tally, cancellationToken);
        StagedKeys? keys = request.ReadsKeys ? await ExtractKeysAsync(read, request.Mapping.OfKeys(), staging, cancellationToken) : null;
        return new StagedBatch
        {
            Files = EquatableList.From(extracted.Files),
            ManifestUri = extracted.Files.Count == 0 ? null : await staging.WriteManifestAsync(extracted.Files, cancellationToken),
            RowsRead = rowsRead,
            RowsStaged = extracted.Rows,
            RowsRejected = request.Rejections.RowsQuarantined,
            Rejections = request.Rejections.Lines,
            RowsDeferred = read.RowsDeferred,
            WatermarkTo = read.UpperBound,
            Keys = keys,
            Figures = figures,
            Notes = EquatableList.From(read.Notes),
        };
    }

    /// <summary>In the snapshot of the rows: neither a row that is staged nor one that was inserted since can be missing there by chance.</summary>
    private async Task<StagedKeys> ExtractKeysAsync(ISourceRead read, ResolvedMapping mapping, IStagedRun staging, CancellationToken cancellationToken)
    {
        await using ISourceRead keys = await read.ReadKeysAsync(mapping, cancellationToken);
        ExtractedFiles extracted = await new ExtractLine(keys, staging, "keys", mapping, options.Value, pool, new ProgressReporter(null, null, time)).RunAsync(cancellationToken);
        return new StagedKeys
        {
            Files = EquatableList.From(extracted.Files),
            ManifestUri = extracted.Files.Count == 0 ? null : await staging.WriteKeysManifestAsync(extracted.Files, cancellationToken),
            Rows = extracted.Rows,
        };
    }

    private static async Task<EquatableList<Figure>> FiguresAsync(ISourceRead read, ExtractRequest request, BatchTally tally, CancellationToken cancellationToken)
    {
        IReadOnlyList<Measured> measured = Measures.Of(request.Mapping, request.Verification!);
        return ExpectedFigures.Of(measured, await read.FiguresAsync(measured, cancellationToken), tally, read);
    }
}
