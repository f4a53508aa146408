using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using RedshiftIntegration.Engines.Direct;
using RedshiftIntegration.Flow;

namespace RedshiftIntegration.Tests.Engines.Direct;

public sealed class DirectExtractorTests
{
    private static readonly ResolvedMapping Mapping = new()
    {
        Columns = [new ResolvedColumn { SourceColumn = "n", TargetColumn = "n", Type = RedshiftType.BigInt }],
        Mode = RedshiftIntegration.Definition.LoadMode.Replace,
    };

    [Fact]
    public async Task Rows_go_to_files_and_the_manifest_comes_last()
    {
        MemoryRun run = new();

        StagedBatch batch = await ExtractAsync(new CountingRead(5_000), run);

        batch.RowsStaged.Should().Be(5_000);
        batch.WatermarkTo.Should().Be("bound");
        batch.Notes.Should().Equal("a note");
        run.Events.Should().Equal("create rows-0001.parquet", "complete 5000", "manifest 1");
    }

    [Fact]
    public async Task A_read_that_fails_leaves_no_complete_file()
    {
        MemoryRun run = new();

        await FluentActions.Awaiting(() => ExtractAsync(new CountingRead(5_000, failAt: 3_000), run)).Should().ThrowAsync<InvalidDataException>();

        run.Events.Should().NotContain(e => e.StartsWith("complete", StringComparison.Ordinal) || e.StartsWith("manifest", StringComparison.Ordinal));
        run.Events.Count(e => e == "abort").Should().Be(run.Events.Count(e => e.StartsWith("create", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_write_that_fails_ends_the_read_and_keeps_its_own_type()
    {
        MemoryRun run = new() { FailsAtWrite = true };
        CountingRead read = new(100_000_000);

        await FluentActions.Awaiting(() => ExtractAsync(read, run)).Should().ThrowAsync<UnauthorizedAccessException>();

        read.IsDisposed.Should().BeTrue();
        read.Rows.Should().BeLessThan(100_000_000);
    }

    [Fact]
    public async Task A_cancelled_extract_is_cancelled_and_nothing_else()
    {
        using CancellationTokenSource cancel = new();
        CountingRead read = new(100_000_000) { OnRow = n => { if (n == 50_000) { cancel.Cancel(); } } };
        MemoryRun run = new();

        await FluentActions.Awaiting(() => ExtractAsync(read, run, cancellationToken: cancel.Token)).Should().ThrowAsync<OperationCanceledException>();

        run.Events.Should().NotContain("manifest 1");
    }

    [Fact]
    public async Task Progress_comes_ten_times_a_second_at_most_and_once_at_the_end()
    {
        List<ExtractProgress> reports = [];

        await ExtractAsync(new CountingRead(200_000), new MemoryRun(), new Collecting(reports));

        // The clock stands still: the first batch and the end.
        reports.Should().HaveCount(2);
        reports[^1].Rows.Should().Be(200_000);
    }

    private static Task<StagedBatch> ExtractAsync(CountingRead read, MemoryRun run, IProgress<ExtractProgress>? progress = null, CancellationToken? cancellationToken = null)
    {
        RedshiftIntegrationOptions options = new() { Extraction = { BatchRows = 1_024, RowGroupBytes = 64 * 1024 } };
        DirectExtractor extractor = new(new OneSource(read), Options.Create(options), new ColumnPool(), new FakeTimeProvider());
        return extractor.ExtractAsync(
            new ExtractRequest { RunId = "r", Pipeline = "p", Source = MySqlTable.Named("c", "t"), Mapping = Mapping }, run, progress, cancellationToken ?? TestContext.Current.CancellationToken);
    }

    private sealed class Collecting(List<ExtractProgress> reports) : IProgress<ExtractProgress>
    {
        public void Report(ExtractProgress value) => reports.Add(value);
    }

    private sealed class CountingRead(long rows, long failAt = -1) : ISourceRead
    {
        private readonly RowAppender _appender = new(Mapping, null);

        public string? UpperBound => "bound";

        public long RowsDeferred => 0;

        public long? ExpectedRows => rows;

        public IReadOnlyList<string> Notes => ["a note"];

        public long Rows { get; private set; }

        public bool IsDisposed { get; private set; }

        public Action<long>? OnRow { get; init; }

        public bool Fill(ColumnBatch batch, CancellationToken cancellationToken)
        {
            _appender.Bind(batch);
            while (!batch.IsFull)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (Rows == failAt)
                {
                    throw new InvalidDataException("the source broke");
                }

                if (Rows == rows)
                {
                    return false;
                }

                _appender.Inputs[0].Appender.AppendInt64(Rows * 7_919);
                _appender.EndRow();
                Rows++;
                OnRow?.Invoke(Rows);
            }

            return true;
        }

        public Task<ISourceRead> ReadKeysAsync(ResolvedMapping keys, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask DisposeAsync()
        {
            IsDisposed = true;
            return ValueTask.CompletedTask;
        }
    }

    private sealed class OneSource(ISourceRead read) : ISourceConnectors, ISourceConnector
    {
        public string Connection => "c";

        public ISourceConnector For(Source source) => this;

        public Task<SourceTable> DescribeAsync(Source source, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ColumnResolution Resolve(SourceColumn column, RedshiftType? asked, string? clrType) => throw new NotSupportedException();

        public Task<CursorBound?> ChunkEndAsync(ExtractRequest request, long rows, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<ISourceRead> OpenAsync(ExtractRequest request, CancellationToken cancellationToken) => Task.FromResult(read);
    }

    private sealed class MemoryRun : IStagedRun
    {
        public List<string> Events { get; } = [];

        public bool FailsAtWrite { get; init; }

        public StagedFileStream Create(string name, CancellationToken cancellationToken)
        {
            Events.Add($"create {name}");
            return new MemoryFile(this, name);
        }

        public Task<string> WriteManifestAsync(IReadOnlyList<StagedFile> files, CancellationToken cancellationToken)
        {
            Events.Add($"manifest {files.Count}");
            return Task.FromResult("s3://b/m");
        }

        public Task<string> WriteKeysManifestAsync(IReadOnlyList<StagedFile> files, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task RemoveAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private sealed class MemoryFile(MemoryRun run, string name) : StagedFileStream
    {
        private long _written;
        private bool _isComplete;

        public override long BytesWritten => _written;

        public override void Write(byte[] buffer, int offset, int count)
        {
            if (run.FailsAtWrite && _written > 100)
            {
                throw new UnauthorizedAccessException("denied");
            }

            _written += count;
        }

        public override void Flush()
        {
        }

        public override Task<StagedFile> CompleteAsync(long rows)
        {
            _isComplete = true;
            run.Events.Add($"complete {rows}");
            return Task.FromResult(new StagedFile { Key = name, Rows = rows, Bytes = _written });
        }

        protected override void Dispose(bool disposing)
        {
            if (!_isComplete)
            {
                run.Events.Add("abort");
            }

            base.Dispose(disposing);
        }
    }
}
