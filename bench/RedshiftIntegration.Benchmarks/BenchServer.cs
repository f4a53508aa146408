using System.Diagnostics;

namespace RedshiftIntegration.Benchmarks;

/// <summary>A database server of a benchmark: the one that a variable names, or one that eng/servers.sh starts for it.</summary>
internal sealed class BenchServer : IAsyncDisposable
{
    private readonly string? _folder;

    private BenchServer(string connectionString, string? folder) => (ConnectionString, _folder) = (connectionString, folder);

    public string ConnectionString { get; }

    public static Task<BenchServer> StartMariaDbAsync() => StartAsync("mariadb", "RSI_TEST_MYSQL");

    public static Task<BenchServer> StartPostgresAsync() => StartAsync("postgres", "RSI_TEST_POSTGRES");

    private static async Task<BenchServer> StartAsync(string server, string variable)
    {
        if (Environment.GetEnvironmentVariable(variable) is { Length: > 0 } given)
        {
            return new BenchServer(given, null);
        }

        string folder = Directory.CreateTempSubdirectory("rsi-bench-server-").FullName;
        await ScriptAsync("start", folder, server);
        string export = $"export {variable}='";
        string line = (await File.ReadAllLinesAsync(Path.Combine(folder, "env"))).FirstOrDefault(l => l.StartsWith(export, StringComparison.Ordinal))
            ?? throw new InvalidOperationException($"{server} is not available: {await File.ReadAllTextAsync(Path.Combine(folder, "skipped"))}");
        return new BenchServer(line[export.Length..].TrimEnd('\''), folder);
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
        ProcessStartInfo start = new(Path.Combine(Repository.Root, "eng", "servers.sh"), arguments) { UseShellExecute = false };
        start.Environment["RSI_MARIADB_BUFFER"] = "2G";
        using Process script = Process.Start(start) ?? throw new InvalidOperationException("eng/servers.sh does not start.");
        await script.WaitForExitAsync();
    }
}
