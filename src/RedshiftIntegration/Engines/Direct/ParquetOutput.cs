namespace RedshiftIntegration.Engines.Direct;

/// <summary>
/// The stream that the native Parquet writer sees. It keeps the first error of the real one, because on its way through native code an exception
/// loses its type, and swallows what the writer wants to write after it.
/// </summary>
internal sealed class ParquetOutput(Stream inner) : Stream
{
    private long _written;
    private bool _closed;

    public Exception? Failure { get; private set; }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => _written;

    public override long Position
    {
        get => _written;
        set => throw new NotSupportedException();
    }

    /// <summary>From now on nothing reaches the real stream: the file is given up.</summary>
    public void Abandon() => _closed = true;

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (!_closed)
        {
            try
            {
                inner.Write(buffer);
            }
            catch (Exception failure)
            {
                Failure ??= failure;
                _closed = true;
                throw;
            }
        }

        _written += buffer.Length;
    }

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
