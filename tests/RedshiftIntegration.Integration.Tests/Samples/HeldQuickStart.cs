using System.Diagnostics;
using MySqlConnector;

namespace RedshiftIntegration.Integration.Tests.Samples;

/// <summary>samples/QuickStart as a process of its own, with a real server, held at its end, asked by psql and then interrupted as by Ctrl+C.</summary>
public sealed class HeldQuickStart : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly string? _server = Environment.GetEnvironmentVariable("RSI_TEST_MYSQL");

    /// <summary>What it printed, line by line.</summary>
    public List<string> Lines { get; } = [];

    /// <summary>The line that it printed last, for the shell.</summary>
    public string PsqlLine => Lines.Last(l => l.StartsWith("psql ", StringComparison.Ordinal));

    public int ExitCode { get; private set; }

    /// <summary>What psql said when its line was run as it stands with <c>-c</c> behind it; null if psql is not on this machine.</summary>
    public (int ExitCode, string Output)? Psql { get; private set; }

    public bool IsDatabaseLeft { get; private set; }

    public void SkipIfMissing() => Assert.SkipWhen(string.IsNullOrEmpty(_server), "MariaDB is not available: RSI_TEST_MYSQL is not set");

    public async ValueTask InitializeAsync()
    {
        if (string.IsNullOrEmpty(_server))
        {
            return;
        }

        using CancellationTokenSource patience = new(Patience);
        // A shell that starts its jobs in the background lets them ignore SIGINT; env gives it back, as a terminal would.
        using Process process = Start("env", "--default-signal=INT", "dotnet", Program(), "--mysql", _server, "--hold");
        try
        {
            Task<string> errors = process.StandardError.ReadToEndAsync(patience.Token);
            while (await process.StandardOutput.ReadLineAsync(patience.Token) is { } line)
            {
                Lines.Add(line);
                if (line.StartsWith("psql ", StringComparison.Ordinal))
                {
                    await AskAsync(line, patience.Token);
                    await InterruptAsync(process, patience.Token);
                }
            }

            await process.WaitForExitAsync(patience.Token);
            Lines.AddRange((await errors).Split('\n'));
            ExitCode = process.ExitCode;
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }

        IsDatabaseLeft = await IsThereAsync();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task AskAsync(string line, CancellationToken cancellationToken)
    {
        using Process psql = Start("sh", "-c", $"command -v psql >/dev/null || exit 42; {line} -At -c 'SELECT COUNT(*) FROM analytics.orders'");
        string output = await psql.StandardOutput.ReadToEndAsync(cancellationToken) + await psql.StandardError.ReadToEndAsync(cancellationToken);
        await psql.WaitForExitAsync(cancellationToken);
        Psql = psql.ExitCode == 42 ? null : (psql.ExitCode, output.Trim());
    }

    private static async Task InterruptAsync(Process process, CancellationToken cancellationToken)
    {
        using Process kill = Start("kill", "-INT", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture));
        await kill.WaitForExitAsync(cancellationToken);
    }

    private static Process Start(string program, params string[] arguments) =>
        Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;

    /// <summary>Beside the tests, built with them in the same configuration.</summary>
    private static string Program()
    {
        DirectoryInfo tests = new(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        return Path.Combine(tests.Parent!.Parent!.FullName, "QuickStart", tests.Name, "QuickStart.dll");
    }

    private async Task<bool> IsThereAsync()
    {
        await using MySqlConnection connection = new(_server);
        await connection.OpenAsync();
        await using MySqlCommand command = new("SELECT COUNT(*) FROM information_schema.schemata WHERE schema_name = 'rsi_quickstart'", connection);
        return Convert.ToInt64(await command.ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture) > 0;
    }
}
