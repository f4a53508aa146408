using RedshiftIntegration.Flow;
using RedshiftIntegration.Flow.Figures;

namespace RedshiftIntegration.Tests.Running;

/// <summary>Real sources whose rows are changed on their way into the batch, as a faulty driver would.</summary>
internal sealed class TamperedSources(ISourceConnectors inner, Action<ColumnBatch> tamper) : ISourceConnectors
{
    public ISourceConnector For(Source source) => new Connector(inner.For(source), tamper);

    private sealed class Connector(ISourceConnector inner, Action<ColumnBatch> tamper) : ISourceConnector
    {
        public string Connection => inner.Connection;

        public Task<SourceTable> DescribeAsync(Source source, CancellationToken cancellationToken) => inner.DescribeAsync(source, cancellationToken);

        public ColumnResolution Resolve(SourceColumn column, RedshiftType? asked, string? clrType) => inner.Resolve(column, asked, clrType);

        public Task<CursorBound?> ChunkEndAsync(ExtractRequest request, long rows, CancellationToken cancellationToken) => inner.ChunkEndAsync(request, rows, cancellationToken);

        public async Task<ISourceRead> OpenAsync(ExtractRequest request, CancellationToken cancellationToken) => new Read(await inner.OpenAsync(request, cancellationToken), tamper);
    }

    private sealed class Read(ISourceRead inner, Action<ColumnBatch> tamper) : ISourceRead
    {
        public string? UpperBound => inner.UpperBound;

        public long RowsDeferred => inner.RowsDeferred;

        public long? ExpectedRows => inner.ExpectedRows;

        public IReadOnlyCollection<string> AlteredColumns => inner.AlteredColumns;

        public long RowsLeftOut => inner.RowsLeftOut;

        public IReadOnlyList<string> Notes => inner.Notes;

        public bool Fill(ColumnBatch batch, CancellationToken cancellationToken)
        {
            bool more = inner.Fill(batch, cancellationToken);
            if (batch.Rows > 0)
            {
                tamper(batch);
            }

            return more;
        }

        public Task<ISourceRead> ReadKeysAsync(ResolvedMapping keys, CancellationToken cancellationToken) => inner.ReadKeysAsync(keys, cancellationToken);

        public Task<IReadOnlyList<Figure>> FiguresAsync(IReadOnlyList<Measured> measured, CancellationToken cancellationToken) => inner.FiguresAsync(measured, cancellationToken);

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
