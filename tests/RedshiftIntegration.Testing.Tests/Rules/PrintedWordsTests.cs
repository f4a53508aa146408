using System.Text.RegularExpressions;
using RedshiftIntegration.Contracts.Redshift;

namespace RedshiftIntegration.Testing.Tests.Rules;

/// <summary>
/// What DuckDB is given for the whole corpus holds no word of a client: outside of quoted names and literals stand only the printer's own words. A word
/// that slipped through unquoted, a table's name or an alias, would be a new line of the approved list.
/// </summary>
public sealed partial class PrintedWordsTests(DoubleFixture fixture) : IClassFixture<DoubleFixture>
{
    [Fact]
    public async Task Only_the_printers_own_words_stand_outside_of_quotes()
    {
        SortedSet<string> words = new(StringComparer.Ordinal);
        fixture.Redshift.Warehouse.Printed = sql =>
        {
            lock (words)
            {
                words.UnionWith(Token().Matches(sql).Select(m => m.Groups["word"]).Where(g => g.Success).Select(g => g.Value));
            }
        };
        foreach (Rule rule in Rulebook.All.Where(r => !r.IsSerializable))
        {
            await fixture.RunAsync(rule);
        }

        Approved.Match(string.Join('\n', words));
    }

    /// <summary>DuckDB's tokens: quoted names, texts, numbers, words, all else.</summary>
    [GeneratedRegex(""" "(?:[^"]|"")*" | '(?:[^']|'')*' | [0-9][0-9.]*(?:[eE][+-]?[0-9]+)? | (?<word>[A-Za-z_][A-Za-z_0-9]*) | . """, RegexOptions.IgnorePatternWhitespace | RegexOptions.Singleline | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Token();
}
