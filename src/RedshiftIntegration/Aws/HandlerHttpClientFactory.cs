using Amazon.Runtime;

namespace RedshiftIntegration.Aws;

/// <summary>Lets the application's handler (a proxy, a double) stand under an AWS client.</summary>
/// <remarks>All three overrides are needed: with the SDK's own caching the handler would be wrapped, shared and disposed behind our back.</remarks>
internal sealed class HandlerHttpClientFactory(Func<HttpMessageHandler> handler) : HttpClientFactory
{
    public override HttpClient CreateHttpClient(IClientConfig clientConfig)
        => new(handler(), disposeHandler: true) { Timeout = clientConfig.Timeout ?? TimeSpan.FromSeconds(100) };

    public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

    public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => false;
}
