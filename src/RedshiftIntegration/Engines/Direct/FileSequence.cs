using System.Globalization;
using RedshiftIntegration.Flow;

namespace RedshiftIntegration.Engines.Direct;

/// <summary>The files of one range, <c>rows-0001.parquet</c> and on: the next is begun where a row group ends after the target size. Used by the encoder's thread alone.</summary>
internal sealed class FileSequence : IDisposable
{
    private readonly IStagedRun _staging;
    private readonly string _name;
    private readonly long _fileBytes;
    private readonly CancellationToken _cancellationToken;
    private readonly ParquetFileEncoder _encoder;
    private readonly List<StagedFile> _files = [];
    private StagedFileStream? _stream;
    private long _finishedBytes;

    public FileSequence(IStagedRun staging, string name, ResolvedMapping mapping, RedshiftIntegrationOptions options, ColumnPool pool, CancellationToken cancellationToken)
    {
        _staging = staging;
        _name = name;
        _fileBytes = options.Extraction.FileBytes;
        _cancellationToken = cancellationToken;
        _encoder = new ParquetFileEncoder(mapping, options.Staging.Compression, options.Extraction.RowGroupBytes, pool);
    }

    public long Rows { get; private set; }

    public long Bytes => _finishedBytes + (_stream?.BytesWritten ?? 0);

    public void Write(ColumnBatch batch)
    {
        if (_stream is null)
        {
            _stream = _staging.Create(string.Create(CultureInfo.InvariantCulture, $"{_name}-{_files.Count + 1:D4}.parquet"), _cancellationToken);
            _encoder.Begin(_stream, batch);
        }

        bool closedGroup = _encoder.Write(batch);
        Rows += batch.Rows;
        if (closedGroup && _stream.BytesWritten >= _fileBytes)
        {
            EndFile();
        }
    }

    public IReadOnlyList<StagedFile> Complete()
    {
        EndFile();
        return _files;
    }

    public void Dispose()
    {
        _encoder.Dispose();
        _stream?.Dispose();
    }

    private void EndFile()
    {
        if (_stream is null)
        {
            return;
        }

        _encoder.End();

        // The thread is the encoder's own and has nothing else to do: it may wait.
        _files.Add(_stream.CompleteAsync(_encoder.Rows).GetAwaiter().GetResult());
        _finishedBytes += _stream.BytesWritten;
        _stream.Dispose();
        _stream = null;
    }
}
