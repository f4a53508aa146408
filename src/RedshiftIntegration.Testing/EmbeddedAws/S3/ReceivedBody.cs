using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Xml;
using System.Xml.Linq;
using RedshiftIntegration.Testing.Aws.Wire;

namespace RedshiftIntegration.Testing.Aws.S3;

/// <summary>A body that has arrived whole: every length, hash and checksum that the client sent has been compared with what came.</summary>
internal sealed record ReceivedBody(long Size, byte[] Md5, Checksum? Checksum)
{
    private const int BufferSize = 256 * 1024;
    private const int LargestDocument = 4 << 20;

    public string ETag => Convert.ToHexStringLower(Md5);

    /// <summary>Into a new file, which is gone again if the body is refused.</summary>
    public static async Task<ReceivedBody> SaveAsync(S3Request request, string path)
    {
        try
        {
            await using FileStream file = new(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0);
            return await ReceiveAsync(request, PayloadForm.Of(request.Wire), file, long.MaxValue);
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }

    /// <summary>A small document. The client has to vouch for it where the operation demands that; a checksum header may speak of an object instead.</summary>
    public static async Task<XElement> DocumentAsync(S3Request request, bool checksumRequired = false, bool checksumIsOfObject = false)
    {
        using MemoryStream memory = new();
        ReceivedBody body = await ReceiveAsync(request, PayloadForm.Of(request.Wire, checksumIsOfObject), memory, LargestDocument);
        if (checksumRequired && body.Checksum is null && request.Wire.Header("content-md5") is null)
        {
            throw new AwsError(400, "InvalidRequest", "Missing required header for this request: Content-MD5 OR x-amz-checksum-*");
        }

        memory.Position = 0;
        try
        {
            using XmlReader reader = XmlReader.Create(memory, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
            return XElement.Load(reader);
        }
        catch (XmlException)
        {
            throw new AwsError(400, "MalformedXML", "The XML you provided was not well-formed or did not validate against our published schema");
        }
    }

    private static async Task<ReceivedBody> ReceiveAsync(S3Request request, PayloadForm form, Stream target, long limit)
    {
        using IncrementalHash md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        using IncrementalHash? sha = form.Sha256 is null ? null : IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using ChecksumCalculator? checksum = form.ChecksumAlgorithm is null ? null : ChecksumCalculator.Create(form.ChecksumAlgorithm);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        long size = 0;
        try
        {
            while (await form.Body.ReadAsync(buffer.AsMemory(0, BufferSize), request.Wire.Cancellation) is > 0 and int read)
            {
                md5.AppendData(buffer, 0, read);
                sha?.AppendData(buffer, 0, read);
                checksum?.Append(buffer.AsSpan(0, read));
                await target.WriteAsync(buffer.AsMemory(0, read), request.Wire.Cancellation);
                size += read;
                if (size > limit)
                {
                    throw new AwsError(400, "MaxMessageLengthExceeded", "Your request was too big.");
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return Checked(request.Wire, form, new ReceivedBody(size, md5.GetCurrentHash(), Checksum: null), sha?.GetCurrentHash(), checksum?.Base64());
    }

    private static ReceivedBody Checked(AwsRequest wire, PayloadForm form, ReceivedBody body, byte[]? sha256, string? checksum)
    {
        if (form.Length is { } length && length != body.Size)
        {
            throw new AwsError(400, "IncompleteBody", string.Create(CultureInfo.InvariantCulture, $"You did not provide the number of bytes specified: {length} were announced, {body.Size} came."));
        }

        if (sha256 is not null && !string.Equals(Convert.ToHexStringLower(sha256), form.Sha256, StringComparison.OrdinalIgnoreCase))
        {
            throw new AwsError(400, "XAmzContentSHA256Mismatch", "The provided 'x-amz-content-sha256' header does not match what was computed.");
        }

        if (wire.Header("content-md5") is { } md5 && md5 != Convert.ToBase64String(body.Md5))
        {
            throw new AwsError(400, "BadDigest", "The Content-MD5 you specified did not match what we received.");
        }

        if (form.ChecksumAlgorithm is not { } algorithm)
        {
            return body;
        }

        string sent = form.SentChecksum() ?? throw new AwsError(400, "MalformedTrailerError", "The request contained trailing data that was not well-formed or did not conform to our published schema.");
        return sent == checksum
            ? body with { Checksum = new Checksum(algorithm, sent) }
            : throw new AwsError(400, "BadDigest", $"The {algorithm} you specified did not match the calculated checksum.");
    }
}
