using Microsoft.Extensions.DependencyInjection;

namespace RedshiftIntegration;

/// <summary>Adds connections and pipelines to the library's registration.</summary>
public interface IRedshiftIntegrationBuilder
{
    /// <summary>The application's services.</summary>
    IServiceCollection Services { get; }
}
