using System.Collections.Concurrent;
using System.Globalization;

namespace RedshiftIntegration.Testing.Tests.Fuzz;

/// <summary>
/// Recorded sessions with changes: whatever a client sends, the server answers with messages of the protocol, an error or the end of that connection,
/// soon, and serves on. RSI_FUZZ_COUNT and RSI_FUZZ_SEED repeat a run or make it longer.
/// </summary>
public sealed class FuzzTests
{
    private const int StandardCount = 10_000;
    private const int Workers = 2;
    private const int LoginsAmong = 20;

    [Fact]
    public async Task Mutated_sessions_are_answered_and_the_server_lives()
    {
        int count = Number("RSI_FUZZ_COUNT") ?? StandardCount;
        int seed = Number("RSI_FUZZ_SEED") ?? Random.Shared.Next();
        IReadOnlyList<Frame[]> sessions = await Recording.MakeAsync();
        ConcurrentDictionary<string, int> reached = new(StringComparer.Ordinal);
        ConcurrentBag<string> failures = [];
        int loggedIn = 0;

        await Task.WhenAll(Enumerable.Range(0, Workers).Select(worker => Task.Factory.StartNew(
            () =>
            {
                FuzzRun run = new(sessions, new Random(seed + worker), LoginsAmong);
                Interlocked.Add(ref loggedIn, run.Run(count / Workers, reached, failures));
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)));

        string summary = string.Create(
            CultureInfo.InvariantCulture,
            $"fuzz: seed {seed}, {sessions.Count} recorded sessions, {count} mutations, {100.0 * loggedIn / count:0} % past authentication; statements reached: {string.Join(", ", reached.OrderByDescending(r => r.Value).Select(r => $"{r.Key} {r.Value}"))}");
        TestContext.Current.TestOutputHelper?.WriteLine(summary);
        TestContext.Current.SendDiagnosticMessage(summary);
        failures.Should().BeEmpty(summary);
        loggedIn.Should().BeGreaterThanOrEqualTo(count * 9 / 10);
        reached.Keys.Should().Contain(["SELECT", "INSERT", "UPDATE", "DELETE", "CREATE", "BEGIN", "DECLARE", "FETCH", "SET"]);
    }

    private static int? Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out int number) ? number : null;
}
