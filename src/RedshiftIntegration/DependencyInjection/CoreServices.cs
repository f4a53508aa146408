using System.Globalization;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RedshiftIntegration.Deployment;
using RedshiftIntegration.Engines.Direct;
using RedshiftIntegration.Flow;
using RedshiftIntegration.Loading;
using RedshiftIntegration.Redshift;
using RedshiftIntegration.Running;
using RedshiftIntegration.Staging;

namespace RedshiftIntegration.DependencyInjection;

/// <summary>Everything that one registration brings; what the application registered before stays.</summary>
internal static class CoreServices
{
    public static IRedshiftIntegrationBuilder Add(IServiceCollection services)
    {
        services.AddLogging();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<RedshiftIntegrationOptions>, RedshiftIntegrationOptionsValidator>());
        services.TryAddSingleton(new AwsHttpHandler(null));
        AddDefinitions(services);
        AddWarehouse(services);
        AddRunning(services);
        return new Builder(services);
    }

    private static void AddDefinitions(IServiceCollection services)
    {
        services.TryAddSingleton<ConnectionRegistrations>();
        services.TryAddSingleton<ISourceConnectors>(p => p.GetRequiredService<ConnectionRegistrations>());
        services.TryAddSingleton<IPipelineRegistry, PipelineRegistry>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, StartupCheck>());
    }

    private static void AddWarehouse(IServiceCollection services)
    {
        services.TryAddSingleton(provider =>
        {
            IOptionsMonitor<RedshiftIntegrationOptions> options = provider.GetRequiredService<IOptionsMonitor<RedshiftIntegrationOptions>>();
            return new RedshiftTargets(
                options.CurrentValue.Redshift,
                provider.GetServices<NamedTarget>().Select(t => KeyValuePair.Create(t.Name, options.Get(t.Name).Redshift)));
        });
        services.TryAddSingleton<ILoader, Loader>();
        services.TryAddSingleton<IRunHistory, RunHistory>();
        services.TryAddSingleton<ITargetColumns, TargetColumns>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IResourceContributor, LoadingContributor>());
        services.TryAddSingleton<DeploymentService>();
        services.TryAddSingleton<IPipelineDeployment>(p => p.GetRequiredService<DeploymentService>());
        services.TryAddSingleton<IDefinitionDeployment>(p => p.GetRequiredService<DeploymentService>());
    }

    private static void AddRunning(IServiceCollection services)
    {
        services.TryAddSingleton<StagingClient>();
        services.TryAddSingleton<IStagingArea>(p => new S3StagingArea(
            p.GetRequiredService<StagingClient>().S3, Options(p).Staging, p.GetRequiredService<TimeProvider>(), p.GetRequiredService<ILogger<S3StagingArea>>()));
        services.TryAddSingleton<ColumnPool>(_ => new ColumnPool());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IExtractor, DirectExtractor>());
        services.TryAddSingleton(p => new RunServices(
            new Lazy<IStagingArea>(p.GetRequiredService<IStagingArea>),
            [.. p.GetServices<IExtractor>()],
            p.GetRequiredService<ILoader>(),
            p.GetRequiredService<IRunHistory>(),
            p.GetRequiredService<ITargetColumns>(),
            p.GetRequiredService<TimeProvider>(),
            p.GetRequiredService<ILogger<PipelineRunner>>())
        {
            Host = string.Create(CultureInfo.InvariantCulture, $"{Environment.MachineName}:{Environment.ProcessId}"),
            PiiKey = Options(p).Pii.HashKey is { } key ? Encoding.UTF8.GetBytes(key) : null,
        });
        services.TryAddSingleton<RunAttemptFactory>();
        services.TryAddSingleton<IPipelineRunner, PipelineRunner>();
    }

    private static RedshiftIntegrationOptions Options(IServiceProvider provider) => provider.GetRequiredService<IOptions<RedshiftIntegrationOptions>>().Value;

    private sealed record Builder(IServiceCollection Services) : IRedshiftIntegrationBuilder;
}
