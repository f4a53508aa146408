using Amazon;
using Amazon.Extensions.NETCore.Setup;
using Amazon.Runtime;
using Amazon.S3;
using Microsoft.Extensions.Logging.Abstractions;
using RedshiftIntegration.Aws;
using RedshiftIntegration.Staging;
using RedshiftIntegration.Testing;

namespace RedshiftIntegration.Tests.Staging;

/// <summary>A staging area over EmbeddedAws, through the library's own client.</summary>
public sealed class StagingFixture : IDisposable
{
    public const string Bucket = "staging-test";
    public const string Pipeline = "analytics.orders";
    private readonly List<IAmazonS3> clients = [];

    internal StagingFixture(TimeProvider? clock = null)
    {
        Clock = clock ?? TimeProvider.System;
        Aws = new EmbeddedAws(new EmbeddedAwsOptions { Clock = Clock });
        Aws.CreateBucket(Bucket);
    }

    internal EmbeddedAws Aws { get; }

    internal TimeProvider Clock { get; }

    internal S3StagingArea Area(Action<StagingOptions>? configure = null, string endpoint = "https://s3.eu-central-1.amazonaws.com", int retries = 1, Func<HttpMessageHandler>? handler = null)
    {
        StagingOptions options = new() { Location = $"s3://{Bucket}/rsi/stage" };
        configure?.Invoke(options);
        AWSOptions aws = new() { Region = RegionEndpoint.EUCentral1, Credentials = new BasicAWSCredentials("AKIAEXAMPLE", "secret-example") };
        aws.DefaultClientConfig.MaxErrorRetry = retries;
        aws.DefaultClientConfig.ServiceURL = endpoint;
        IAmazonS3 client = S3ClientFactory.Create(aws, handler ?? Aws.CreateHandler);
        clients.Add(client);
        return new S3StagingArea(client, options, Clock, NullLogger<S3StagingArea>.Instance);
    }

    public void Dispose()
    {
        clients.ForEach(c => c.Dispose());
        Aws.Dispose();
    }
}
