using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using RedshiftIntegration.Testing;

namespace RedshiftIntegration.Tests.Running;

/// <summary>A source in an SQLite file, both doubles, and the library's services on top: the whole line without a server.</summary>
internal sealed class PipelineFixture : IAsyncDisposable
{
    private const string Bucket = "staging";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("rsi-fixture-");
    private readonly List<ServiceProvider> _providers = [];

    private PipelineFixture(EmbeddedAws aws, EmbeddedRedshift redshift)
    {
        Aws = aws;
        Redshift = redshift;
    }

    public EmbeddedAws Aws { get; }

    public EmbeddedRedshift Redshift { get; }

    /// <summary>Last word on the services of each process that is made from here on; for faults inside of the line.</summary>
    public Action<IServiceCollection>? Replacing { get; set; }

    public string SourceConnectionString => new SqliteConnectionStringBuilder { DataSource = Path.Combine(_folder.FullName, "source.db"), Pooling = false }.ConnectionString;

    public static async Task<PipelineFixture> StartAsync()
    {
        EmbeddedAws aws = new();
        aws.CreateBucket(Bucket);
        EmbeddedRedshift redshift = await EmbeddedRedshift.StartAsync(new EmbeddedRedshiftOptions { Aws = aws });
        PipelineFixture fixture = new(aws, redshift);
        await fixture.SourceAsync("PRAGMA journal_mode = WAL");
        return fixture;
    }

    /// <summary>Services of their own, as another process would have them.</summary>
    public IServiceProvider Services(TimeProvider? clock, Action<RedshiftIntegrationOptions>? configure, params PipelineDefinition[] definitions)
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
            .AddDatabase("shop", SqliteFactory.Instance, SourceConnectionString)
            .AddPipelines([.. definitions.Select(d => (Func<PipelineDefinition>)(() => d))])
            .UseEmbeddedRedshift(Redshift)
            .UseEmbeddedAws(Aws);
        if (configure is not null)
        {
            services.PostConfigure(configure);
        }

        Replacing?.Invoke(services);
        ServiceProvider provider = services.BuildServiceProvider();
        _providers.Add(provider);
        return provider;
    }

    public IServiceProvider Services(params PipelineDefinition[] definitions) => Services(null, null, definitions);

    public async Task<IPipelineRunner> AppliedAsync(params PipelineDefinition[] definitions)
    {
        IServiceProvider services = Services(definitions);
        await ApplyAsync(services);
        return services.GetRequiredService<IPipelineRunner>();
    }

    public static async Task ApplyAsync(IServiceProvider services)
    {
        IPipelineDeployment deployment = services.GetRequiredService<IPipelineDeployment>();
        await deployment.ApplyAsync(await deployment.PlanAsync());
    }

    public async Task SourceAsync(params string[] statements)
    {
        await using SqliteConnection connection = new(SourceConnectionString);
        await connection.OpenAsync();
        foreach (string statement in statements)
        {
            await using SqliteCommand command = new(statement, connection);
            await command.ExecuteNonQueryAsync();
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

    public async ValueTask DisposeAsync()
    {
        foreach (ServiceProvider provider in _providers)
        {
            await provider.DisposeAsync();
        }

        await Redshift.DisposeAsync();
        Aws.Dispose();
        _folder.Delete(recursive: true);
    }

    private static string Text(object value) => value switch
    {
        DateTime time => time.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };
}
