using System.Diagnostics;
using Npgsql;

namespace RedshiftIntegration.Testing.Tests.Wire;

/// <summary>Counts what the whole process holds, so nothing else may run beside it.</summary>
[CollectionDefinition(nameof(LeakTests), DisableParallelization = true)]
[Collection(nameof(LeakTests))]
public sealed class LeakTests
{
    private readonly List<WeakReference> servers = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_thousand_servers_leave_nothing_behind()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("embedded-redshift-test-");
        try
        {
            await Cycle(folder, 50);
            int threads = Process.GetCurrentProcess().Threads.Count;
            int handles = OpenFiles();

            await Cycle(folder, 950);

            Process.GetCurrentProcess().Threads.Count.Should().BeLessThan(threads + 20);
            OpenFiles().Should().BeLessThan(handles + 20);
            GC.Collect();
            servers.Count(s => s.IsAlive).Should().BeLessThan(20);
            folder.EnumerateFileSystemInfos().Should().BeEmpty();
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private async Task Cycle(DirectoryInfo folder, int times)
    {
        for (int i = 0; i < times; i++)
        {
            await using EmbeddedRedshift redshift = await EmbeddedRedshift.StartAsync(new EmbeddedRedshiftOptions { Folder = folder.FullName }, Cancel);
            NpgsqlConnectionStringBuilder unpooled = new(redshift.ConnectionString) { Pooling = false, SslMode = i % 20 == 0 ? SslMode.Require : SslMode.Disable };
            servers.Add(new WeakReference(redshift.Warehouse));
            if (i % 5 > 0)
            {
                continue;
            }

            await using NpgsqlConnection connection = new(unpooled.ConnectionString);
            await connection.OpenAsync(Cancel);
            await using NpgsqlCommand command = new("SELECT 1", connection);
            await command.ExecuteScalarAsync(Cancel);
        }
    }

    private static int OpenFiles() => Directory.Exists("/proc/self/fd") ? Directory.GetFileSystemEntries("/proc/self/fd").Length : 0;
}
