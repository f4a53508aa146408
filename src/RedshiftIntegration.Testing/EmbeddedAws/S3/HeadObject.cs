using RedshiftIntegration.Testing.Aws.Wire;

namespace RedshiftIntegration.Testing.Aws.S3;

/// <summary>https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html</summary>
internal sealed class HeadObject() : S3Operation("HEAD", S3Target.Object)
{
    public override Task<AwsResponse> RunAsync(S3Request request, ObjectStore store)
        => Task.FromResult(ObjectAnswer.Of(request, store.In(request.Bucket, bucket => ObjectAnswer.Select(request, bucket)), file: null));
}
