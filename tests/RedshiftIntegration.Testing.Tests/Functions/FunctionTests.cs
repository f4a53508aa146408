using RedshiftIntegration.Testing.Functions;
using RedshiftIntegration.Testing.Tests.Statements;

namespace RedshiftIntegration.Testing.Tests.Functions;

public sealed class FunctionTests : IClassFixture<DialectFixture>
{
    private readonly Dialect db;

    public FunctionTests(DialectFixture fixture)
    {
        ArgumentNullException.ThrowIfNull(fixture);
        db = fixture.Db;
    }

    [Theory]
    [InlineData("getdate()", "2026-03-04 05:06:07")]
    [InlineData("sysdate", "2026-03-04 05:06:07.89")]
    [InlineData("current_date", "2026-03-04")]
    [InlineData("current_user", "admin")]
    [InlineData("pg_last_query_id()", "41")]
    [InlineData("pg_backend_pid()", "1")]
    [InlineData("current_setting('search_path')", "public")]
    public void A_function_of_the_session_has_the_doubles_value(string expression, string expected) => db.Value($"SELECT {expression}").Should().Be(expected);

    [Theory]
    [InlineData("a%c", "(?s)^(?:a.*c)$")]
    [InlineData("[a-c]_|x.y", "(?s)^(?:[a-c].|x\\.y)$")]
    [InlineData("50\\%", "(?s)^(?:50\\%)$")]
    public void A_similar_pattern_becomes_a_regular_expression(string pattern, string expected) => TextFunctions.SimilarPattern(pattern).Should().Be(expected);

    [Fact]
    public void Numbers_in_json_stay_as_written() => JsonText.Parse(" {\"a\": 12345678901234567890.10, \"b\" : \"é<\"} ").Should().Be("{\"a\":12345678901234567890.10,\"b\":\"é<\"}");
}
