using System.Diagnostics;

namespace RedshiftIntegration.Integration.Tests.Reliability;

/// <summary>tests/KilledRun as a process of its own: started early, told what to run, and killed as kill -9 does.</summary>
internal sealed class KilledProcess : IAsyncDisposable
{
    private readonly Process _process;

    private KilledProcess(Process process) => _process = process;

    public static KilledProcess Start(string source, string warehouse, Uri aws, string staging) =>
        new(Process.Start(new ProcessStartInfo("dotnet", [Program(), source, warehouse, aws.ToString(), staging])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!);

    public async Task BeginAsync(PipelineDefinition definition, CancellationToken cancellationToken)
    {
        (await _process.StandardOutput.ReadLineAsync(cancellationToken)).Should().Be("ready");
        await _process.StandardInput.WriteLineAsync(definition.ToJson().ReplaceLineEndings(" ").AsMemory(), cancellationToken);
        await _process.StandardInput.FlushAsync(cancellationToken);
    }

    /// <summary>What it says of the run's end; null when it was killed before.</summary>
    public Task<string?> OutcomeAsync(CancellationToken cancellationToken) => _process.StandardOutput.ReadLineAsync(cancellationToken).AsTask();

    /// <summary>SIGKILL: nothing of the process runs any more.</summary>
    public async Task KillAsync(CancellationToken cancellationToken)
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync(cancellationToken);
        _process.ExitCode.Should().Be(128 + 9, "it was killed in the middle, and had not ended before");
    }

    public ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Beside the tests, built with them in the same configuration.</summary>
    private static string Program()
    {
        DirectoryInfo tests = new(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        return Path.Combine(tests.Parent!.Parent!.FullName, "KilledRun", tests.Name, "KilledRun.dll");
    }
}
