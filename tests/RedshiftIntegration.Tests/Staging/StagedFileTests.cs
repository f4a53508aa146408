using System.Security.Cryptography;
using System.Text.Json;
using RedshiftIntegration.Flow;
using RedshiftIntegration.Staging;
using RedshiftIntegration.Testing;

namespace RedshiftIntegration.Tests.Staging;

public sealed class StagedFileTests : IDisposable
{
    private readonly StagingFixture fixture = new();

    public void Dispose() => fixture.Dispose();

    [Theory]
    [InlineData(0, 0, "https://s3.eu-central-1.amazonaws.com")]
    [InlineData(1, 0, "https://s3.eu-central-1.amazonaws.com")]
    [InlineData(PartPool.PartSize, 0, "https://s3.eu-central-1.amazonaws.com")]
    [InlineData(PartPool.PartSize + 1, 2, "https://s3.eu-central-1.amazonaws.com")]
    [InlineData(20_000_000, 4, "https://storage.example")]
    [InlineData(9_000_000, 2, "http://localhost:9000")]
    public async Task A_file_arrives_whole_in_one_request_or_in_parts(int length, int parts, string endpoint)
    {
        byte[] bytes = RandomNumberGenerator.GetBytes(length);
        IStagedRun run = fixture.Area(endpoint: endpoint).BeginRun(StagingFixture.Pipeline, "run1");
        await using StagedFileStream file = run.Create("rows-0001.parquet", CancellationToken.None);
        for (int i = 0; i < bytes.Length; i += 1_000_003)
        {
            file.Write(bytes.AsSpan(i, Math.Min(1_000_003, bytes.Length - i)));
        }

        StagedFile staged = await file.CompleteAsync(rows: 7);
        staged.Bytes.Should().Be(length);
        staged.Rows.Should().Be(7);
        staged.Checksum.Should().NotBeEmpty().And.NotContain("\"");
        staged.Key.Should().MatchRegex("^rsi/stage/analytics\\.orders/run1-[0-9a-f]{32}/rows-0001\\.parquet$");
        FileOf(staged.Key).Should().Equal(bytes);
        Count("UploadPart").Should().Be(parts);
        Count("PutObject").Should().Be(parts == 0 ? 1 : 0);
        fixture.Aws.OpenUploads(StagingFixture.Bucket).Should().Be(0);
    }

    [Fact]
    public async Task An_upload_denied_at_its_second_part_is_aborted_and_leaves_nothing()
    {
        fixture.Aws.Faults.FailNext("s3", "UploadPart", times: 1, code: "AccessDenied", after: 1);
        IStagedRun run = fixture.Area().BeginRun(StagingFixture.Pipeline, "run1");
        Func<Task> write = async () =>
        {
            await using StagedFileStream file = run.Create("rows-0001.parquet", CancellationToken.None);
            await file.WriteAsync(new byte[30_000_000]);
            await file.CompleteAsync(1);
        };
        StagingException denied = (await write.Should().ThrowAsync<StagingException>()).Which;
        denied.ProblemId.Should().Be("RSI3002");
        denied.IsTransient.Should().BeFalse();
        denied.Key.Should().EndWith("rows-0001.parquet");
        denied.Message.Should().Contain("s3:PutObject").And.NotContain("secret-example");
        LeavesNothing();
    }

    [Fact]
    public async Task Slow_down_is_retried_and_then_reported_as_transient()
    {
        IStagedRun run = fixture.Area().BeginRun(StagingFixture.Pipeline, "run1");
        fixture.Aws.Faults.FailNext("s3", "PutObject", times: 1, code: "SlowDown");
        await WriteAsync(run, "a", 100);
        fixture.Aws.Faults.FailNext("s3", "PutObject", times: 2, code: "SlowDown");
        StagingException slow = (await run.Invoking(r => WriteAsync(r, "b", 100)).Should().ThrowAsync<StagingException>()).Which;
        slow.ProblemId.Should().Be("RSI3003");
        slow.IsTransient.Should().BeTrue();
        fixture.Aws.Keys(StagingFixture.Bucket).Should().ContainSingle().Which.Should().EndWith("/a");
    }

    [Fact]
    public async Task A_missing_bucket_a_foreign_owner_and_a_dead_network_each_have_their_problem()
    {
        (await Failing(fixture.Area(o => o.Location = "s3://absent-bucket/p"))).ProblemId.Should().Be("RSI3001");
        (await Failing(fixture.Area(o => o.ExpectedBucketOwner = "999999999999"))).ProblemId.Should().Be("RSI3002");
        fixture.Aws.Faults.FailNext("s3", "PutObject", times: 10, code: AwsFaults.ConnectionReset);
        StagingException network = await Failing(fixture.Area(retries: 0));
        network.ProblemId.Should().Be("RSI3004");
        network.IsTransient.Should().BeTrue();
        fixture.Aws.Faults.Clear();
        fixture.Aws.Faults.FailNext("s3", "PutObject", code: "InvalidStorageClass");
        (await Failing(fixture.Area())).ProblemId.Should().Be("RSI3005");

        static async Task<StagingException> Failing(IStagingArea area)
            => (await area.BeginRun(StagingFixture.Pipeline, "run1").Invoking(r => WriteAsync(r, "a", 100)).Should().ThrowAsync<StagingException>()).Which;
    }

