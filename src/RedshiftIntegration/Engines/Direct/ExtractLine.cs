using System.Collections.Concurrent;
using RedshiftIntegration.Flow;
using RedshiftIntegration.Flow.Figures;

namespace RedshiftIntegration.Engines.Direct;

/// <summary>
/// One range: a reader thread fills batches, an encoder thread writes them; a fixed number of batches goes round between the two, so that memory is
/// bounded whichever of them is slower.
/// </summary>
internal sealed class ExtractLine(ISourceRead read, IStagedRun staging, string name, ResolvedMapping mapping, RedshiftIntegrationOptions options, ColumnPool pool, ProgressReporter progress, BatchTally? tally = null)
{
    private const int Batches = 3;
    private volatile bool _wasReadToTheEnd;

    public async Task<ExtractedFiles> RunAsync(CancellationToken cancellationToken)
    {
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using BlockingCollection<ColumnBatch> free = [];
        using BlockingCollection<ColumnBatch> full = [];
        ColumnBatch[] batches = [.. Enumerable.Range(0, Batches).Select(_ => new ColumnBatch(mapping, options.Extraction.BatchRows, pool))];
        try
        {
            Array.ForEach(batches, free.Add);
            Task reading = OnThread(() => Read(free, full, stop.Token), stop);
            Task<ExtractedFiles> encoding = OnThread(() => Encode(free, full, stop.Token), stop);
            await Task.WhenAll(Settled(reading), Settled(encoding));
            cancellationToken.ThrowIfCancellationRequested();
            await FirstFailure(reading, encoding);
            return await encoding;
        }
        finally
        {
            Array.ForEach(batches, b => b.Dispose());
        }
    }

    /// <summary>Whoever fails stops the other.</summary>
    private static Task<T> OnThread<T>(Func<T> work, CancellationTokenSource stop) => Task.Factory.StartNew(
        () =>
        {
            try
            {
                return work();
            }
            catch
            {
                stop.Cancel();
                throw;
            }
        },
        CancellationToken.None,
        TaskCreationOptions.LongRunning,
        TaskScheduler.Default);

    private static async Task Settled(Task task) => await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    /// <summary>The error that began it: the other side only reports that it was stopped.</summary>
    private static async Task FirstFailure(Task reading, Task encoding)
    {
        Task? failed = new[] { reading, encoding }.FirstOrDefault(t => t.IsFaulted && t.Exception!.InnerException is not OperationCanceledException);
        if (failed is not null)
        {
            await failed;
        }
    }

    private bool Read(BlockingCollection<ColumnBatch> free, BlockingCollection<ColumnBatch> full, CancellationToken stop)
    {
        try
        {
            while (true)
            {
                ColumnBatch batch = free.Take(stop);
                batch.Clear();
                bool more = read.Fill(batch, stop);
                tally?.Add(batch);
                if (batch.Rows > 0)
                {
                    full.Add(batch, stop);
                }

                if (!more)
                {
                    _wasReadToTheEnd = true;
                    return true;
                }
            }
        }
        finally
        {
            full.CompleteAdding();
        }
    }

    private ExtractedFiles Encode(BlockingCollection<ColumnBatch> free, BlockingCollection<ColumnBatch> full, CancellationToken stop)
    {
        using FileSequence files = new(staging, name, mapping, options, pool, stop);
        while (full.TryTake(out ColumnBatch? batch, Timeout.Infinite, stop))
        {
            files.Write(batch);
            free.Add(batch, stop);
            progress.Report(files.Rows, files.Bytes);
        }

        if (!_wasReadToTheEnd)
        {
            throw new OperationCanceledException("The reader failed; what is encoded so far is no whole extract.");
        }

        IReadOnlyList<StagedFile> staged = files.Complete();
        progress.Finish(files.Rows, files.Bytes);
        return new ExtractedFiles(staged, files.Rows);
    }
}

internal sealed record ExtractedFiles(IReadOnlyList<StagedFile> Files, long Rows);
