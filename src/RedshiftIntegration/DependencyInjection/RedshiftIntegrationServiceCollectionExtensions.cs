using System.Data.Common;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using RedshiftIntegration.DependencyInjection;

namespace RedshiftIntegration;

/// <summary>Registers the library with an application's services.</summary>
public static class RedshiftIntegrationServiceCollectionExtensions
{
    /// <summary>Adds the library with settings from <paramref name="section"/>.</summary>
    /// <param name="services">The application's services.</param>
    /// <param name="section">Usually <c>configuration.GetSection("RedshiftIntegration")</c>.</param>
    /// <example><code>
    /// builder.Services.AddRedshiftIntegration(builder.Configuration.GetSection("RedshiftIntegration"))
    ///     .AddMySql("shop")
    ///     .AddPipelines(() => Pipelines.Orders);
    /// </code></example>
    public static IRedshiftIntegrationBuilder AddRedshiftIntegration(this IServiceCollection services, IConfiguration section)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(section);
        services.AddOptions<RedshiftIntegrationOptions>().Bind(section).ValidateOnStart();
        return CoreServices.Add(services);
    }

    /// <summary>Adds the library with settings made in code.</summary>
    /// <param name="services">The application's services.</param>
    /// <param name="configure">Sets the options.</param>
    public static IRedshiftIntegrationBuilder AddRedshiftIntegration(this IServiceCollection services, Action<RedshiftIntegrationOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        services.AddOptions<RedshiftIntegrationOptions>().Configure(configure).ValidateOnStart();
        return CoreServices.Add(services);
    }

    /// <summary>Adds a MySQL or MariaDB connection.</summary>
    /// <param name="builder">The registration.</param>
    /// <param name="connection">The name that sources use.</param>
    /// <param name="connectionString">MySqlConnector's connection string. Default: <c>ConnectionStrings:&lt;connection&gt;</c> of the configuration.</param>
    public static IRedshiftIntegrationBuilder AddMySql(this IRedshiftIntegrationBuilder builder, string connection, string? connectionString = null) =>
        Connection(builder, connection, new MySqlConnection(connection, connectionString));

    /// <summary>Adds a connection of any ADO.NET provider. SQLite and PostgreSQL are known dialects; others need typed rows or explicit types.</summary>
    /// <param name="builder">The registration.</param>
    /// <param name="connection">The name that sources use.</param>
    /// <param name="factory">The provider's factory, for example <c>SqliteFactory.Instance</c>.</param>
    /// <param name="connectionString">The provider's connection string. Default: <c>ConnectionStrings:&lt;connection&gt;</c> of the configuration.</param>
    public static IRedshiftIntegrationBuilder AddDatabase(this IRedshiftIntegrationBuilder builder, string connection, DbProviderFactory factory, string? connectionString = null)
    {
        ArgumentNullException.ThrowIfNull(factory);
        return Connection(builder, connection, new DatabaseConnection(connection, factory, connectionString));
    }

    /// <summary>Adds another warehouse: a cluster, workgroup or database that tables name with <c>.In(target)</c>.</summary>
    /// <param name="builder">The registration.</param>
    /// <param name="target">The name that tables use.</param>
    /// <param name="configure">Sets the target's <see cref="RedshiftIntegrationOptions.Redshift"/>; the other sections are those of the application.</param>
    public static IRedshiftIntegrationBuilder AddRedshift(this IRedshiftIntegrationBuilder builder, string target, Action<RedshiftIntegrationOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(target);
        ArgumentNullException.ThrowIfNull(configure);
        builder.Services.AddSingleton(new NamedTarget(target));
        builder.Services.AddOptions<RedshiftIntegrationOptions>(target)
            .Configure<IOptionsMonitor<RedshiftIntegrationOptions>>((options, monitor) => NamedTarget.Inherit(options, monitor.CurrentValue))
            .Configure(configure);
        return builder;
    }

    /// <summary>Registers pipelines. Each function is called once, at host start or at first use; the problems of all of them are reported together.</summary>
    /// <param name="builder">The registration.</param>
    /// <param name="definitions">For example <c>() => Pipelines.Orders</c>.</param>
    public static IRedshiftIntegrationBuilder AddPipelines(this IRedshiftIntegrationBuilder builder, params Func<PipelineDefinition>[] definitions)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(definitions);
        foreach (Func<PipelineDefinition> definition in definitions)
        {
            builder.Services.AddSingleton(new PipelineRegistration(definition));
        }

        return builder;
    }

    /// <summary>Sends all AWS calls through handlers that <paramref name="handler"/> makes: for proxies and for doubles.</summary>
    /// <param name="builder">The registration.</param>
    /// <param name="handler">Makes a handler; called once per client.</param>
    public static IRedshiftIntegrationBuilder UseAwsHttpMessageHandler(this IRedshiftIntegrationBuilder builder, Func<HttpMessageHandler> handler)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(handler);
        builder.Services.Replace(ServiceDescriptor.Singleton(new AwsHttpHandler(handler)));
        return builder;
    }

    private static IRedshiftIntegrationBuilder Connection(IRedshiftIntegrationBuilder builder, string name, ConnectionRegistration registration)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        builder.Services.AddSingleton(registration);
        return builder;
    }
}
