using System.Globalization;

namespace RedshiftIntegration.Testing.Aws.Wire;

/// <summary>Decodes a body in chunks: HTTP's own transfer coding and S3's <c>aws-chunked</c>, which is the same with a signature in the chunk extension and a signed trailer.</summary>
/// <remarks>Form: https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html</remarks>
internal sealed class ChunkedStream(ByteReader source, bool signed) : ReadOnlyStream
{
    private long left;
    private bool first = true;
    private bool done;

    /// <summary>What stood behind the last chunk, by lower-case name; complete once the stream has been read to its end.</summary>
    public Dictionary<string, string> Trailers { get; } = new(StringComparer.OrdinalIgnoreCase);

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (done || buffer.Length == 0)
        {
            return 0;
        }

        if (left == 0)
        {
            await NextChunkAsync(cancellationToken);
            if (done)
            {
                return 0;
            }
        }

        int read = await source.ReadAsync(buffer[..(int)Math.Min(buffer.Length, left)], cancellationToken);
        if (read == 0)
        {
            throw Incomplete();
        }

        left -= read;
        return read;
    }

    private async ValueTask NextChunkAsync(CancellationToken cancellationToken)
    {
        if (!first && await source.ReadLineAsync(cancellationToken) is not "")
        {
            throw Incomplete();
        }

        first = false;
        string line = await source.ReadLineAsync(cancellationToken) ?? throw Incomplete();
        string[] parts = line.Split(';', 2);
        if (!long.TryParse(parts[0].Trim(), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out left) || left < 0)
        {
            throw new AwsError(400, "InvalidChunkSizeError", "The chunk size is not a hexadecimal number.");
        }

        if (signed && (parts.Length < 2 || !parts[1].StartsWith("chunk-signature=", StringComparison.Ordinal) || parts[1].Length != "chunk-signature=".Length + 64))
        {
            throw new AwsError(403, "SignatureDoesNotMatch", "A chunk of a signed stream has no chunk-signature.");
        }

        if (left == 0)
        {
            await ReadTrailersAsync(cancellationToken);
            done = true;
        }
    }

    private async ValueTask ReadTrailersAsync(CancellationToken cancellationToken)
    {
        while (await source.ReadLineAsync(cancellationToken) is { Length: > 0 } line)
        {
            int colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon < 1)
            {
                throw new AwsError(400, "MalformedTrailerError", "The request contained trailing data that was not well-formed or did not conform to our published schema.");
            }

            Trailers[line[..colon].Trim()] = line[(colon + 1)..].Trim();
        }
    }

    private static AwsError Incomplete() => new(400, "IncompleteBody", "The request body terminated unexpectedly");
}
