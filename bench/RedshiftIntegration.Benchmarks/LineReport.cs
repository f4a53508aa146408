using System.Globalization;
using System.Text;

namespace RedshiftIntegration.Benchmarks;

/// <summary>The figures as text: ratios to the typed reader of the same run, because seconds depend on the machine.</summary>
internal sealed class LineReport(int rows, int rounds, bool isPrecompiled, Dictionary<string, List<Measurement>> measured, Measurement? fiveFold)
{
    private static readonly (string Key, string Name)[] Lines =
    [
        ("typed", "bare reader, typed getters"),
        ("bytes", "bare reader, bytes"),
        ("mariadb", "mariadb --quick > /dev/null"),
        ("files", "**the line, to files**"),
        ("s3", "**the line, to the S3 double**"),
    ];

    public string LastLine() => string.Create(
        CultureInfo.InvariantCulture,
        $"line / bare reader: wall {Wall("files") / Wall("typed"):F2} x, CPU {Cpu("files") / Cpu("typed"):F2} x, peak {Peak("files") / 1_000_000:F0} MB, {Allocated("files"):F0} B per row");

    public string Table()
    {
        StringBuilder table = new();
        table.AppendLine("| | wall, s | wall, ratio | CPU, s | CPU, ratio | peak resident, MB | allocated per row, B |");
        table.AppendLine("| --- | --- | --- | --- | --- | --- | --- |");
        foreach ((string key, string name) in Lines)
        {
            table.AppendLine(CultureInfo.InvariantCulture, $"| {name} | {Wall(key):F2} | {Wall(key) / Wall("typed"):F2} | {Cpu(key):F2} | {Cpu(key) / Cpu("typed"):F2} | {Known(key, Peak(key) / 1_000_000)} | {Known(key, Allocated(key))} |");
        }

        if (fiveFold is { Report: { } report })
        {
            double growth = (report.PeakBytes - Peak("files")) / 1e6 / ((report.Rows - rows) / 1e6);
            table.AppendLine(CultureInfo.InvariantCulture, $"| the line, to files, {report.Rows / 1e6:F0} million rows, once | {fiveFold.Wall:F2} | | {fiveFold.Cpu:F2} | | {report.PeakBytes / 1_000_000} ({growth:F1} MB per million rows more) | {(double)report.AllocatedBytes / report.Rows:F1} |");
        }

        return table.ToString();
    }

    /// <summary>The part of the page.</summary>
    public string Section(string[] options) => string.Create(CultureInfo.InvariantCulture, $"""
        Written by `dotnet run -c Release --project bench/RedshiftIntegration.Benchmarks -- {string.Join(' ', options.Prepend("line"))}` on {DateTimeOffset.UtcNow:yyyy-MM-dd}, {BenchmarkPage.Machine()}, .NET {Environment.Version}.

        The same query of the same MariaDB (`lineitem`, {rows / 1e6:F0} million rows × 16 columns, loopback without TLS), each measurement a fresh process of {Program()}, start-up inside, in turn, {rounds} rounds, medians.
        The line is the real one: `DirectExtractor` over `MySqlSource`, Parquet with Snappy, one range. Ratios are to the bare typed reader, which throws its values away; seconds depend on the machine and on what else it does.
        The S3 double listens on loopback in the benchmark's own process: plain HTTP, so the SDK signs each chunk. CPU, memory and allocations are the client process's alone, CPU by the kernel's account.

        {Table()}
        Goals: to files at most 1.15 × wall and 1.25 × CPU, to the S3 double at most 1.25 × wall, peak at most 256 MB, growth at most 3 MB per million rows, at most 16 bytes allocated per row.

        ```
        {LastLine()}
        ```
        """);

    private string Program() => isPrecompiled ? "this program published with ReadyToRun (the line and the bare readers alike)" : "this program as built, JIT inside";

    private static string Known(string key, double value) => key == "mariadb" ? "-" : value.ToString("F0", CultureInfo.InvariantCulture);

    private double Wall(string key) => BenchmarkPage.Median(measured[key].Select(m => m.Wall));

    private double Cpu(string key) => BenchmarkPage.Median(measured[key].Select(m => m.Cpu));

    private double Peak(string key) => BenchmarkPage.Median(measured[key].Select(m => (double)(m.Report?.PeakBytes ?? 0)));

    private double Allocated(string key) => BenchmarkPage.Median(measured[key].Select(m => (double)(m.Report?.AllocatedBytes ?? 0) / rows));
}