    [Fact]
    public async Task A_cancelled_write_says_so_and_leaves_nothing()
    {
        using CancellationTokenSource cancel = new();
        IStagedRun run = fixture.Area().BeginRun(StagingFixture.Pipeline, "run1");
        StagedFileStream file = run.Create("rows-0001.parquet", cancel.Token);
        await file.WriteAsync(new byte[20_000_000], CancellationToken.None);
        await cancel.CancelAsync();
        await file.Invoking(f => f.CompleteAsync(1)).Should().ThrowAsync<OperationCanceledException>();
        LeavesNothing();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_file_that_is_disposed_before_its_end_does_not_exist(bool synchronously)
    {
        IStagedRun run = fixture.Area().BeginRun(StagingFixture.Pipeline, "run1");
        StagedFileStream file = run.Create("rows-0001.parquet", CancellationToken.None);
        file.Write(new byte[20_000_000]);
        if (synchronously)
        {
            file.Dispose();
        }
        else
        {
            await file.DisposeAsync();
        }

        LeavesNothing();
        file.Invoking(f => f.Write([1])).Should().Throw<ObjectDisposedException>();
    }

    [Fact]
    public async Task The_manifest_names_each_file_with_length_and_rows_and_is_written_once()
    {
        IStagedRun run = fixture.Area().BeginRun(StagingFixture.Pipeline, "run1");
        StagedFile[] files = [await WriteAsync(run, "rows-0001.parquet", 100), await WriteAsync(run, "rows-0002.parquet", 0)];
        string uri = await run.WriteManifestAsync(files, CancellationToken.None);
        uri.Should().StartWith($"s3://{StagingFixture.Bucket}/rsi/stage/analytics.orders/run1-").And.EndWith("/manifest.json");
        using JsonDocument manifest = JsonDocument.Parse(FileOf(uri[$"s3://{StagingFixture.Bucket}/".Length..]));
        JsonElement[] entries = [.. manifest.RootElement.GetProperty("entries").EnumerateArray()];
        entries.Select(e => e.GetProperty("url").GetString()).Should().Equal(files.Select(f => $"s3://{StagingFixture.Bucket}/{f.Key}"));
        entries.Should().OnlyContain(e => e.GetProperty("mandatory").GetBoolean());
        entries[0].GetProperty("meta").GetProperty("content_length").GetInt64().Should().Be(100);
        entries[0].GetProperty("meta").GetProperty("record_count").GetInt64().Should().Be(5);

        // The same again is an answer that was lost; another one is refused.
        (await run.WriteManifestAsync(files, CancellationToken.None)).Should().Be(uri);
        (await run.Invoking(r => r.WriteManifestAsync(files[..1], CancellationToken.None)).Should().ThrowAsync<StagingException>()).Which.ProblemId.Should().Be("RSI3005");
        await run.RemoveAsync(CancellationToken.None);
        LeavesNothing();
    }

    [Fact]
    public async Task Each_run_has_a_prefix_of_its_own()
    {
        S3StagingArea area = fixture.Area();
        StagedFile first = await WriteAsync(area.BeginRun(StagingFixture.Pipeline, "run1"), "a", 1);
        StagedFile second = await WriteAsync(area.BeginRun(StagingFixture.Pipeline, "run1"), "a", 1);
        first.Key.Should().NotBe(second.Key);
    }

    private static async Task<StagedFile> WriteAsync(IStagedRun run, string name, int length)
    {
        await using StagedFileStream file = run.Create(name, CancellationToken.None);
        await file.WriteAsync(new byte[length]);
        return await file.CompleteAsync(5);
    }

    private byte[] FileOf(string key)
    {
        string file = key[(key.LastIndexOf('/') + 1)..];
        return File.ReadAllBytes(Directory.EnumerateFiles(fixture.Aws.Folder, "*" + file, SearchOption.AllDirectories).Single());
    }

    private int Count(string operation) => fixture.Aws.Calls.Count(c => c.Operation == operation);

    private void LeavesNothing()
    {
        fixture.Aws.Keys(StagingFixture.Bucket).Should().BeEmpty();
        fixture.Aws.OpenUploads(StagingFixture.Bucket).Should().Be(0);
    }
}
