using Npgsql;
using ParquetSharp;
using RedshiftIntegration.Deployment;
using RedshiftIntegration.Engines.Direct;
using RedshiftIntegration.Flow;
using RedshiftIntegration.Loading;
using RedshiftIntegration.Redshift;
using RedshiftIntegration.Testing;
using RedshiftIntegration.Tests.Staging;
using RedshiftIntegration.Types;

namespace RedshiftIntegration.Tests.Loading;

/// <summary>The load over the wire: EmbeddedRedshift, EmbeddedAws, and a source of which only the catalogue is asked.</summary>
internal sealed class LoadLab : IAsyncDisposable, IPipelineRegistry, ISourceConnectors, ISourceConnector
{
    private readonly StagingFixture _staging;
    private readonly List<PipelineDefinition> _definitions = [];
    private int _runs;

    private LoadLab(EmbeddedRedshift redshift, StagingFixture staging)
    {
        Redshift = redshift;
        _staging = staging;
        Targets = new RedshiftTargets(new RedshiftOptions { ConnectionString = redshift.ConnectionString });
        Loader = new Loader(Targets, TimeProvider.System);
        History = new RunHistory(Targets);
        Deployment = new DeploymentService([new LoadingContributor(Targets, this, TimeProvider.System)], this);
    }

    public EmbeddedRedshift Redshift { get; }

    public RedshiftTargets Targets { get; }

    public Loader Loader { get; }

    public RunHistory History { get; }

    public DeploymentService Deployment { get; }

    /// <summary>What the source's catalogue says; native types are written as Redshift's.</summary>
    public SourceTable Source { get; set; } = new()
    {
        Columns =
        [
            new SourceColumn { Name = "id", NativeType = "BIGINT", IsNullable = false }, new SourceColumn { Name = "name", NativeType = "VARCHAR(20)" },
            new SourceColumn { Name = "details", NativeType = "SUPER" }, new SourceColumn { Name = "updated_at", NativeType = "TIMESTAMP", IsNullable = false },
        ],
        PrimaryKey = ["id"],
    };

    public string Connection => "shop";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<LoadLab> StartAsync()
    {
        StagingFixture staging = new();
        return new LoadLab(await EmbeddedRedshift.StartAsync(new EmbeddedRedshiftOptions { Aws = staging.Aws }, Token), staging);
    }

    /// <summary>Registers, plans and applies.</summary>
    public async Task<PipelineDefinition> GivenAsync(PipelineDefinition definition)
    {
        _definitions.Add(definition);
        await Deployment.ApplyAsync(await Deployment.PlanAsync(Token), Token);
        return definition;
    }

    /// <summary>The only definition from here on.</summary>
    public void Replace(PipelineDefinition definition)
    {
        _definitions.Clear();
        _definitions.Add(definition);
    }

    public void Register(PipelineDefinition definition) => _definitions.Add(definition);

    /// <summary>Stages the rows and loads them as the next run.</summary>
    public async Task<LoadResult> LoadAsync(PipelineDefinition definition, params object?[][] rows) => await Loader.LoadAsync(await RequestAsync(definition, rows), Token);

    /// <summary>Stages the rows; the request starts from what is committed now.</summary>
    public async Task<LoadRequest> RequestAsync(PipelineDefinition definition, params object?[][] rows)
    {
        AppliedMapping applied = (await History.AppliedMappingAsync(definition, Token))!;
        CommittedRun? last = await History.LastCommittedAsync(definition, Token);
        string runId = $"run-{Interlocked.Increment(ref _runs):0000}";
        IStagedRun run = _staging.Area().BeginRun(definition.Id, runId);
        List<StagedFile> files = [];
        string? manifest = null;
        if (rows.Length > 0)
        {
            await using StagedFileStream stream = run.Create("rows-0001.parquet", Token);
            stream.Write(Parquet(applied.Mapping, rows));
            files.Add(await stream.CompleteAsync(rows.Length));
            manifest = await run.WriteManifestAsync(files, Token);
        }

        string? to = applied.Mapping.Cursor is null
            ? null
            : rows.Select(r => (DateTime)r[^1]!).Append(DateTime.MinValue).Max() is var max && max > DateTime.MinValue ? max.ToString("yyyy-MM-dd HH:mm:ss.ffffff") : null;
        return new LoadRequest
        {
            RunId = runId,
            Definition = definition,
            Mapping = applied.Mapping,
            SchemaVersion = applied.Version,
            Batch = new StagedBatch { Files = EquatableList.From(files), ManifestUri = manifest, RowsRead = rows.Length, RowsStaged = rows.Length, WatermarkTo = to },
            PreviousRunId = last?.RunId ?? string.Empty,
            WatermarkFrom = last?.Watermark,
            StartedAt = TimeProvider.System.GetUtcNow(),
            Steps = [new RunStepRecord("extract", TimeProvider.System.GetUtcNow(), TimeProvider.System.GetUtcNow()) { Rows = rows.Length }],
            Host = "test",
        };
    }

