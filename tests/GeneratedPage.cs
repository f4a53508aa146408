using System.Text;

namespace RedshiftIntegration;

/// <summary>A page of docs/ whose parts between <c>&lt;!-- generated: name --&gt;</c> and <c>&lt;!-- end --&gt;</c> are written by a test.</summary>
internal sealed class GeneratedPage(string name)
{
    // Tests that run side by side may write parts of one page.
    private static readonly Lock Gate = new();

    private readonly string path = Path.Combine(Repository.Root, "docs", name);
    private readonly Dictionary<string, string> parts = new(StringComparer.Ordinal);

    public GeneratedPage With(string part, IEnumerable<string> lines)
    {
        parts[part] = string.Join('\n', lines);
        return this;
    }

    /// <summary>Fails where the page says something else; with RSI_UPDATE_DOCS=1 writes the page.</summary>
    public void Verify()
    {
        lock (Gate)
        {
            VerifyAlone();
        }
    }

    /// <summary>A row of a table; what would end a cell is escaped.</summary>
    public static string Row(params string[] cells) => $"| {string.Join(" | ", cells.Select(c => c.Replace("|", "\\|", StringComparison.Ordinal)))} |";

    /// <summary>Code in a cell: on one line, long texts cut.</summary>
    public static string Code(string text)
    {
        StringBuilder line = new();
        foreach (char c in text)
        {
            _ = c is '\n' or '\r' or '\t' or ' ' ? line.Length > 0 && line[^1] != ' ' ? line.Append(' ') : line : char.IsControl(c) ? line.Append('�') : line.Append(c);
        }

        string one = line.ToString().Trim();
        one = one.Length > 300 ? one[..300] + " ..." : one;
        return one.Contains('`', StringComparison.Ordinal) ? $"`` {one} ``" : $"`{one}`";
    }

    private void VerifyAlone()
    {
        string found = File.ReadAllText(path).ReplaceLineEndings("\n");
        string expected = parts.Aggregate(found, (page, part) => Replace(page, part.Key, part.Value));
        if (Environment.GetEnvironmentVariable("RSI_UPDATE_DOCS") == "1")
        {
            File.WriteAllText(path, expected);
            return;
        }

        string[] left = found.Split('\n');
        string[] right = expected.Split('\n');
        int at = Enumerable.Range(0, Math.Max(left.Length, right.Length)).FirstOrDefault(i => left.ElementAtOrDefault(i) != right.ElementAtOrDefault(i), -1);
        Assert.True(at < 0, $"docs/{name} is older than the code: run this test with RSI_UPDATE_DOCS=1.\nline {at + 1}\n  page: {left.ElementAtOrDefault(at)}\n  code: {right.ElementAtOrDefault(at)}");
    }

    private static string Replace(string page, string part, string text)
    {
        string begin = $"<!-- generated: {part} -->\n";
        int from = page.IndexOf(begin, StringComparison.Ordinal) + begin.Length;
        int to = page.IndexOf("<!-- end -->", from, StringComparison.Ordinal);
        return from < begin.Length || to < 0 ? throw new InvalidOperationException($"The page has no part '{part}'.") : $"{page[..from]}{text}\n{page[to..]}";
    }
}
