using RedshiftIntegration.Flow;
using RedshiftIntegration.Staging;

namespace RedshiftIntegration.Tests.Staging;

/// <summary>What is allocated is counted for the whole process, so nothing else runs beside.</summary>
[CollectionDefinition(nameof(StagedFileMemoryTests), DisableParallelization = true)]
[Collection(nameof(StagedFileMemoryTests))]
public sealed class StagedFileMemoryTests : IDisposable
{
    private readonly StagingFixture fixture = new();

    public void Dispose() => fixture.Dispose();

    [Fact]
    public async Task A_long_file_takes_no_more_memory_than_a_short_one()
    {
        IStagedRun run = fixture.Area().BeginRun(StagingFixture.Pipeline, "run1");
        await WriteAsync(run, "warm", megabytes: 25);
        long before = GC.GetTotalAllocatedBytes(precise: true);
        await WriteAsync(run, "long", megabytes: 128);

        // 128 MB went through arrays that were there already.
        (GC.GetTotalAllocatedBytes(precise: true) - before).Should().BeLessThan(2 * PartPool.PartSize);
    }

    private static async Task WriteAsync(IStagedRun run, string name, int megabytes)
    {
        byte[] chunk = new byte[1 << 20];
        await using StagedFileStream file = run.Create(name, CancellationToken.None);
        for (int i = 0; i < megabytes; i++)
        {
            file.Write(chunk);
        }

        await file.CompleteAsync(1);
    }
}
