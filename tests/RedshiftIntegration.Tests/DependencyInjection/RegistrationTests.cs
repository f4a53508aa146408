using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using RedshiftIntegration.Testing;

namespace RedshiftIntegration.Tests.DependencyInjection;

public sealed class RegistrationTests
{
    private static PipelineDefinition Good => Pipeline.From(DatabaseTable.Named("shop", "orders")).MapFields().To(RedshiftTable.Named("a.orders").Replaced());

    private static PipelineDefinition Bad => Pipeline.From(DatabaseTable.Named("shop", "orders")).MapFields(m => m).To(RedshiftTable.Named("no_schema"));

    [Fact]
    public async Task Host_start_reports_the_problems_of_all_functions_together()
    {
        using IHost host = Build(Valid, b => b.AddDatabase("shop", SqliteFactory.Instance, "Data Source=:memory:")
            .AddPipelines(() => Bad, () => Good, () => Good)
            .AddPipelines(() => Pipeline.From(MySqlTable.Named("nowhere", "t")).MapFields().To(RedshiftTable.Named("a.t").Replaced())));

        PipelineDefinitionException problems = (await host.Awaiting(h => h.StartAsync()).Should().ThrowAsync<PipelineDefinitionException>()).Which;

        problems.Problems.Select(p => p.Id).Should().Contain(["RSI1902", "RSI1905", "RSI1906"]).And.HaveCountGreaterThan(4);
    }

    [Fact]
    public async Task Host_start_reports_all_wrong_settings_together()
    {
        using IHost host = Build(
            o =>
            {
                o.Redshift.CopyRole = "arn:aws:s3:::bucket";
                o.Staging.Location = "C:\\temp";
                o.Extraction.BatchRows = 0;
                o.Pii.HashKey = "short";
            },
            _ => { });

        OptionsValidationException refused = (await host.Awaiting(h => h.StartAsync()).Should().ThrowAsync<OptionsValidationException>()).Which;

        refused.Failures.Select(f => f[..7]).Should().Equal("RSI1950", "RSI1953", "RSI1952", "RSI1955", "RSI1956");
        refused.Message.Should().NotContain("short;");
    }

    [Fact]
    public void A_connection_string_that_cannot_be_read_is_reported_without_its_content()
    {
        using ServiceProvider services = Provider(o => o.Redshift.ConnectionString = "Host=x;Pasword=s3cret-value", _ => { });

        services.Invoking(s => s.GetRequiredService<IOptions<RedshiftIntegrationOptions>>().Value).Should().Throw<OptionsValidationException>()
            .Which.Message.Should().Contain("RSI1951").And.NotContain("s3cret-value");
    }

    [Theory]
    [InlineData("s3://bucket/my prefix")]
    [InlineData("s3://bucket/größe")]
    [InlineData("s3://bucket/it's")]
    [InlineData("s3://Bucket/x")]
    public void A_staging_location_that_cannot_stand_in_a_copy_statement_is_reported_at_start(string location)
    {
        using ServiceProvider services = Provider(o => { Valid(o); o.Staging.Location = location; }, _ => { });

        services.Invoking(s => s.GetRequiredService<IOptions<RedshiftIntegrationOptions>>().Value).Should().Throw<OptionsValidationException>().WithMessage("*RSI1952*");
    }

    [Fact]
    public async Task A_plain_console_program_needs_no_host()
    {
        await using ServiceProvider services = Provider(Valid, b => b.AddDatabase("shop", SqliteFactory.Instance, "Data Source=:memory:").AddPipelines(() => Good));

        services.GetRequiredService<IPipelineRunner>().Should().NotBeNull();
        services.GetRequiredService<IPipelineDeployment>().Should().NotBeNull();
        await services.GetRequiredService<IPipelineRunner>().Awaiting(r => r.RunAsync("unknown")).Should().ThrowAsync<PipelineDefinitionException>().WithMessage("*RSI1901*a.orders*");
    }

    [Fact]
    public void Settings_are_bound_from_configuration()
    {
        IConfiguration configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["R:Redshift:ConnectionString"] = "Host=h;Username=u",
            ["R:Redshift:CopyRole"] = "arn:aws:iam::123456789012:role/a,arn:aws:iam::123456789012:role/b",
            ["R:Staging:Location"] = "s3://bucket/prefix",
            ["R:Staging:Compression"] = "Zstd",
        }).Build();
        ServiceCollection services = new();
        services.AddLogging().AddRedshiftIntegration(configuration.GetSection("R"));
        using ServiceProvider provider = services.BuildServiceProvider();

        RedshiftIntegrationOptions options = provider.GetRequiredService<IOptions<RedshiftIntegrationOptions>>().Value;

        options.Staging.Compression.Should().Be(StagingCompression.Zstd);
        options.Redshift.ControlSchema.Should().Be("redshift_integration");
    }

    [Fact]
    public async Task A_hash_of_personal_data_needs_a_key()
    {
        PipelineDefinition hashed = Pipeline.From(DatabaseTable.Named("shop", "t")).MapFields(m => m.Column("email", "email", f => f.Through(Transform.Sha256).Pii())).To(RedshiftTable.Named("a.t").Replaced());
        using IHost host = Build(Valid, b => b.AddDatabase("shop", SqliteFactory.Instance, "Data Source=:memory:").AddPipelines(() => hashed));

        await host.Awaiting(h => h.StartAsync()).Should().ThrowAsync<PipelineDefinitionException>().WithMessage("*RSI1957*");
    }

    [Theory]
    [InlineData("Production", true)]
    [InlineData("Testing", false)]
    [InlineData(null, false)]
    public void Doubles_are_refused_where_the_environment_is_set_to_production(string? environment, bool refused)
    {
        using EmbeddedAws aws = new();
        ServiceCollection services = new();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["environment"] = environment }).Build());
        services.AddRedshiftIntegration(Valid).UseEmbeddedAws(aws);
        using ServiceProvider provider = services.BuildServiceProvider();

        Action read = () => _ = provider.GetRequiredService<IOptions<RedshiftIntegrationOptions>>().Value;

        if (refused)
        {
            read.Should().Throw<OptionsValidationException>().WithMessage("*UseEmbeddedAws*Production*");
        }
        else
        {
            read.Should().NotThrow();
        }
    }

    private static void Valid(RedshiftIntegrationOptions options)
    {
        options.Redshift.ConnectionString = "Host=127.0.0.1;Username=u;Password=p";
        options.Staging.Location = "s3://staging/runs";
    }

    private static IHost Build(Action<RedshiftIntegrationOptions> options, Action<IRedshiftIntegrationBuilder> register)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        register(builder.Services.AddRedshiftIntegration(options));
        return builder.Build();
    }

    private static ServiceProvider Provider(Action<RedshiftIntegrationOptions> options, Action<IRedshiftIntegrationBuilder> register)
    {
        ServiceCollection services = new();
        register(services.AddLogging().AddRedshiftIntegration(options));
        return services.BuildServiceProvider();
    }
}
