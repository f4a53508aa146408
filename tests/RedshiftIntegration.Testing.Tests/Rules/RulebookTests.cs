using RedshiftIntegration.Contracts.Redshift;

namespace RedshiftIntegration.Testing.Tests.Rules;

/// <summary>The corpus itself: a refusal has its legal neighbour, a form its result.</summary>
public sealed class RulebookTests
{
    /// <summary>1 to 80: what Redshift refuses or does differently from PostgreSQL, from indexes to casts of text to BOOLEAN.</summary>
    [Fact]
    public void Each_number_has_a_rule() => Enumerable.Range(1, 80).Except(Rulebook.All.Select(r => r.Number ?? 0)).Should().BeEmpty();

    [Fact]
    public void Each_refusal_stands_beside_what_is_accepted() =>
        Rulebook.All.Where(r => r.Number is not null && r.Steps.OfType<RefusesStep>().Any() && !r.Steps.Any(s => s is AcceptsStep or ResumesStep { SqlState: null }))
            .Select(r => r.Id).Should().BeEmpty();

    [Fact]
    public void Each_form_has_a_result() =>
        Rulebook.All.Where(r => r.Number is null && !r.Steps.OfType<AcceptsStep>().Any()).Select(r => r.Id).Should().BeEmpty();

    [Fact]
    public void Each_rule_names_its_source() => Rulebook.All.Where(r => string.IsNullOrWhiteSpace(r.Source) || string.IsNullOrWhiteSpace(r.Title)).Select(r => r.Id).Should().BeEmpty();
}
