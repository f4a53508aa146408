using CsCheck;
using RedshiftIntegration.Redshift;

namespace RedshiftIntegration.Tests.Redshift;

public sealed class RedshiftTextTests
{
    [Theory]
    [InlineData("Orders", "\"orders\"")]
    [InlineData("a\"b", "\"a\"\"b\"")]
    [InlineData("select", "\"select\"")]
    public void A_name_is_folded_and_quoted(string name, string quoted) => RedshiftQuoter.Quote(name).Should().Be(quoted);

    [Fact]
    public void A_name_that_Redshift_would_cut_is_refused()
    {
        RedshiftQuoter.Quote(new string('é', 63)).Should().HaveLength(65);
        FluentActions.Invoking(() => RedshiftQuoter.Quote(new string('é', 64))).Should().Throw<ArgumentException>().WithMessage("*127 bytes*");
        FluentActions.Invoking(() => RedshiftQuoter.Quote("a\0")).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => RedshiftQuoter.Quote(string.Empty)).Should().Throw<ArgumentException>();
    }

    [Fact]
    public void A_literal_reads_back_as_its_value() => Gen.String[Gen.Char["ab'\\\n\"{}é-;"], 0, 20].Sample(value =>
    {
        string literal = RedshiftLiteral.Text(value);
        return literal[0] == '\'' && literal[^1] == '\'' && string.Equals(Unescape(literal[1..^1]), value, StringComparison.Ordinal);
    });

    [Theory]
    [InlineData("s3://bucket/it's")]
    [InlineData("s3://bucket/a\\b")]
    [InlineData("s3://Bucket/key")]
    [InlineData("https://bucket/key")]
    [InlineData("s3://bucket/")]
    [InlineData("s3://bucket/a\n")]
    public void An_address_of_other_characters_is_refused(string address) =>
        FluentActions.Invoking(() => RedshiftLiteral.ObjectAddress(address)).Should().Throw<ArgumentException>();

    [Fact]
    public void A_point_in_time_is_written_in_UTC_with_microseconds() =>
        RedshiftLiteral.Timestamp(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(2)).AddMicroseconds(6)).Should().Be("TIMESTAMP '2026-01-02 01:04:05.000006'");

    /// <summary>As Redshift's lexer reads a literal: a doubled quote is one, a backslash takes the next character as it is.</summary>
    private static string? Unescape(string inner)
    {
        System.Text.StringBuilder text = new();
        for (int i = 0; i < inner.Length; i++)
        {
            if (inner[i] is '\'' or '\\')
            {
                i++;
                if (i == inner.Length || (inner[i - 1] == '\'' && inner[i] != '\''))
                {
                    return null;
                }
            }

            text.Append(inner[i]);
        }

        return text.ToString();
    }
}
