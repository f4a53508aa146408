using System.Collections.Immutable;
using RedshiftIntegration.Contracts.Redshift;
using RedshiftIntegration.Testing.Catalogue.SystemViews;
using RedshiftIntegration.Testing.Functions;
using RedshiftIntegration.Testing.Statements;

namespace RedshiftIntegration.Testing.Tests.Rules;

/// <summary>docs/embedded-redshift.md and docs/live-checks.md say what the double's registries and the corpus of rules say.</summary>
public sealed class PagesTests
{
    [Fact]
    public void The_page_of_the_double_is_as_the_code_is() => new GeneratedPage("embedded-redshift.md")
        .With("statements", Statements())
        .With("functions", Functions())
        .With("views", Views())
        .With("rows", Rulebook.All.Where(r => r.Number is not null).GroupBy(r => r.Number).OrderBy(g => g.Key).SelectMany(g => g.SelectMany(Lines)))
        .With("forms", Rulebook.All.Where(r => r.Number is null).GroupBy(r => r.Family, StringComparer.Ordinal).SelectMany(g => Forms(g.Key, [.. g])))
        .Verify();

    [Fact]
    public void The_page_of_live_checks_is_as_the_corpus_is() => new GeneratedPage("live-checks.md").With("checks", LiveChecks()).Verify();

    private static IEnumerable<string> Statements()
    {
        const string notSupported = "is not supported by EmbeddedRedshift";
        var refused = StatementRegistry.NotRun.Where(s => !s.Message.EndsWith(notSupported, StringComparison.Ordinal)).OrderBy(s => s.Words, StringComparer.Ordinal);
        var unknown = StatementRegistry.NotRun.Where(s => s.Message.EndsWith(notSupported, StringComparison.Ordinal)).Select(s => s.Words).Order(StringComparer.Ordinal);
        return
        [
            "**Same**: " + string.Join(", ", StatementRegistry.Supported.Where(w => w != "(").Order(StringComparer.Ordinal).Select(GeneratedPage.Code)) + ".", "",
            "**Refused**, with `0A000` and the message:", "",
            GeneratedPage.Row("statement", "message"), "| --- | --- |",
            .. refused.Select(s => GeneratedPage.Row(GeneratedPage.Code(s.Words), s.Message)), "",
            "**Not supported**: " + string.Join(", ", unknown.Select(GeneratedPage.Code)) + ".", "",
            "Any other leading word is a syntax error, `42601`.",
        ];
    }

    private static IEnumerable<string> Functions() =>
    [
        GeneratedPage.Row("family", "same", "not supported (`0A000`)"), "| --- | --- | --- |",
        .. FunctionTable.Families.Select(f => GeneratedPage.Row(
            f.Name, string.Join(", ", f.Functions.Select(n => n.Name).Order(StringComparer.Ordinal)), string.Join(", ", f.NotSupported.Order(StringComparer.Ordinal)))), "",
        "Any other name is unknown to Redshift too, `42883`.",
    ];

    private static IEnumerable<string> Views() =>
    [
        GeneratedPage.Row("relation", "columns"), "| --- | --- |",
        .. SystemRelations.Known.OrderBy(v => v.Schema, StringComparer.Ordinal).ThenBy(v => v.Name, StringComparer.Ordinal)
            .Select(v => GeneratedPage.Row(GeneratedPage.Code(v.Schema == SystemView.PgCatalog ? v.Name : $"{v.Schema}.{v.Name}"), string.Join(", ", v.Columns.Select(c => c.Name)))),
    ];

    private static IEnumerable<string> Lines(Rule rule) =>
    [
        $"**{rule.Id[..3]}** {rule.Title} ({Rests(rule)})", "",
        .. rule.Steps.Select(s => "- " + Line(s, rule.Steps.Any(o => o.Session != "a"))), "",
    ];

    private static IEnumerable<string> Forms(string family, ImmutableArray<Rule> rules) =>
    [
        $"### {char.ToUpperInvariant(family[0])}{family[1..]}", "",
        GeneratedPage.Row("form", "statement", "answer", "source"), "| --- | --- | --- | --- |",
        .. rules.SelectMany(r => r.Steps.Where(s => s is AcceptsStep or RefusesStep).Select((s, i) => GeneratedPage.Row(i == 0 ? r.Title : "", GeneratedPage.Code(s.Sql), Answer(s), i == 0 ? Rests(r) : ""))), "",
    ];

    private static IEnumerable<string> LiveChecks() =>
    [
        GeneratedPage.Row("rule", "rests on", "what rests on it"), "| --- | --- | --- |",
        .. Rulebook.All.Where(r => r.Evidence != Evidence.Measured)
            .OrderBy(r => r.Bears is null).ThenByDescending(r => r.Evidence).ThenBy(r => r.Number ?? int.MaxValue)
            .Select(r => GeneratedPage.Row(r.Id, Rests(r), r.NotLive is null ? r.Bears ?? "" : $"not run live: {r.NotLive}")),
    ];

    private static string Line(Step step, bool several)
    {
        string session = several ? $"{step.Session}: " : "";
        return session + step switch
        {
            RefusesStep s => $"{GeneratedPage.Code(s.Sql)} is refused: `{s.SqlState}`{(s.Message is null ? "" : $" {s.Message.Trim()}")}",
            AcceptsStep { AnyAnswer: true } s => $"{GeneratedPage.Code(s.Sql)} is accepted",
            AcceptsStep s => $"{GeneratedPage.Code(s.Sql)} gives {Answer(s)}",
            WaitsStep s => $"{GeneratedPage.Code(s.Sql)} waits",
            ResumesStep { SqlState: null } => "goes on",
            ResumesStep s => $"is refused: `{s.SqlState}` {s.Message}",
            _ => GeneratedPage.Code(step.Sql),
        };
    }

    private static string Answer(Step step) => step switch
    {
        RefusesStep s => $"refused: `{s.SqlState}`",
        AcceptsStep { AnyAnswer: false } s => s.Rows.IsEmpty ? "no row" : string.Join(", ", s.Rows.Select(GeneratedPage.Code)),
        _ => "",
    };

    private static string Rests(Rule rule) => $"{rule.Evidence switch { Evidence.Documented => "documented", Evidence.Measured => "measured", _ => "known" }}: {rule.Source}";
}
