using RedshiftIntegration.Testing.Aws.Wire;

namespace RedshiftIntegration.Testing.Aws.S3;

/// <summary>https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html</summary>
internal sealed class GetObject() : S3Operation("GET", S3Target.Object)
{
    public override Task<AwsResponse> RunAsync(S3Request request, ObjectStore store)
    {
        // Opened under the lock: a replaced or deleted object's file stays readable for who has it open.
        (StoredObject found, FileStream file) = store.In(request.Bucket, bucket =>
        {
            StoredObject stored = ObjectAnswer.Select(request, bucket);
            return (stored, new FileStream(stored.Path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0));
        });
        try
        {
            return Task.FromResult(ObjectAnswer.Of(request, found, file));
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }
}
