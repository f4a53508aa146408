using RedshiftIntegration.Definition;

namespace RedshiftIntegration.Tests.Definition;

public sealed class PosixPatternTests
{
    [Theory]
    [InlineData("a")]
    [InlineData("^[A-Z]{2}$")]
    [InlineData("^[0-9]{1,5}(,[0-9]{2,})?$")]
    [InlineData(@"^\d+\.\d\w\s$")]
    [InlineData("^(Ring|Die)+.*")]
    [InlineData("[[:alpha:]_-]+")]
    [InlineData("[]a]")]
    [InlineData("[^]a]")]
    [InlineData(@"\(\[\{\*")]
    [InlineData("a*b?c+d{3}")]
    [InlineData("größer")]
    public void What_Redshift_takes_has_no_fault(string pattern) => PosixPattern.Fault(pattern).Should().BeNull();

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("(?=a)", "(?")]
    [InlineData("(?:a)", "(?")]
    [InlineData("a.*?", "lazy")]
    [InlineData("a++", "lazy or possessive")]
    [InlineData("*a", "nothing before it")]
    [InlineData("(|*a)", "nothing before it")]
    [InlineData(@"(a)\1", "refers back to group \\1")]
    [InlineData(@"\bword\b", "the escape \\b")]
    [InlineData(@"a\", "ends with a backslash")]
    [InlineData("(a", "does not close a parenthesis")]
    [InlineData("a)", "closes a parenthesis")]
    [InlineData("[a", "does not close a bracket")]
    [InlineData("[[:alpah:]]", "character class that is none of")]
    [InlineData("[[.a.]]", "collating element")]
    [InlineData("a{2,1}", "{m,n}")]
    [InlineData("a{x}", "{m,n}")]
    [InlineData("a{999}", "{m,n}")]
    [InlineData("a{1", "{m,n}")]
    [InlineData("a}", "closes nothing")]
    [InlineData("a\0", "zero byte")]
    public void What_it_does_not_take_has_its_fault(string pattern, string fault) => PosixPattern.Fault(pattern).Should().Contain(fault);
}
