namespace RedshiftIntegration.Testing.Loading;

/// <summary>Cuts a file into records of fields.</summary>
internal abstract class RecordReader : IDisposable
{
    public TextRecord Record { get; } = new();

    /// <summary>Lines read so far.</summary>
    public abstract long Lines { get; }

    /// <summary>The record as it stands in the file.</summary>
    public abstract ReadOnlySpan<byte> Raw { get; }

    /// <summary>Whether one empty field more than columns is only a delimiter at the line's end (AWS: t_preparing-input-data).</summary>
    public virtual bool MayEndWithDelimiter => false;

    /// <summary>Reads the next record; a bad one has a fault.</summary>
    public abstract bool Read();

    public abstract void Dispose();
}

/// <summary>A format of lines: skips the header and blank lines.</summary>
internal abstract class LineRecordReader(Stream stream, CopyOptions options) : RecordReader
{
    private int headers = options.IgnoreHeader;

    public override long Lines => Source.Lines;

    public override ReadOnlySpan<byte> Raw => Source.Line;

    protected LineSource Source { get; } = new(stream);

    public override bool Read()
    {
        for (; headers > 0 && Source.Next(); headers--)
        {
        }

        do
        {
            if (!Source.Next())
            {
                return false;
            }
        }
        while (options.IgnoreBlankLines && Source.Line.IsEmpty);
        Record.Reset(Source.Number);
        Split();
        return true;
    }

    public override void Dispose() => Source.Dispose();

    /// <summary>Puts the fields of the source's line into the record.</summary>
    protected abstract void Split();
}
