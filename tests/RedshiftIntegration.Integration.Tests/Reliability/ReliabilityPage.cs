namespace RedshiftIntegration.Integration.Tests.Reliability;

/// <summary>The parts of docs/reliability.md that tests write: with RSI_UPDATE_DOCS=1 they are put there, else compared.</summary>
internal static class ReliabilityPage
{
    private static readonly Lock Gate = new();

    public static void Kills(string mode, IReadOnlyList<string> matrix)
    {
        string begin = $"<!-- kills {mode} -->";
        string path = Path.Combine(Repository.Root, "docs", "reliability.md");
        string text = $"\n| killed at ({mode}) | target | next run |\n| --- | --- | --- |\n{string.Concat(matrix.Select(m => m.Split(": ") is [var at, var what] && what.Split(", ") is [var target, var next] ? $"| {at} | {target} | {next} |\n" : throw new ArgumentException(m, nameof(matrix))))}\n{matrix.Count} kills.\n";
        lock (Gate)
        {
            string page = File.ReadAllText(path).ReplaceLineEndings("\n");
            int from = page.IndexOf(begin, StringComparison.Ordinal) + begin.Length;
            int to = page.IndexOf("<!-- end -->", from, StringComparison.Ordinal);
            if (Environment.GetEnvironmentVariable("RSI_UPDATE_DOCS") == "1")
            {
                File.WriteAllText(path, string.Concat(page.AsSpan(0, from), text, page.AsSpan(to)));
            }
            else
            {
                page[from..to].Should().Be(text, "docs/reliability.md shows the matrix; RSI_UPDATE_DOCS=1 writes it");
            }
        }
    }
}
