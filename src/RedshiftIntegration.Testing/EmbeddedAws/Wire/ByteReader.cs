using System.Text;

namespace RedshiftIntegration.Testing.Aws.Wire;

/// <summary>Reads lines and runs of bytes from one stream by one buffer.</summary>
internal sealed class ByteReader(Stream source)
{
    private const int LongestLine = 64 * 1024;
    private readonly byte[] buffer = new byte[16 * 1024];
    private int start;
    private int end;

    /// <summary>A line without its CRLF; null where the stream ends before its first byte.</summary>
    public async ValueTask<string?> ReadLineAsync(CancellationToken cancellationToken)
    {
        StringBuilder line = new();
        while (true)
        {
            if (start == end && !await FillAsync(cancellationToken))
            {
                return line.Length == 0 ? null : throw new EndOfStreamException("The stream ends within a line.");
            }

            int newline = buffer.AsSpan(start, end - start).IndexOf((byte)'\n');
            int length = newline < 0 ? end - start : newline;
            line.Append(Encoding.Latin1.GetString(buffer, start, length));
            start += newline < 0 ? length : length + 1;
            if (newline >= 0)
            {
                return line.Length > 0 && line[^1] == '\r' ? line.ToString(0, line.Length - 1) : line.ToString();
            }

            if (line.Length > LongestLine)
            {
                throw new InvalidDataException("A line is longer than 64 KB.");
            }
        }
    }

    public async ValueTask<int> ReadAsync(Memory<byte> target, CancellationToken cancellationToken)
    {
        if (start == end)
        {
            // A large read goes past the buffer, without a copy.
            return target.Length >= buffer.Length
                ? await source.ReadAsync(target, cancellationToken)
                : await FillAsync(cancellationToken) ? Take(target) : 0;
        }

        return Take(target);
    }

    private int Take(Memory<byte> target)
    {
        int length = Math.Min(target.Length, end - start);
        buffer.AsMemory(start, length).CopyTo(target);
        start += length;
        return length;
    }

    private async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        start = 0;
        end = await source.ReadAsync(buffer, cancellationToken);
        return end > 0;
    }
}
