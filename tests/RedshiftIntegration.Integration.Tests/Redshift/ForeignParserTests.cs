using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using RedshiftIntegration.Contracts.Redshift;

namespace RedshiftIntegration.Integration.Tests.Redshift;

/// <summary>What the double accepts is Redshift's SQL in the eyes of others too: sqlglot's and sqlfluff's Redshift dialects parse it, but for forms that they don't know.</summary>
public sealed class ForeignParserTests
{
    private const string Python = "/usr/bin/python3";

    [Fact]
    public async Task Accepted_statements_parse_in_sqlglots_and_sqlfluffs_dialects()
    {
        Assert.SkipUnless(File.Exists(Python) && await RunAsync("-c", "import sqlglot, sqlfluff", "") is not null, "sqlglot and sqlfluff are not here (./test.sh installs them).");
        string[] statements = [.. Rulebook.All.SelectMany(r => r.Steps).OfType<AcceptsStep>().Select(s => s.Sql).Distinct(StringComparer.Ordinal)];
        string answer = await RunAsync(Path.Combine(Repository.Root, "eng", "parse_redshift.py"), null, JsonSerializer.Serialize(statements)) ?? throw new InvalidOperationException("The parsers ended without an answer.");
        string?[][] errors = JsonSerializer.Deserialize<string?[][]>(answer)!;
        List<string> unexpected = [];
        HashSet<ParserGap> met = [];
        foreach ((string sql, string?[] error) in statements.Zip(errors))
        {
            Check("sqlglot", sql, error[0], unexpected, met);
            Check("sqlfluff", sql, error[1], unexpected, met);
        }

        string.Join(Environment.NewLine, unexpected).Should().BeEmpty();
        ParserGap.All.Except(met).Select(g => $"{g.Parser}: {g.Form}").Should().BeEmpty("a gap that no statement meets is deleted");
    }

    private static void Check(string parser, string sql, string? error, List<string> unexpected, HashSet<ParserGap> met)
    {
        if (error is null)
        {
            return;
        }

        ParserGap[] gaps = [.. ParserGap.All.Where(g => g.Parser == parser && Regex.IsMatch(sql, g.Form, RegexOptions.IgnoreCase | RegexOptions.Singleline, TimeSpan.FromSeconds(1)))];
        met.UnionWith(gaps);
        if (gaps.Length == 0)
        {
            unexpected.Add($"{parser}: {sql}\n  {error}");
        }
    }

    private static async Task<string?> RunAsync(string first, string? second, string input)
    {
        ProcessStartInfo start = new(Python) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(first);
        if (second is not null)
        {
            start.ArgumentList.Add(second);
        }

        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        await errors;
        return process.ExitCode == 0 ? await output : null;
    }
}
