using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using RedshiftIntegration.Integration.Tests.Sources.MySql;
using RedshiftIntegration.Testing;

namespace RedshiftIntegration.Integration.Tests.Running;

/// <summary>The whole line: a database on the real server, the library's services, and the doubles of S3 and Redshift at the other end.</summary>
public sealed class MySqlLine : IAsyncLifetime
{
    public const string Bucket = "staging";

    private readonly MySqlServer _server = new();
    private readonly List<ServiceProvider> _providers = [];

    public EmbeddedAws Aws { get; } = new();

    public EmbeddedRedshift Redshift { get; private set; } = null!;

    public string SourceConnectionString => _server.ConnectionString;

    public async ValueTask InitializeAsync()
    {
        await _server.InitializeAsync();
        Aws.CreateBucket(Bucket);
        Redshift = await EmbeddedRedshift.StartAsync(new EmbeddedRedshiftOptions { Aws = Aws });
    }

    public async ValueTask DisposeAsync()
    {
        foreach (ServiceProvider provider in _providers)
        {
            await provider.DisposeAsync();
        }

        await Redshift.DisposeAsync();
        Aws.Dispose();
        await _server.DisposeAsync();
    }

    public void SkipIfMissing() => _server.SkipIfMissing();

    /// <summary>Services of their own, as another process would have them.</summary>
    public IServiceProvider Services(TimeProvider? clock, Action<RedshiftIntegrationOptions>? configure, string? source, params PipelineDefinition[] definitions)
    {
        ServiceCollection services = new();
        if (clock is not null)
        {
            services.AddSingleton(clock);
        }

        services.AddLogging();
        services.AddRedshiftIntegration(options =>
            {
                options.Staging.Location = $"s3://{Bucket}/runs";
                options.Pii.HashKey = "a key of the tests, 16+ bytes";
            })
            .AddMySql("shop", source ?? SourceConnectionString)
            .AddPipelines([.. definitions.Select(d => (Func<PipelineDefinition>)(() => d))])
            .UseEmbeddedRedshift(Redshift)
            .UseEmbeddedAws(Aws);
        if (configure is not null)
        {
            services.PostConfigure(configure);
        }

        ServiceProvider provider = services.BuildServiceProvider();
        _providers.Add(provider);
        return provider;
    }

    public async Task<IPipelineRunner> AppliedAsync(params PipelineDefinition[] definitions)
    {
        IServiceProvider services = Services(null, null, null, definitions);
        await ApplyAsync(services);
        return services.GetRequiredService<IPipelineRunner>();
    }

    public static async Task ApplyAsync(IServiceProvider services)
    {
        IPipelineDeployment deployment = services.GetRequiredService<IPipelineDeployment>();
        await deployment.ApplyAsync(await deployment.PlanAsync(TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);
    }

    public async Task SourceAsync(params string[] statements)
    {
        if (statements.Length > 0)
        {
            await _server.ExecuteAsync(string.Join(";\n", statements));
        }
    }

    /// <summary>Rows as text, columns joined by a bar, NULL as ~.</summary>
    public async Task<IReadOnlyList<string>> WarehouseAsync(string sql)
    {
        await using NpgsqlConnection connection = new(Redshift.ConnectionString);
        await connection.OpenAsync();
        await using NpgsqlCommand command = new(sql, connection);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync();
        List<string> rows = [];
        while (await reader.ReadAsync())
        {
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? "~" : Text(reader.GetValue(i)))));
        }

        return rows;
    }

    /// <summary>The newest data file that was staged, as the double keeps it on disk.</summary>
    public string NewestStagedFile() => Directory.EnumerateFiles(Path.Combine(Aws.Folder, "s3", Bucket), "*.parquet").Max(StringComparer.Ordinal)!;

    private static string Text(object value) => value switch
    {
        DateTime time => time.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };
}
