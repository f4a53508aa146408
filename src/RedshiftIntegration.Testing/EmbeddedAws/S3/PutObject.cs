using RedshiftIntegration.Testing.Aws.Wire;

namespace RedshiftIntegration.Testing.Aws.S3;

/// <summary>https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html</summary>
internal sealed class PutObject() : S3Operation("PUT", S3Target.Object)
{
    public override async Task<AwsResponse> RunAsync(S3Request request, ObjectStore store)
    {
        Precondition precondition = Precondition.Of(request);
        Dictionary<string, string> headers = request.ObjectHeaders();
        long deletions = store.DeletionsOf(request.Bucket, request.Key);
        precondition.Check(store.Find(request.Bucket, request.Key));
        string path = store.NewFile(request.Bucket, request.Key);
        ReceivedBody body = await ReceivedBody.SaveAsync(request, path);
        StoredObject candidate = new() { Key = request.Key, Path = path, Size = body.Size, ETag = body.ETag, Headers = headers, Checksum = body.Checksum };
        try
        {
            StoredObject stored = store.Commit(request.Bucket, candidate, precondition, deletions);
            return AwsResponse.Empty().With("ETag", $"\"{stored.ETag}\"").With("x-amz-server-side-encryption", stored.Headers["x-amz-server-side-encryption"]).WithChecksum(stored.Checksum);
        }
        catch (AwsError)
        {
            File.Delete(path);
            throw;
        }
    }
}
