using RedshiftIntegration.Testing.Aws.Wire;

namespace RedshiftIntegration.Testing.Aws.S3;

/// <summary>https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucket.html</summary>
internal sealed class DeleteBucket() : S3Operation("DELETE", S3Target.Bucket)
{
    public override Task<AwsResponse> RunAsync(S3Request request, ObjectStore store)
    {
        store.DeleteBucket(request.Bucket);
        return Task.FromResult(AwsResponse.Empty(204));
    }
}
