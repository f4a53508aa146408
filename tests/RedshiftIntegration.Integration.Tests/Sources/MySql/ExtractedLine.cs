using System.Globalization;
using DuckDB.NET.Data;
using RedshiftIntegration.Engines.Direct;
using RedshiftIntegration.Flow;
using RedshiftIntegration.Flow.Resolution;
using RedshiftIntegration.Sources.MySql;

namespace RedshiftIntegration.Integration.Tests.Sources.MySql;

/// <summary>Runs the Direct engine over a MySQL source into a folder, and reads its files back by DuckDB.</summary>
internal sealed class ExtractedLine : IStagedRun, ISourceConnectors, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("rsi-line-").FullName;
    private readonly MySqlSource _source;

    public ExtractedLine(string connectionString) => _source = new MySqlSource("shop", connectionString);

    public RedshiftIntegrationOptions Options { get; } = new();

    public string Files => Path.Combine(_folder, "*.parquet");

    public bool HasManifest { get; private set; }

    public async Task<ResolvedMapping> MappingAsync(PipelineDefinition definition)
    {
        SourceTable table = await _source.DescribeAsync(definition.Source, TestContext.Current.CancellationToken);
        MappingResolution resolution = MappingResolver.Resolve(definition, table, _source.Resolve);
        resolution.Problems.Should().BeEmpty();
        return resolution.Mapping!;
    }

    public async Task<StagedBatch> RunAsync(PipelineDefinition definition, string? from = null) => await RunAsync(definition, await MappingAsync(definition), from);

    public Task<StagedBatch> RunAsync(
        PipelineDefinition definition, ResolvedMapping mapping, string? from = null, IProgress<ExtractProgress>? progress = null, CancellationToken? cancellationToken = null)
    {
        DirectExtractor extractor = new(this, Microsoft.Extensions.Options.Options.Create(Options), new ColumnPool(), TimeProvider.System);
        ExtractRequest request = new() { RunId = "run", Pipeline = definition.Id, Source = definition.Source, Mapping = mapping, WatermarkFrom = from };
        return extractor.ExtractAsync(request, this, progress, cancellationToken ?? TestContext.Current.CancellationToken);
    }

    /// <summary>Rows of one text column each, NULL as null.</summary>
    public static List<string?> Read(string sql)
    {
        using DuckDBConnection connection = new("Data Source=:memory:");
        connection.Open();
        using DuckDBCommand command = connection.CreateCommand();
        command.CommandText = sql;
        using DuckDBDataReader reader = command.ExecuteReader();
        List<string?> rows = [];
        while (reader.Read())
        {
            rows.Add(reader.IsDBNull(0) ? null : Convert.ToString(reader.GetValue(0), CultureInfo.InvariantCulture));
        }

        return rows;
    }

    public ISourceConnector For(Source source) => _source;

    public StagedFileStream Create(string name, CancellationToken cancellationToken) => new FolderFile(Path.Combine(_folder, name));

    public Task<string> WriteManifestAsync(IReadOnlyList<StagedFile> files, CancellationToken cancellationToken)
    {
        HasManifest = true;
        return Task.FromResult("s3://bucket/manifest");
    }

    public Task<string> WriteKeysManifestAsync(IReadOnlyList<StagedFile> files, CancellationToken cancellationToken) => Task.FromResult("s3://bucket/keys-manifest");

    public Task RemoveAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private sealed class FolderFile(string path) : StagedFileStream
    {
        private readonly FileStream _file = File.Create(path);
        private bool _isComplete;

        public override long BytesWritten => _file.CanWrite ? _file.Position : new FileInfo(path).Length;

        public override void Write(byte[] buffer, int offset, int count) => _file.Write(buffer, offset, count);

        public override void Flush() => _file.Flush();

        public override Task<StagedFile> CompleteAsync(long rows)
        {
            _isComplete = true;
            _file.Dispose();
            return Task.FromResult(new StagedFile { Key = path, Rows = rows, Bytes = new FileInfo(path).Length });
        }

        protected override void Dispose(bool disposing)
        {
            _file.Dispose();
            if (!_isComplete)
            {
                File.Delete(path);
            }

            base.Dispose(disposing);
        }
    }
}
