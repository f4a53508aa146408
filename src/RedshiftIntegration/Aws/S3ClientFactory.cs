using Amazon.Extensions.NETCore.Setup;
using Amazon.Runtime;
using Amazon.S3;

namespace RedshiftIntegration.Aws;

/// <summary>Makes the S3 client of this library from the application's <see cref="AWSOptions"/> and its one seam, the message handler.</summary>
internal static class S3ClientFactory
{
    /// <summary>The SDK's default is 8 KB; 128 KB writes take 40 % of the allocations of an upload away.</summary>
    private const int WriteSize = 128 * 1024;

    public static IAmazonS3 Create(AWSOptions? options, Func<HttpMessageHandler>? handler)
    {
        AmazonS3Config config = Config(options, handler);
        AWSCredentials? credentials = options?.Credentials ?? (options is { Profile: not null } or { SessionRoleArn: not null } ? options.GetCredentials() : null);
        return credentials is null ? new AmazonS3Client(config) : new AmazonS3Client(credentials, config);
    }

    private static AmazonS3Config Config(AWSOptions? options, Func<HttpMessageHandler>? handler)
    {
        AmazonS3Config config = new() { BufferSize = WriteSize };
        if (handler is not null)
        {
            config.HttpClientFactory = new HandlerHttpClientFactory(handler);
        }

        if (options?.Region is { } region)
        {
            config.RegionEndpoint = region;
        }

        if (options?.DefaultClientConfig is { } shared)
        {
            Apply(shared, config);
        }

        return config;
    }

    private static void Apply(DefaultClientConfig shared, AmazonS3Config config)
    {
        config.MaxErrorRetry = shared.MaxErrorRetry ?? config.MaxErrorRetry;
        config.RetryMode = shared.RetryMode ?? config.RetryMode;
        config.Timeout = shared.Timeout ?? config.Timeout;
        config.UseHttp = shared.UseHttp ?? config.UseHttp;
        config.UseDualstackEndpoint = shared.UseDualstackEndpoint ?? config.UseDualstackEndpoint;
        config.UseFIPSEndpoint = shared.UseFIPSEndpoint ?? config.UseFIPSEndpoint;
        if (shared.ServiceURL is not { } url)
        {
            return;
        }

        // Setting the address forgets the region, and a server that is not AWS seldom knows bucket.host names.
        string? region = shared.AuthenticationRegion ?? config.RegionEndpoint?.SystemName;
        config.ServiceURL = url;
        config.AuthenticationRegion = region ?? config.AuthenticationRegion;
        config.ForcePathStyle = !new Uri(url).Host.Contains("amazonaws.com", StringComparison.OrdinalIgnoreCase);
    }
}
