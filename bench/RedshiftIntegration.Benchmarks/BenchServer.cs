using System.Diagnostics;

namespace RedshiftIntegration.Benchmarks;

/// <summary>The MariaDB of the benchmark: the one that RSI_TEST_MYSQL names, or one that eng/servers.sh starts for it.</summary>
internal sealed class BenchServer : IAsyncDisposable
{
    private readonly string? _folder;

    private BenchServer(string connectionString, string? folder) => (ConnectionString, _folder) = (connectionString, folder);

    public string ConnectionString { get; }

    public static string Root { get; } = FindRoot();

    public static async Task<BenchServer> StartAsync()
    {
        if (Environment.GetEnvironmentVariable("RSI_TEST_MYSQL") is { Length: > 0 } given)
        {
            return new BenchServer(given, null);
        }

        string folder = Directory.CreateTempSubdirectory("rsi-bench-server-").FullName;
        await ScriptAsync("start", folder, "mariadb");
        string line = (await File.ReadAllLinesAsync(Path.Combine(folder, "env"))).FirstOrDefault(l => l.StartsWith("export RSI_TEST_MYSQL='", StringComparison.Ordinal))
            ?? throw new InvalidOperationException($"MariaDB is not available: {await File.ReadAllTextAsync(Path.Combine(folder, "skipped"))}");
        return new BenchServer(line["export RSI_TEST_MYSQL='".Length..].TrimEnd('\''), folder);
    }

    public async ValueTask DisposeAsync()
    {
        if (_folder is not null)
        {
            await ScriptAsync("stop", _folder);
        }
    }

    private static async Task ScriptAsync(params string[] arguments)
    {
        ProcessStartInfo start = new(Path.Combine(Root, "eng", "servers.sh"), arguments) { UseShellExecute = false };
        start.Environment["RSI_MARIADB_BUFFER"] = "2G";
        using Process script = Process.Start(start) ?? throw new InvalidOperationException("eng/servers.sh does not start.");
        await script.WaitForExitAsync();
    }

    private static string FindRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "RedshiftIntegration.slnx")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("Run the benchmark inside the repository.");
    }
}
