using RedshiftIntegration.Contracts.Redshift;
using RedshiftIntegration.Testing.Syntax;

namespace RedshiftIntegration.Testing.Tests.Syntax;

/// <summary>The documented words and no others.</summary>
public sealed class ReservedWordTests
{
    public static TheoryData<string> Documented => [.. ReservedWordList.Documented];

    [Fact]
    public void Reserved_words_are_the_documented_ones() => ReservedWords.Words.Should().BeEquivalentTo(ReservedWordList.Documented);

    [Theory]
    [MemberData(nameof(Documented))]
    public void A_reserved_word_is_a_name_in_quotes_alone(string word)
    {
        SqlParser.Parse($"CREATE TABLE \"{word}\" (a INT)").Should().ContainSingle();
        FluentActions.Invoking(() => SqlParser.Parse($"CREATE TABLE {word} (a INT)")).Should().Throw<RedshiftIntegration.Testing.Engine.SqlError>().Which.SqlState.Should().Be("42601");
    }

    [Fact]
    public void A_clause_that_is_no_reserved_word_names_a_column() => SqlParser.Parse("SELECT qualify FROM t WHERE qualify = 1 QUALIFY ROW_NUMBER() OVER (ORDER BY qualify) = 1").Should().ContainSingle();
}
