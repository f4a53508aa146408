using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace RedshiftIntegration.Tests.Errors;

public sealed partial class ErrorPageTests
{
    private static readonly string Root = RepositoryRoot();

    [Fact]
    public void Every_problem_id_has_a_page_and_every_page_a_use()
    {
        string[] used = [.. Directory.EnumerateFiles(Path.Combine(Root, "src"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(f => ProblemId().Matches(File.ReadAllText(f)).Select(m => m.Value))
            .Distinct()];
        string[] pages = [.. Pages().Select(f => Path.GetFileNameWithoutExtension(f))];
        used.Except(pages).Should().BeEmpty("an id needs its page in docs/errors");
        pages.Except(used).Should().BeEmpty("a page is about an id that src uses");
    }

    /// <summary>Two files that take one id by chance would send people to the wrong page.</summary>
    [Fact]
    public void An_id_is_given_in_one_file_but_for_those_that_mean_the_same()
    {
        string[] shared = [.. Directory.EnumerateFiles(Path.Combine(Root, "src"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(f => GivenId().Matches(File.ReadAllText(f)).Select(m => m.Value.Trim('"')).Distinct())
            .GroupBy(id => id).Where(g => g.Count() > 1).Select(g => g.Key).Order()];
        shared.Should().Equal("RSI1908", "RSI4014", "RSI8002");
    }

    [Fact]
    public void A_page_says_what_why_and_what_to_do_with_an_example()
    {
        foreach (string page in Pages())
        {
            string text = File.ReadAllText(page);
            text.Should().StartWith($"# {Path.GetFileNameWithoutExtension(page)}: ", page)
                .And.Contain("**What.**", page).And.Contain("**Why it is a problem.**", page).And.Contain("**Remedy.**", page).And.Contain("**Example.**\n```", page);
        }
    }

    [Fact]
    public void A_problem_links_to_its_page() =>
        File.Exists(Path.Combine(Root, DefinitionProblemsSample.HelpLink)).Should().BeTrue();

    private static Problem DefinitionProblemsSample => RedshiftIntegration.Errors.DefinitionProblems.EmptyMap();

    private static IEnumerable<string> Pages() => Directory.EnumerateFiles(Path.Combine(Root, "docs", "errors"), "RSI*.md");

    private static string RepositoryRoot([CallerFilePath] string file = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", "..", ".."));

    [GeneratedRegex("""
        "RSI\d{4}"
        """)]
    private static partial Regex GivenId();

    [GeneratedRegex(@"RSI\d{4}\b")]
    private static partial Regex ProblemId();
}
