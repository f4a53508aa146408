using Amazon;
using Amazon.Extensions.NETCore.Setup;
using Amazon.Runtime;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace RedshiftIntegration.Testing;

/// <summary>Puts the doubles where Redshift and AWS would be.</summary>
public static class TestingExtensions
{
    /// <summary>Loads into <paramref name="redshift"/> instead of the configured warehouse.</summary>
    /// <param name="builder">The registration.</param>
    /// <param name="redshift">A started server.</param>
    /// <remarks>Host start fails where the environment is explicitly set to Production: a double there would swallow the night's data.</remarks>
    public static IRedshiftIntegrationBuilder UseEmbeddedRedshift(this IRedshiftIntegrationBuilder builder, EmbeddedRedshift redshift)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(redshift);
        RefuseInProduction(builder.Services, nameof(UseEmbeddedRedshift));
        builder.Services.PostConfigure<RedshiftIntegrationOptions>(options => options.Redshift.ConnectionString = redshift.ConnectionString);
        return builder;
    }

    /// <summary>Sends all AWS calls to <paramref name="aws"/>, with credentials and a region of its own.</summary>
    /// <param name="builder">The registration.</param>
    /// <param name="aws">The double.</param>
    /// <remarks>Host start fails where the environment is explicitly set to Production.</remarks>
    public static IRedshiftIntegrationBuilder UseEmbeddedAws(this IRedshiftIntegrationBuilder builder, EmbeddedAws aws)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(aws);
        RefuseInProduction(builder.Services, nameof(UseEmbeddedAws));
        builder.Services.AddDefaultAWSOptions(new AWSOptions
        {
            Credentials = new BasicAWSCredentials("AKIAEMBEDDEDAWS00000", "embedded"),
            Region = RegionEndpoint.USEast1,
        });
        return builder.UseAwsHttpMessageHandler(aws.CreateHandler);
    }

    private static void RefuseInProduction(IServiceCollection services, string method) =>
        services.AddSingleton<IValidateOptions<RedshiftIntegrationOptions>>(provider => new NotInProduction(provider.GetService<IConfiguration>(), method));

    /// <summary>The generic host calls itself Production when nothing is set, so only an explicit setting counts.</summary>
    private sealed class NotInProduction(IConfiguration? configuration, string method) : IValidateOptions<RedshiftIntegrationOptions>
    {
        private static readonly string[] Settings = ["environment", "DOTNET_ENVIRONMENT", "ASPNETCORE_ENVIRONMENT"];

        public ValidateOptionsResult Validate(string? name, RedshiftIntegrationOptions options) =>
            configuration is not null && Settings.Any(s => string.Equals(configuration[s], "Production", StringComparison.OrdinalIgnoreCase))
                ? ValidateOptionsResult.Fail($"{method} is called while the environment is set to Production. Remove the call, or register it only where the environment is Development or Testing.")
                : ValidateOptionsResult.Success;
    }
}
