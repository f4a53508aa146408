namespace RedshiftIntegration.Testing.Aws.Wire;

/// <summary>A body of a known length within a connection that goes on behind it.</summary>
internal sealed class LengthStream(ByteReader source, long length) : ReadOnlyStream
{
    private long left = length;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (left == 0 || buffer.Length == 0)
        {
            return 0;
        }

        int read = await source.ReadAsync(buffer[..(int)Math.Min(buffer.Length, left)], cancellationToken);
        if (read == 0)
        {
            throw new AwsError(400, "IncompleteBody", "You did not provide the number of bytes specified by the Content-Length HTTP header");
        }

        left -= read;
        return read;
    }
}
