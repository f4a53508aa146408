using System.Diagnostics;
using System.Runtime.InteropServices;

namespace RedshiftIntegration.Benchmarks;

/// <summary>
/// This program as one deploys it: published with ReadyToRun, so that a measurement of two seconds is not a quarter compiler. All children are it, the
/// bare readers too.
/// </summary>
internal sealed record PublishedProgram(string Path, bool IsPrecompiled)
{
    public static async Task<PublishedProgram> MakeAsync()
    {
        string artifacts = System.IO.Path.Combine(Repository.Root, "artifacts", "bench");
        string output = System.IO.Path.Combine(artifacts, "published");
        string[] arguments =
        [
            "publish", System.IO.Path.Combine(Repository.Root, "bench", "RedshiftIntegration.Benchmarks"), "--configuration", "Release",
            "--runtime", RuntimeInformation.RuntimeIdentifier, "--self-contained", "false", "--output", output, "--verbosity", "quiet", "--nologo",
            "-p:PublishReadyToRun=true", $"-p:ArtifactsPath={artifacts}", "-p:RunAnalyzers=false",
        ];
        ProcessStartInfo start = new(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", arguments) { UseShellExecute = false };
        using Process publish = Process.Start(start) ?? throw new InvalidOperationException("'dotnet' does not start.");
        await publish.WaitForExitAsync();
        if (publish.ExitCode == 0)
        {
            return new PublishedProgram(System.IO.Path.Combine(output, System.IO.Path.GetFileName(Environment.ProcessPath!)), IsPrecompiled: true);
        }

        Console.WriteLine("It can't be published with ReadyToRun here (is the compiler's package to be had?): measured as built, with JIT.");
        return new PublishedProgram(Environment.ProcessPath!, IsPrecompiled: false);
    }
}
