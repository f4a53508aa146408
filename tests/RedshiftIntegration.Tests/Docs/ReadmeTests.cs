namespace RedshiftIntegration.Tests.Docs;

public sealed class ReadmeTests
{
    [Fact]
    public void The_example_is_the_one_that_compiles()
    {
        string readme = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));
        string source = File.ReadAllText(Path.Combine(Repository.Root, "tests", "RedshiftIntegration.Tests", "Docs", "ReadmeExample.cs"));

        string shown = Between(readme, "```csharp\n", "\n```");

        shown.Should().Be(Unindented(Between(source, "    // begin readme\n", "\n    // end readme")));
    }

    [Fact]
    public void Every_page_that_is_linked_is_there()
    {
        foreach (string page in Directory.EnumerateFiles(Repository.Root, "*.md").Concat(Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs"), "*.md", SearchOption.AllDirectories)))
        {
            foreach (string link in System.Text.RegularExpressions.Regex.Matches(File.ReadAllText(page), @"\]\((?!https?:|#)([^)#]+)").Select(m => m.Groups[1].Value))
            {
                string target = Path.Combine(Path.GetDirectoryName(page)!, link);
                (File.Exists(target) || Directory.Exists(target)).Should().BeTrue("{0} links to {1}", page, link);
            }
        }
    }

    private static string Between(string text, string begin, string end)
    {
        int start = text.IndexOf(begin, StringComparison.Ordinal) + begin.Length;
        return text[start..text.IndexOf(end, start, StringComparison.Ordinal)];
    }

    private static string Unindented(string text) =>
        string.Join('\n', text.TrimEnd().Split('\n').Select(line => line.StartsWith("    ", StringComparison.Ordinal) ? line[4..] : line));
}
