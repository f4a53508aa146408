using System.Globalization;
using System.Xml.Linq;
using RedshiftIntegration.Testing.Aws.Wire;

namespace RedshiftIntegration.Testing.Aws.S3;

/// <summary>https://docs.aws.amazon.com/AmazonS3/latest/API/API_CompleteMultipartUpload.html</summary>
internal sealed class CompleteMultipartUpload() : S3Operation("POST", S3Target.Object, "uploadId")
{
    public override async Task<AwsResponse> RunAsync(S3Request request, ObjectStore store)
    {
        string id = request.Query("uploadId")!;
        Precondition precondition = Precondition.Of(request);
        long deletions = store.DeletionsOf(request.Bucket, request.Key);
        XElement document = await ReceivedBody.DocumentAsync(request, checksumIsOfObject: true);
        MultipartUpload upload = store.Upload(request.Bucket, request.Key, id);
        List<StoredPart> parts = store.In(request.Bucket, _ => PartList.Checked(upload, document));
        precondition.Check(store.Find(request.Bucket, request.Key));
        string path = store.NewFile(request.Bucket, request.Key);
        try
        {
            string? fullChecksum = await JoinAsync(parts, path, upload, request);
            Checksum? checksum = PartList.ChecksumOf(upload, parts, fullChecksum);
            CheckObject(request, parts, checksum);
            StoredObject candidate = new() { Key = request.Key, Path = path, Size = parts.Sum(p => p.Size), ETag = PartList.ETagOf(parts), Headers = upload.Headers, Checksum = checksum };
            return Answer(request, store.Commit(request.Bucket, candidate, precondition, deletions, id));
        }
        catch (Exception error)
        {
            File.Delete(path);
            // A part's file is gone where another request completed or aborted the upload meanwhile.
            throw error is FileNotFoundException ? AwsError.Of("NoSuchUpload").With("UploadId", id) : error;
        }
    }

    private static async Task<string?> JoinAsync(List<StoredPart> parts, string path, MultipartUpload upload, S3Request request)
    {
        using ChecksumCalculator? checksum = upload is { Algorithm: { } algorithm, ChecksumType: "FULL_OBJECT" } ? ChecksumCalculator.Create(algorithm) : null;
        byte[] buffer = new byte[checksum is null ? 0 : 256 * 1024];
        await using FileStream target = new(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0);
        foreach (StoredPart part in parts)
        {
            await using FileStream source = new(part.Path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0);
            if (checksum is null)
            {
                await source.CopyToAsync(target, 1 << 20, request.Wire.Cancellation);
                continue;
            }

            while (await source.ReadAsync(buffer, request.Wire.Cancellation) is > 0 and int read)
            {
                checksum.Append(buffer.AsSpan(0, read));
                await target.WriteAsync(buffer.AsMemory(0, read), request.Wire.Cancellation);
            }
        }

        return checksum?.Base64();
    }

    private static void CheckObject(S3Request request, List<StoredPart> parts, Checksum? checksum)
    {
        if (request.Wire.Header("x-amz-mp-object-size") is { } size && long.Parse(size, CultureInfo.InvariantCulture) != parts.Sum(p => p.Size))
        {
            throw new AwsError(400, "InvalidRequest", "The provided 'x-amz-mp-object-size' header does not match what was computed.");
        }

        if (checksum is not null && request.Wire.Header(checksum.HeaderName) is { } sent && sent.Split('-')[0] != checksum.Value.Split('-')[0])
        {
            throw new AwsError(400, "BadDigest", $"The {checksum.Algorithm} you specified did not match the calculated checksum.");
        }
    }

    private static AwsResponse Answer(S3Request request, StoredObject stored) => AwsResponse.Xml(xml =>
    {
        xml.WriteStartElement("CompleteMultipartUploadResult", S3Service.Namespace);
        xml.WriteElementString("Location", $"https://{request.Bucket}.s3.amazonaws.com/{Uri.EscapeDataString(request.Key)}");
        xml.WriteElementString("Bucket", request.Bucket);
        xml.WriteElementString("Key", request.Key);
        xml.WriteElementString("ETag", $"\"{stored.ETag}\"");
        if (stored.Checksum is { } checksum)
        {
            xml.WriteElementString(checksum.ElementName, checksum.Value);
            xml.WriteElementString("ChecksumType", checksum.Type);
        }

        xml.WriteEndElement();
    });
}
