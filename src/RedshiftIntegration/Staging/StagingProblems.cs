using System.Globalization;
using System.Net;
using Amazon.Runtime;
using Amazon.S3;

namespace RedshiftIntegration.Staging;

/// <summary>What can go wrong at the staging location: every error of the S3 client becomes one of these.</summary>
internal static class StagingProblems
{
    public static StagingException Translate(StagingLocation location, string key, string doing, Exception error)
    {
        string where = $"while {doing} {location.UriOf(key)}";
        return error is AmazonServiceException { StatusCode: >= HttpStatusCode.Continue } refused ? Refused(location, key, where, refused) : Unreachable(key, where, error);
    }

    public static Problem NoClient(string said) => new(
        "RSI3006",
        $"The S3 client could not be made: {said.TrimEnd('.')}.",
        "Configure a region and credentials for this process: AWS options in its configuration, a profile, environment variables or a role.");

    public static Problem TooManyParts(string uri, int most) => new(
        "RSI3007",
        $"{uri} has more than {most.ToString("N0", CultureInfo.InvariantCulture)} parts.",
        "S3 takes no more parts of one object, and a file ends with a row group: leave out the columns whose values are that large.");

    public static bool IsPreconditionFailed(AmazonS3Exception error) => error.StatusCode is HttpStatusCode.PreconditionFailed or HttpStatusCode.Conflict;

    private static StagingException Refused(StagingLocation location, string key, string where, AmazonServiceException refused)
    {
        string said = $"S3 said {refused.ErrorCode} ({(int)refused.StatusCode})";
        return refused switch
        {
            { ErrorCode: "NoSuchBucket" } => Make(key, refused, "RSI3001", $"The staging bucket '{location.Bucket}' does not exist ({where}).", "Create the bucket, or correct Staging:Location; a bucket of another region needs that region in the AWS options."),
            { StatusCode: HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized } or { ErrorCode: "ExpiredToken" or "InvalidToken" } => Make(
                key, refused, "RSI3002", $"Access to the staging location was denied {where}: {said}.",
                "Grant s3:PutObject, s3:GetObject, s3:DeleteObject, s3:AbortMultipartUpload, s3:ListBucket and s3:ListBucketMultipartUploads on bucket and prefix to the identity that runs this, check that its credentials are valid, and that Staging:ExpectedBucketOwner is the bucket's owner."),
            { StatusCode: HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests } or { ErrorCode: "SlowDown" or "Throttling" or "ThrottlingException" or "RequestLimitExceeded" } => Make(
                key, refused, "RSI3003", $"S3 asked to slow down and went on doing so through all retries {where}: {said}.", "Run it again later, run fewer pipelines at once, or raise MaxErrorRetry in the AWS options.", isTransient: true),
            { StatusCode: >= HttpStatusCode.InternalServerError } or { ErrorCode: "RequestTimeout" } => Make(
                key, refused, "RSI3004", $"S3 failed through all retries {where}: {said}.", "Run it again later.", isTransient: true),
            _ => Make(key, refused, "RSI3005", $"S3 refused the request {where}: {said}, \"{refused.Message}\".", "Look up the code in S3's error list; if the bucket is encrypted or has a policy, check that both allow this identity to write."),
        };
    }

    private static StagingException Unreachable(string key, string where, Exception error)
    {
        Exception cause = error.GetBaseException();
        // The SDK's own errors come before any request: no region, no credentials.
        return error is AmazonClientException && cause is not (HttpRequestException or IOException or System.Net.Sockets.SocketException or OperationCanceledException)
            ? Make(key, error, "RSI3002", $"The AWS SDK could not make the request {where}: {error.Message}", "Configure a region and credentials for this process: AWS options in its configuration, a profile, environment variables or a role.")
            : Make(key, error, "RSI3004", $"S3 could not be reached {where}: {cause.Message}", "Check the network, the proxy and the VPC endpoint for S3 from this machine, then run it again.", isTransient: true);
    }

    private static StagingException Make(string key, Exception inner, string id, string message, string remedy, bool isTransient = false)
        => new(new Problem(id, message, remedy), isTransient, inner) { Key = key };
}
