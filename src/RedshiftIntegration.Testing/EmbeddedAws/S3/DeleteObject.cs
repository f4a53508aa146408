using RedshiftIntegration.Testing.Aws.Wire;

namespace RedshiftIntegration.Testing.Aws.S3;

/// <summary>https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObject.html</summary>
internal sealed class DeleteObject() : S3Operation("DELETE", S3Target.Object)
{
    public override Task<AwsResponse> RunAsync(S3Request request, ObjectStore store)
    {
        store.Delete(request.Bucket, request.Key, request.Wire.Header("if-match")?.Trim('"'));
        return Task.FromResult(AwsResponse.Empty(204));
    }
}
