using System.Diagnostics;
using System.Text.RegularExpressions;

namespace RedshiftIntegration.Tests.Samples;

public sealed partial class QuickStartTests
{
    /// <summary>The whole output of the README's first command, as somebody without a terminal sees it; times and sizes are masked.</summary>
    [Fact]
    public async Task The_story_is_told_from_the_shop_to_the_queries()
    {
        using CancellationTokenSource patience = new(TimeSpan.FromMinutes(3));
        string folder = new DirectoryInfo(AppContext.BaseDirectory).Name;
        string program = Path.Combine(Repository.Root, "artifacts", "bin", "QuickStart", folder, "QuickStart.dll");
        using Process process = Process.Start(new ProcessStartInfo("dotnet", [program]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> errors = process.StandardError.ReadToEndAsync(patience.Token);
        string output = await process.StandardOutput.ReadToEndAsync(patience.Token);
        await process.WaitForExitAsync(patience.Token);

        (await errors).Should().BeEmpty();
        process.ExitCode.Should().Be(0);
        Approved.Match(Masked(output));
    }

    private static string Masked(string output)
    {
        string text = Time().Replace(output.ReplaceLineEndings("\n"), "0.000 s");
        text = Bytes().Replace(text, "$1 0 │ 0.000 s");

        // The widths of tables follow the figures.
        return string.Join('\n', text.Split('\n').Select(line => line.Contains('│', StringComparison.Ordinal) || line.Contains('─', StringComparison.Ordinal) ? Runs().Replace(line, "$1") : line.TrimEnd()));
    }

    [GeneratedRegex(@"\d+\.\d{3} s")]
    private static partial Regex Time();

    [GeneratedRegex(@"(Succeeded.*│)\s+[\d,]+ │\s+0\.000 s")]
    private static partial Regex Bytes();

    [GeneratedRegex(@"([ ─])\1+")]
    private static partial Regex Runs();
}
