using System.Globalization;
using RedshiftIntegration.Testing.Aws.Wire;

namespace RedshiftIntegration.Testing.Aws.S3;

/// <summary>How a body is sent: plain or <c>aws-chunked</c>, signed or not, its checksum in a header or in the trailer.</summary>
internal sealed class PayloadForm
{
    private readonly AwsRequest wire;
    private readonly bool inTrailer;
    private readonly string? checksumHeader;

    private PayloadForm(AwsRequest wire, Stream body, bool inTrailer, string? checksumHeader)
    {
        this.wire = wire;
        this.inTrailer = inTrailer;
        this.checksumHeader = checksumHeader;
        Body = body;
    }

    /// <summary>The decoded body.</summary>
    public Stream Body { get; }

    public long? Length { get; private init; }

    /// <summary>The hash of the whole body, where the client signed one.</summary>
    public string? Sha256 { get; private init; }

    public string? ChecksumAlgorithm => checksumHeader?["x-amz-checksum-".Length..].ToUpperInvariant();

    /// <summary>Known once the body has been read.</summary>
    public string? SentChecksum() => checksumHeader is null ? null : inTrailer ? ((ChunkedStream)Body).Trailers.GetValueOrDefault(checksumHeader) : wire.Header(checksumHeader);

    public static PayloadForm Of(AwsRequest wire, bool checksumIsOfObject = false)
    {
        string hash = wire.Header("x-amz-content-sha256") ?? "UNSIGNED-PAYLOAD";
        return hash switch
        {
            "STREAMING-AWS4-HMAC-SHA256-PAYLOAD" => Chunked(wire, signed: true, trailer: false),
            "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER" => Chunked(wire, signed: true, trailer: true),
            "STREAMING-UNSIGNED-PAYLOAD-TRAILER" => Chunked(wire, signed: false, trailer: true),
            "UNSIGNED-PAYLOAD" => Plain(wire, sha256: null, checksumIsOfObject),
            { Length: 64 } when hash.All(char.IsAsciiHexDigit) => Plain(wire, hash, checksumIsOfObject),
            _ => throw new AwsError(400, "InvalidArgument", "x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-UNSIGNED-PAYLOAD-TRAILER, STREAMING-AWS4-HMAC-SHA256-PAYLOAD, STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER or a valid sha256 value."),
        };
    }

    private static PayloadForm Plain(AwsRequest wire, string? sha256, bool checksumIsOfObject)
        => new(wire, wire.Body, inTrailer: false, checksumIsOfObject ? null : HeaderChecksum(wire)) { Length = Number(wire.Header("content-length")), Sha256 = sha256 };

    private static PayloadForm Chunked(AwsRequest wire, bool signed, bool trailer)
    {
        long length = Number(wire.Header("x-amz-decoded-content-length"))
            ?? throw new AwsError(411, "MissingContentLength", "You must provide the Content-Length HTTP header.");
        string? checksum = HeaderChecksum(wire);
        string? announced = wire.Header("x-amz-trailer")?.Trim().ToLowerInvariant();
        if (trailer && checksum is null)
        {
            checksum = announced is null ? throw new AwsError(400, "MalformedTrailerError", "The request announces a trailer but has no x-amz-trailer header.") : Supported(announced);
        }

        return new PayloadForm(wire, new ChunkedStream(new ByteReader(wire.Body), signed), inTrailer: trailer && checksum == announced, checksum) { Length = length };
    }

    private static string? HeaderChecksum(AwsRequest wire)
    {
        string[] sent = [.. wire.Headers.Keys.Select(k => k.ToLowerInvariant()).Where(k => k.StartsWith("x-amz-checksum-", StringComparison.Ordinal) && k is not ("x-amz-checksum-mode" or "x-amz-checksum-type" or "x-amz-checksum-algorithm"))];
        if (sent.Length > 1)
        {
            throw new AwsError(400, "InvalidRequest", "Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.");
        }

        if (sent.Length == 0 && wire.Header("x-amz-sdk-checksum-algorithm") is not null && wire.Header("x-amz-trailer") is null)
        {
            throw new AwsError(400, "InvalidRequest", "x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* or x-amz-trailer headers were found.");
        }

        return sent.Length == 0 ? null : Supported(sent[0]);
    }

    private static string Supported(string header)
        => header.StartsWith("x-amz-checksum-", StringComparison.Ordinal) && ChecksumCalculator.Algorithms.Contains(header["x-amz-checksum-".Length..].ToUpperInvariant(), StringComparer.Ordinal)
            ? header
            : throw new AwsError(400, "InvalidRequest", "The value specified in the x-amz-trailer header is not supported");

    private static long? Number(string? text) => text is null ? null : long.Parse(text, CultureInfo.InvariantCulture);
}
