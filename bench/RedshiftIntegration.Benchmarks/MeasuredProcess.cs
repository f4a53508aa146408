using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace RedshiftIntegration.Benchmarks;

/// <summary>A child process with its wall time, its CPU by the kernel's account, and what it reported of itself.</summary>
internal sealed record Measurement(double Wall, double Cpu, ChildReport? Report);

internal static partial class MeasuredProcess
{
    private const int RusageChildren = -1;

    public static async Task<Measurement> RunAsync(string file, IReadOnlyList<string> arguments, bool reports)
    {
        ProcessStartInfo start = new(file, arguments) { RedirectStandardOutput = reports, UseShellExecute = false };
        if (!reports)
        {
            // A pipe to this process would make it part of what is measured.
            start = new ProcessStartInfo("/bin/sh", ["-c", "exec \"$0\" \"$@\" > /dev/null", file, .. arguments]) { UseShellExecute = false };
        }

        double before = ChildrenCpu();
        Stopwatch watch = Stopwatch.StartNew();
        using Process process = Process.Start(start) ?? throw new InvalidOperationException($"'{file}' does not start.");
        string output = reports ? await process.StandardOutput.ReadToEndAsync() : string.Empty;
        await process.WaitForExitAsync();
        double wall = watch.Elapsed.TotalSeconds;
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"'{Path.GetFileName(file)}' ended with {process.ExitCode}.");
        }

        return new Measurement(wall, ChildrenCpu() - before, reports ? JsonSerializer.Deserialize<ChildReport>(output) : null);
    }

    private static double ChildrenCpu()
    {
        Span<long> usage = stackalloc long[18];
        if (GetRusage(RusageChildren, usage) != 0)
        {
            throw new InvalidOperationException("getrusage failed.");
        }

        return usage[0] + usage[2] + ((usage[1] + usage[3]) / 1e6);
    }

    [LibraryImport("libc", EntryPoint = "getrusage")]
    private static partial int GetRusage(int who, Span<long> usage);
}
