using System.Diagnostics;
using System.Globalization;
using MySqlConnector;

namespace RedshiftIntegration.Benchmarks;

/// <summary>The line against the bare reader: each measurement a fresh process, in turn, medians of the rounds.</summary>
internal static class LineBenchmark
{
    private static readonly string[] InTurn = ["typed", "files", "bytes", "s3", "mariadb"];

    public static async Task<int> RunAsync(string[] options)
    {
        int rows = Option(options, "--rows", 2_000_000);
        int rounds = Option(options, "--rounds", 5);
        bool tenMillion = !options.Contains("--without-ten-million");
        PublishedProgram program = await PublishedProgram.MakeAsync();
        await using BenchServer server = await BenchServer.StartAsync();
        Stopwatch watch = Stopwatch.StartNew();
        await LineItem.FillAsync(server.ConnectionString, rows, tenMillion);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"lineitem: {rows:N0} rows of 16 columns, made in {watch.Elapsed.TotalSeconds:F0} s"));
        Dictionary<string, List<Measurement>> measured = InTurn.ToDictionary(w => w, _ => new List<Measurement>());
        for (int round = 1; round <= rounds; round++)
        {
            foreach (string what in InTurn)
            {
                Measurement one = await MeasureAsync(program, what, "lineitem", server.ConnectionString);
                measured[what].Add(one);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"round {round}  {what,-8} wall {one.Wall,6:F2} s  CPU {one.Cpu,6:F2} s  peak {Megabytes(one),4} MB"));
            }
        }

        Measurement? fiveFold = tenMillion ? await MeasureAsync(program, "files", "lineitem5", server.ConnectionString) : null;
        LineReport report = new(rows, rounds, program.IsPrecompiled, measured, fiveFold);
        string page = Path.Combine(BenchServer.Root, "docs", "benchmarks.md");
        Directory.CreateDirectory(Path.GetDirectoryName(page)!);
        string notes = File.Exists(page) ? NotesOf(await File.ReadAllTextAsync(page)) : string.Empty;
        await File.WriteAllTextAsync(page, report.Page(options) + notes);
        Console.WriteLine();
        Console.WriteLine(report.Table());
        Console.WriteLine($"written to {Path.GetRelativePath(Environment.CurrentDirectory, page)}");
        Console.WriteLine(report.LastLine());
        return 0;
    }

    private static Task<Measurement> MeasureAsync(PublishedProgram program, string what, string table, string connectionString)
    {
        MySqlConnectionStringBuilder target = new(connectionString) { Database = LineItem.Database };
        if (what != "mariadb")
        {
            return MeasuredProcess.RunAsync(program.Path, ["child", what, table, target.ConnectionString], reports: true);
        }

        string[] arguments =
        [
            "--no-defaults", "--quick", "--protocol=tcp", $"--host={target.Server}", string.Create(CultureInfo.InvariantCulture, $"--port={target.Port}"),
            $"--user={target.UserID}", $"--password={target.Password}", "-e", $"SELECT * FROM {table}", LineItem.Database,
        ];
        return MeasuredProcess.RunAsync("mariadb", arguments, reports: false);
    }

    /// <summary>What people wrote below the figures stays.</summary>
    private static string NotesOf(string page)
    {
        int at = page.IndexOf("## Notes", StringComparison.Ordinal);
        return at < 0 ? string.Empty : page[at..];
    }

    private static string Megabytes(Measurement one) => one.Report is null ? "-" : (one.Report.PeakBytes / 1_000_000).ToString(CultureInfo.InvariantCulture);

    private static int Option(string[] options, string name, int otherwise)
    {
        int at = Array.IndexOf(options, name);
        return at >= 0 && at + 1 < options.Length ? int.Parse(options[at + 1], CultureInfo.InvariantCulture) : otherwise;
    }
}
