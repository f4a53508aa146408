using RedshiftIntegration.Testing.Aws.Wire;

namespace RedshiftIntegration.Testing.Aws.S3;

/// <summary>https://docs.aws.amazon.com/AmazonS3/latest/API/API_AbortMultipartUpload.html</summary>
internal sealed class AbortMultipartUpload() : S3Operation("DELETE", S3Target.Object, "uploadId")
{
    public override Task<AwsResponse> RunAsync(S3Request request, ObjectStore store)
    {
        store.Abort(request.Bucket, request.Key, request.Query("uploadId")!);
        return Task.FromResult(AwsResponse.Empty(204));
    }
}
