namespace RedshiftIntegration.DependencyInjection;

/// <summary>The one seam under all AWS clients; null sends requests to AWS.</summary>
internal sealed record AwsHttpHandler(Func<HttpMessageHandler>? Create);
