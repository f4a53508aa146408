namespace RedshiftIntegration.Testing.Loading;

/// <summary>Lines of UTF-8 text, which end with \n or \r\n. A record may take several.</summary>
internal sealed class LineSource(Stream stream) : IDisposable
{
    private const int FirstSize = 256 * 1024;
    private static ReadOnlySpan<byte> Mark => [0xEF, 0xBB, 0xBF];

    private byte[] buffer = new byte[FirstSize];
    private int start;
    private int end;
    private int next;
    private int filled;
    private bool ended;
    private bool begun;

    /// <summary>The number of the record's first line, from 1.</summary>
    public long Number { get; private set; }

    /// <summary>Lines taken so far.</summary>
    public long Lines { get; private set; }

    /// <summary>The record without the end of its last line.</summary>
    public ReadOnlySpan<byte> Line => buffer.AsSpan(start, end - start);

    /// <summary>Goes to the next line.</summary>
    public bool Next()
    {
        Begin();
        start = next;
        if (start == filled && !Fill())
        {
            return false;
        }

        Number = Lines + 1;
        return Take(start);
    }

    /// <summary>Takes one more line into the record, with the line break before it.</summary>
    public bool Extend() => (next < filled || Fill()) && Take(next);

    public void Dispose() => stream.Dispose();

    private bool Take(int from)
    {
        Lines++;
        while (true)
        {
            var at = buffer.AsSpan(from, filled - from).IndexOf((byte)'\n');
            if (at >= 0)
            {
                next = from + at + 1;
                end = from + at > start && buffer[from + at - 1] == '\r' ? from + at - 1 : from + at;
                return true;
            }

            var shift = start;
            var known = filled;
            if (!Fill())
            {
                (end, next) = (filled, filled);
                return true;
            }

            from = known - (shift - start);
        }
    }

    private void Begin()
    {
        if (begun)
        {
            return;
        }

        begun = true;
        while (filled < Mark.Length && Fill())
        {
        }

        next = buffer.AsSpan(0, filled).StartsWith(Mark) ? Mark.Length : 0;
    }

    /// <summary>Reads more behind what is there, which moves to the buffer's begin.</summary>
    private bool Fill()
    {
        if (ended)
        {
            return false;
        }

        if (start > 0)
        {
            buffer.AsSpan(start, filled - start).CopyTo(buffer);
            (filled, next, end, start) = (filled - start, next - start, end - start, 0);
        }

        if (filled == buffer.Length)
        {
            Array.Resize(ref buffer, buffer.Length * 2);
        }

        var read = stream.Read(buffer, filled, buffer.Length - filled);
        filled += read;
        ended = read == 0;
        return !ended;
    }
}
