using RedshiftIntegration.Testing.Functions;
using RedshiftIntegration.Testing.Tests.Statements;

namespace RedshiftIntegration.Testing.Tests.Functions;

public sealed class FunctionTableTests : IClassFixture<DialectFixture>
{
    private readonly Dialect db;

    public FunctionTableTests(DialectFixture fixture)
    {
        ArgumentNullException.ThrowIfNull(fixture);
        db = fixture.Db;
    }

    [Fact]
    public void A_name_is_either_run_or_not_supported() =>
        FunctionTable.Families.SelectMany(f => f.Functions.Select(n => n.Name).Concat(f.NotSupported)).Should().OnlyHaveUniqueItems();

    [Fact]
    public void Each_function_that_is_not_supported_says_so() =>
        FunctionTable.Families.SelectMany(f => f.NotSupported).Where(n => n is not ("current_time" or "localtime" or "localtimestamp"))
            .Should().AllSatisfy(n => db.Refused($"SELECT {n}(1)").Message.Should().Be($"the function {n.ToUpperInvariant()} is not supported by EmbeddedRedshift"));

    [Theory]
    [InlineData("SELECT regexp_substr('a', 'b', 1, 1, 'x')", "22023")]
    [InlineData("SELECT json_extract_path_text('{}', len('a'))", "0A000")]
    [InlineData("SELECT to_number('1', len('9'))", "0A000")]
    [InlineData("SELECT to_char(12345678901234567890123.0, '9')", "0A000")]
    [InlineData("SELECT fnv_hash(1.5)", "0A000")]
    [InlineData("SELECT extract(timezone from timestamptz '2024-01-01 00:00+00')", "0A000")]
    [InlineData("SELECT abs(5::super)", "0A000")]
    [InlineData("SELECT 5::super + 1", "0A000")]
    [InlineData("SELECT 1.7::super::int", "0A000")]
    [InlineData("SELECT date '2024-01-01' = '2024-01-01'::super", "0A000")]
    [InlineData("SELECT from_hex('0011')::varbyte(1)", "0A000")]
    [InlineData("SELECT '0001-01-01 BC'::date", "0A000")]
    [InlineData("SELECT date '2024-01-01' + interval '0.5 months'", "0A000")]
    public void What_is_not_known_of_redshift_is_refused_and_not_guessed(string sql, string sqlState) => db.Refused(sql).SqlState.Should().Be(sqlState);
}
