using Amazon.Extensions.NETCore.Setup;
using Amazon.Runtime;
using Amazon.S3;
using Microsoft.Extensions.DependencyInjection;
using RedshiftIntegration.Aws;
using RedshiftIntegration.Staging;

namespace RedshiftIntegration.DependencyInjection;

/// <summary>The S3 client of the staging location, ours alone: an application's own client is neither used nor replaced.</summary>
internal sealed class StagingClient : IDisposable
{
    public StagingClient(IServiceProvider services, AwsHttpHandler handler)
    {
        try
        {
            S3 = S3ClientFactory.Create(services.GetService<AWSOptions>(), handler.Create);
        }
        catch (AmazonClientException e)
        {
            throw new StagingException(StagingProblems.NoClient(e.Message), inner: e);
        }
    }

    public IAmazonS3 S3 { get; }

    public void Dispose() => S3.Dispose();
}
