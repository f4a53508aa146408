using System.Globalization;
using System.Text.Json;
using Amazon;
using Amazon.Extensions.NETCore.Setup;
using Amazon.Runtime;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using RedshiftIntegration.Aws;
using RedshiftIntegration.Engines.Direct;
using RedshiftIntegration.Flow;
using RedshiftIntegration.Flow.Resolution;
using RedshiftIntegration.Sources.MySql;
using RedshiftIntegration.Staging;

namespace RedshiftIntegration.Benchmarks;

/// <summary>One measurement in a process of its own: it prints what only the process itself knows.</summary>
internal static class LineChild
{
    private const string Connection = "bench";

    /// <param name="s3">The bucket's server and name, for the measurement that uploads.</param>
    public static async Task<int> RunAsync(string what, string table, string connectionString, Uri s3)
    {
        long rows = what switch
        {
            "typed" => BareReader.Typed(connectionString, table),
            "bytes" => BareReader.Bytes(connectionString, table),
            "files" => await ToFilesAsync(table, connectionString),
            "s3" => await ToS3Async(table, connectionString, s3),
            _ => throw new ArgumentException($"'{what}' is no measurement.", nameof(what)),
        };
        Console.WriteLine(JsonSerializer.Serialize(new ChildReport(rows, GC.GetTotalAllocatedBytes(precise: true), PeakBytes())));
        return 0;
    }

    private static async Task<long> ToFilesAsync(string table, string connectionString)
    {
        string folder = Directory.CreateTempSubdirectory("rsi-bench-").FullName;
        try
        {
            return await ExtractAsync(table, connectionString, new RedshiftIntegrationOptions(), new FolderRun(folder));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<long> ToS3Async(string table, string connectionString, Uri endpoint)
    {
        RedshiftIntegrationOptions options = new() { Staging = { Location = $"s3://{LineBenchmark.Bucket}/stage" } };
        AWSOptions client = new() { Region = RegionEndpoint.EUCentral1, Credentials = new BasicAWSCredentials("AKIAEXAMPLE", "secret-example") };
        client.DefaultClientConfig.ServiceURL = endpoint.ToString();
        using Amazon.S3.IAmazonS3 s3 = S3ClientFactory.Create(client, handler: null);
        S3StagingArea area = new(s3, options.Staging, TimeProvider.System, NullLogger<S3StagingArea>.Instance);
        return await ExtractAsync(table, connectionString, options, area.BeginRun("bench.lineitem", "bench"));
    }

    private static async Task<long> ExtractAsync(string table, string connectionString, RedshiftIntegrationOptions options, IStagedRun run)
    {
        MySqlSource source = new(Connection, connectionString);
        PipelineDefinition definition = Pipeline.From(MySqlTable.Named(Connection, table)).MapFields().To(RedshiftTable.Named("bench.lineitem").Replaced());
        MappingResolution resolution = MappingResolver.Resolve(definition, await source.DescribeAsync(definition.Source, CancellationToken.None), source.Resolve);
        DirectExtractor extractor = new(new OneConnection(source), Options.Create(options), new ColumnPool(), TimeProvider.System);
        ExtractRequest request = new() { RunId = "bench", Pipeline = definition.Id, Source = definition.Source, Mapping = resolution.Mapping! };
        return (await extractor.ExtractAsync(request, run, progress: null, CancellationToken.None)).RowsStaged;
    }

    /// <summary>The kernel's own high-water mark of resident memory.</summary>
    private static long PeakBytes()
    {
        string line = File.ReadLines("/proc/self/status").First(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
        return long.Parse(line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024;
    }

    private sealed class OneConnection(ISourceConnector source) : ISourceConnectors
    {
        public ISourceConnector For(Source definition) => source;
    }
}

internal sealed record ChildReport(long Rows, long AllocatedBytes, long PeakBytes);
