using System.Globalization;
using RedshiftIntegration.Testing.Aws.Wire;

namespace RedshiftIntegration.Testing.Aws.S3;

/// <summary>https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPart.html</summary>
internal sealed class UploadPart() : S3Operation("PUT", S3Target.Object, "partNumber")
{
    public override async Task<AwsResponse> RunAsync(S3Request request, ObjectStore store)
    {
        if (!int.TryParse(request.Query("partNumber"), NumberStyles.None, CultureInfo.InvariantCulture, out int number) || number is < 1 or > 10_000)
        {
            throw new AwsError(400, "InvalidArgument", "Part number must be an integer between 1 and 10000, inclusive").With("ArgumentName", "partNumber");
        }

        string id = request.Query("uploadId") ?? throw new AwsError(400, "InvalidArgument", "This operation needs an uploadId.");
        MultipartUpload upload = store.Upload(request.Bucket, request.Key, id);
        string path = store.NewFile(request.Bucket, request.Key + ".part");
        ReceivedBody body = await ReceivedBody.SaveAsync(request, path);
        try
        {
            if (upload.Algorithm is not null && body.Checksum?.Algorithm != upload.Algorithm)
            {
                throw new AwsError(400, "InvalidRequest", $"Checksum Type mismatch occurred, expected checksum Type: {upload.Algorithm.ToLowerInvariant()}, actual checksum Type: {body.Checksum?.Algorithm.ToLowerInvariant() ?? "null"}");
            }

            store.AddPart(request.Bucket, request.Key, id, new StoredPart(number, path, body.Size, body.ETag, body.Checksum, store.Now));
        }
        catch (AwsError)
        {
            File.Delete(path);
            throw;
        }

        return AwsResponse.Empty().With("ETag", $"\"{body.ETag}\"").With("x-amz-server-side-encryption", "AES256").WithChecksum(body.Checksum, withType: false);
    }
}
