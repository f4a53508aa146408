using System.Globalization;
using RedshiftIntegration.Testing.Aws.Wire;

namespace RedshiftIntegration.Testing.Aws.S3;

/// <summary>https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html</summary>
internal sealed class CreateBucket() : S3Operation("PUT", S3Target.Bucket)
{
    public override async Task<AwsResponse> RunAsync(S3Request request, ObjectStore store)
    {
        if (!BucketName.IsValid(request.Bucket))
        {
            throw new AwsError(400, "InvalidBucketName", "The specified bucket is not valid.").With("BucketName", request.Bucket);
        }

        string region = request.Wire.Scope?.Region ?? "us-east-1";
        if (request.Wire.Header("content-length") is { } length && long.Parse(length, CultureInfo.InvariantCulture) > 0)
        {
            region = S3Text.Child(await ReceivedBody.DocumentAsync(request), "LocationConstraint") ?? region;
        }

        store.CreateBucket(request.Bucket, region);
        return AwsResponse.Empty().With("Location", "/" + request.Bucket);
    }
}
