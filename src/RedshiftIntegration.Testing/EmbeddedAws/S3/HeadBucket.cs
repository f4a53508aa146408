using RedshiftIntegration.Testing.Aws.Wire;

namespace RedshiftIntegration.Testing.Aws.S3;

/// <summary>https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html</summary>
internal sealed class HeadBucket() : S3Operation("HEAD", S3Target.Bucket)
{
    public override Task<AwsResponse> RunAsync(S3Request request, ObjectStore store)
    {
        string region = store.In(request.Bucket, bucket => bucket.Region);
        return Task.FromResult(AwsResponse.Empty().With("x-amz-bucket-region", region));
    }
}
