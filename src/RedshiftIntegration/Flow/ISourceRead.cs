using RedshiftIntegration.Flow.Figures;

namespace RedshiftIntegration.Flow;

/// <summary>One open snapshot of a source, to be read once.</summary>
internal interface ISourceRead : IAsyncDisposable
{
    /// <summary>The new watermark in its canonical text: MAX(cursor) in this snapshot, not above the source's clock; null without a cursor or for an empty table without an old one.</summary>
    string? UpperBound { get; }

    /// <summary>Rows whose cursor lies beyond the source's clock; they come in a later run.</summary>
    long RowsDeferred { get; }

    /// <summary>Rows that will come, if the source could say so cheaply.</summary>
    long? ExpectedRows { get; }

    /// <summary>Target columns whose values a policy altered on the way: dates that became NULL, texts that were cut.</summary>
    IReadOnlyCollection<string> AlteredColumns => [];

    /// <summary>Rows of the source that a policy left out.</summary>
    long RowsLeftOut => 0;

    /// <summary>What the run's record should say of the read, when it is over: dates that became NULL, and the like.</summary>
    IReadOnlyList<string> Notes => [];

    /// <summary>
    /// Fills <paramref name="batch"/> with the next rows on the calling thread (synchronously: awaiting each row costs more than reading it).
    /// False when there are no more rows. Blocking reads end when <paramref name="cancellationToken"/> cancels the command.
    /// </summary>
    bool Fill(ColumnBatch batch, CancellationToken cancellationToken);

    /// <summary>
    /// After the last row: reads the keys of all rows, under the source's conditions but without the cursor's bounds and without rows that it flags as deleted, in this
    /// very snapshot. Keys of an older snapshot would lack rows that are loaded, and those would be deleted. Dispose it before this read.
    /// </summary>
    /// <param name="keys">What to read: <see cref="ResolvedMapping.OfKeys"/>.</param>
    Task<ISourceRead> ReadKeysAsync(ResolvedMapping keys, CancellationToken cancellationToken);

    /// <summary>
    /// The source's own figures of the rows that were read: by its SQL in this snapshot, with the same bounds and conditions, after the last row. What it can't
    /// give exactly is left out.
    /// </summary>
    Task<IReadOnlyList<Figure>> FiguresAsync(IReadOnlyList<Measured> measured, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<Figure>>([]);
}
