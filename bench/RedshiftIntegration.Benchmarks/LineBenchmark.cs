using System.Diagnostics;
using System.Globalization;
using RedshiftIntegration.Testing;

namespace RedshiftIntegration.Benchmarks;

/// <summary>The line against the bare reader: each measurement a fresh process, in turn, medians of the rounds.</summary>
internal static class LineBenchmark
{
    public const string Bucket = "rsi-bench";

    private static readonly string[] InTurn = ["typed", "files", "bytes", "s3", "mariadb"];

    public static async Task<int> RunAsync(string[] options)
    {
        int rows = Option(options, "--rows", 2_000_000);
        int rounds = Option(options, "--rounds", 5);
        bool tenMillion = !options.Contains("--without-ten-million");
        PublishedProgram program = await PublishedProgram.MakeAsync();
        await using BenchServer server = await BenchServer.StartMariaDbAsync();
        // In this process, as MariaDB is in its own: what S3 itself costs is no part of the line's CPU, memory and allocations.
        using EmbeddedAws aws = new();
        aws.CreateBucket(Bucket);
        Children children = new(program.Path, server.ConnectionString, aws.Listen());
        Stopwatch watch = Stopwatch.StartNew();
        await LineItem.FillAsync(server.ConnectionString, rows, tenMillion);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"lineitem: {rows:N0} rows of 16 columns, made in {watch.Elapsed.TotalSeconds:F0} s"));
        Dictionary<string, List<Measurement>> measured = InTurn.ToDictionary(w => w, _ => new List<Measurement>());
        for (int round = 1; round <= rounds; round++)
        {
            foreach (string what in InTurn)
            {
                Measurement one = await children.MeasureAsync(what, "lineitem");
                measured[what].Add(one);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"round {round}  {what,-8} wall {one.Wall,6:F2} s  CPU {one.Cpu,6:F2} s  peak {Megabytes(one),4} MB"));
            }
        }

        Measurement? fiveFold = tenMillion ? await children.MeasureAsync("files", "lineitem5") : null;
        LineReport report = new(rows, rounds, program.IsPrecompiled, measured, fiveFold);
        string page = BenchmarkPage.Write("line", report.Section(options));
        Console.WriteLine();
        Console.WriteLine(report.Table());
        Console.WriteLine($"written to {Path.GetRelativePath(Environment.CurrentDirectory, page)}");
        Console.WriteLine(report.LastLine());
        return 0;
    }

    private static string Megabytes(Measurement one) => one.Report is null ? "-" : (one.Report.PeakBytes / 1_000_000).ToString(CultureInfo.InvariantCulture);

    private static int Option(string[] options, string name, int otherwise)
    {
        int at = Array.IndexOf(options, name);
        return at >= 0 && at + 1 < options.Length ? int.Parse(options[at + 1], CultureInfo.InvariantCulture) : otherwise;
    }
}
