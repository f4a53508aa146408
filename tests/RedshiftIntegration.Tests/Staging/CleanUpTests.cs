using RedshiftIntegration.Flow;
using RedshiftIntegration.Staging;

namespace RedshiftIntegration.Tests.Staging;

public sealed class CleanUpTests : IDisposable
{
    private readonly StagingFixture fixture = new();

    public void Dispose() => fixture.Dispose();

    [Fact]
    public async Task What_dead_runs_left_goes_and_what_lives_or_was_committed_stays()
    {
        S3StagingArea area = fixture.Area();
        StagedFile dead = await WriteAsync(area, "dead");
        StagedFile committed = await WriteAsync(area, "committed");
        StagedFile live = await WriteAsync(area, "live");
        StagedFile other = await WriteAsync(area, "dead", "analytics.orders.archive");
        StagedFileStream unfinished = area.BeginRun(StagingFixture.Pipeline, "dead").Create("rows-0002.parquet", CancellationToken.None);
        await unfinished.WriteAsync(new byte[PartPool.PartSize + 1]);
        await using StagedFileStream running = area.BeginRun(StagingFixture.Pipeline, "live").Create("rows-0002.parquet", CancellationToken.None);
        await running.WriteAsync(new byte[PartPool.PartSize + 1]);
        await using ILease lease = await area.AcquireLeaseAsync(StagingFixture.Pipeline, "live", "host", TimeSpan.Zero, CancellationToken.None);

        List<string> asked = [];
        int removed = await area.CleanUpAsync(
            StagingFixture.Pipeline,
            (run, _) =>
            {
                asked.Add(run);
                return Task.FromResult(run == "committed");
            },
            CancellationToken.None);

        removed.Should().Be(1);
        asked.Should().BeEquivalentTo("dead", "committed");
        fixture.Aws.Keys(StagingFixture.Bucket).Should().NotContain(dead.Key).And.Contain([committed.Key, live.Key, other.Key, "rsi/stage/analytics.orders/lease.json"]);
        await running.CompleteAsync(1);
        await unfinished.DisposeAsync();
        fixture.Aws.OpenUploads(StagingFixture.Bucket).Should().Be(0);
    }

    [Fact]
    public async Task A_folder_that_is_not_a_runs_is_left_alone()
    {
        fixture.Area();
        StagedFile strange = await WriteAsync(fixture.Area(o => o.Location = $"s3://{StagingFixture.Bucket}/rsi/stage/analytics.orders"), "run", "by-hand");
        (await fixture.Area().CleanUpAsync(StagingFixture.Pipeline, (_, _) => Task.FromResult(false), CancellationToken.None)).Should().Be(0);
        fixture.Aws.Keys(StagingFixture.Bucket).Should().Equal(strange.Key);
    }

    [Fact]
    public async Task More_than_a_thousand_objects_go_in_batches()
    {
        S3StagingArea area = fixture.Area();
        IStagedRun run = area.BeginRun(StagingFixture.Pipeline, "dead");
        for (int i = 0; i < 1001; i++)
        {
            await using StagedFileStream file = run.Create($"rows-{i:D4}.parquet", CancellationToken.None);
            await file.CompleteAsync(0);
        }

        (await area.CleanUpAsync(StagingFixture.Pipeline, (_, _) => Task.FromResult(false), CancellationToken.None)).Should().Be(1001);
        fixture.Aws.Keys(StagingFixture.Bucket).Should().BeEmpty();
    }

    private static async Task<StagedFile> WriteAsync(S3StagingArea area, string runId, string pipeline = StagingFixture.Pipeline)
    {
        await using StagedFileStream file = area.BeginRun(pipeline, runId).Create("rows-0001.parquet", CancellationToken.None);
        await file.WriteAsync(new byte[10]);
        return await file.CompleteAsync(1);
    }
}