    /// <summary>Rows as text, values separated by <c>|</c>, NULL as <c>~</c>.</summary>
    public async Task<string[]> QueryAsync(string sql)
    {
        await using NpgsqlConnection connection = new(Redshift.ConnectionString);
        await connection.OpenAsync(Token);
        await using NpgsqlCommand command = new(sql, connection);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(Token);
        List<string> rows = [];
        while (await reader.ReadAsync(Token))
        {
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? "~" : Convert.ToString(reader.GetValue(i), System.Globalization.CultureInfo.InvariantCulture))));
        }

        return [.. rows];
    }

    public IReadOnlyList<PipelineDefinition> All() => _definitions;

    public PipelineDefinition ById(string id) => _definitions.Single(d => d.Id == id);

    public ISourceConnector For(Source source) => this;

    public Task<SourceTable> DescribeAsync(Source source, CancellationToken cancellationToken) => Task.FromResult(Source);

    public ColumnResolution Resolve(SourceColumn column, RedshiftType? asked, string? clrType) => new() { Type = asked ?? RedshiftType.TryParse(column.NativeType), Why = "as it is there" };

    public Task<CursorBound?> ChunkEndAsync(ExtractRequest request, long rows, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<ISourceRead> OpenAsync(ExtractRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();

    public async ValueTask DisposeAsync()
    {
        await Targets.DisposeAsync();
        await Redshift.DisposeAsync();
        _staging.Dispose();
    }

    private static byte[] Parquet(ResolvedMapping mapping, object?[][] rows)
    {
        using MemoryStream stream = new();
        using (ParquetSharp.IO.ManagedOutputStream output = new(stream, leaveOpen: true))
        {
            using WriterProperties properties = new WriterPropertiesBuilder().Build();
            using ParquetFileWriter file = new(output, ParquetSchema.Of(mapping), properties);
            using RowGroupWriter group = file.AppendRowGroup();
            for (int c = 0; c < mapping.Columns.Count; c++)
            {
                using ColumnWriter column = group.NextColumn();
                Write(column, mapping.Columns[c], [.. rows.Select(r => r[c])]);
            }

            file.Close();
        }

        return stream.ToArray();
    }

    private static void Write(ColumnWriter column, ResolvedColumn resolved, object?[] values)
    {
        switch (Transport.Of(resolved.Type).Kind)
        {
            case RedshiftTypeKind.BigInt when resolved.IsNullable:
                Batch(column, values.Select(v => (long?)v));
                break;
            case RedshiftTypeKind.BigInt:
                Batch(column, values.Select(v => (long)v!));
                break;
            case RedshiftTypeKind.Timestamp when resolved.IsNullable:
                Batch(column, values.Select(v => (DateTime?)v));
                break;
            case RedshiftTypeKind.Timestamp:
                Batch(column, values.Select(v => (DateTime)v!));
                break;
            default:
                Batch(column, values.Select(v => (string?)v));
                break;
        }
    }

    private static void Batch<T>(ColumnWriter column, IEnumerable<T> values)
    {
        using LogicalColumnWriter<T> writer = column.LogicalWriter<T>();
        writer.WriteBatch([.. values]);
    }
}
