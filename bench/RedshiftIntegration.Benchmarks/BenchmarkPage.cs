using System.Globalization;
using System.Runtime.InteropServices;

namespace RedshiftIntegration.Benchmarks;

/// <summary>docs/benchmarks.md: each command writes its own part, what people wrote around it stays.</summary>
internal static class BenchmarkPage
{
    /// <summary>Replaces the text between <c>&lt;!-- name --&gt;</c> and <c>&lt;!-- end --&gt;</c>.</summary>
    /// <returns>The page's path.</returns>
    public static string Write(string name, string text)
    {
        string path = Path.Combine(Repository.Root, "docs", "benchmarks.md");
        string page = File.ReadAllText(path).ReplaceLineEndings("\n");
        string begin = $"<!-- {name} -->\n";
        int from = page.IndexOf(begin, StringComparison.Ordinal) + begin.Length;
        int to = page.IndexOf("<!-- end -->", from, StringComparison.Ordinal);
        if (from < begin.Length || to < 0)
        {
            throw new InvalidOperationException($"{path} has no part '{name}'.");
        }

        File.WriteAllText(path, $"{page[..from]}{text.TrimEnd()}\n{page[to..]}");
        return path;
    }

    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }

    public static string Machine()
    {
        string? model = File.Exists("/proc/cpuinfo") ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal)) : null;
        return string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessorCount} cores ({model?.Split(':')[1].Trim() ?? "unknown"}), {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1_000_000_000} GB, {RuntimeInformation.OSDescription}");
    }
}
