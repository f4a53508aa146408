using Microsoft.Extensions.Hosting;
using RedshiftIntegration.Flow;

namespace RedshiftIntegration.DependencyInjection;

/// <summary>Calls each registered function at host start, so that a wrong definition stops the host and not the night's run.</summary>
internal sealed class StartupCheck(IPipelineRegistry registry) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        registry.All();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
