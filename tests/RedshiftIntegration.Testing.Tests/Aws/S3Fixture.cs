using Amazon;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.SecurityToken;

namespace RedshiftIntegration.Testing.Tests.Aws;

/// <summary>An EmbeddedAws with a bucket, and real clients over it.</summary>
public sealed class S3Fixture : IDisposable
{
    public const string Bucket = "staging-test";

    public S3Fixture(EmbeddedAwsOptions? options = null)
    {
        Aws = new EmbeddedAws(options);
        Aws.CreateBucket(Bucket);
        S3 = Client();
    }

    public EmbeddedAws Aws { get; }

    public AmazonS3Client S3 { get; }

    public AmazonS3Client Client(Action<AmazonS3Config>? configure = null, AWSCredentials? credentials = null)
    {
        AmazonS3Config config = new() { RegionEndpoint = RegionEndpoint.EUCentral1, HttpClientFactory = new OverHandler(Aws), MaxErrorRetry = 0, RequestChecksumCalculation = RequestChecksumCalculation.WHEN_SUPPORTED };
        configure?.Invoke(config);
        return new AmazonS3Client(credentials ?? new BasicAWSCredentials("AKIAEXAMPLE", "secret"), config);
    }

    public AmazonSecurityTokenServiceClient Sts(AWSCredentials? credentials = null) => new(
        credentials ?? new BasicAWSCredentials("AKIAEXAMPLE", "secret"),
        new AmazonSecurityTokenServiceConfig { RegionEndpoint = RegionEndpoint.EUCentral1, HttpClientFactory = new OverHandler(Aws), MaxErrorRetry = 0 });

    public void Dispose()
    {
        S3.Dispose();
        Aws.Dispose();
    }

    private sealed class OverHandler(EmbeddedAws aws) : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(aws.CreateHandler(), disposeHandler: true);

        public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

        public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => false;
    }
}
