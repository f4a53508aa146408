using RedshiftIntegration.Testing.Aws.Wire;

namespace RedshiftIntegration.Testing.Aws.S3;

/// <summary>https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLocation.html: us-east-1 is the empty text</summary>
internal sealed class GetBucketLocation() : S3Operation("GET", S3Target.Bucket, "location")
{
    public override Task<AwsResponse> RunAsync(S3Request request, ObjectStore store)
    {
        string region = store.In(request.Bucket, bucket => bucket.Region);
        return Task.FromResult(AwsResponse.Xml(xml => xml.WriteElementString("LocationConstraint", S3Service.Namespace, region == "us-east-1" ? "" : region)));
    }
}
