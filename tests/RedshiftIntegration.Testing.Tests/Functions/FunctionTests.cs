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
    [InlineData("trim('  a ')", "a")]
    [InlineData("btrim('xxaxx', 'x')", "a")]
    [InlineData("trim(both 'x' from 'xax')", "a")]
    [InlineData("left('hello', 2)", "he")]
    [InlineData("right('hello', 2)", "lo")]
    [InlineData("replace('aba', 'b', 'x')", "axa")]
    [InlineData("strpos('hello', 'l')", "3")]
    [InlineData("position('l' in 'hello')", "3")]
    [InlineData("charindex('l', 'hello')", "3")]
    [InlineData("split_part('a,b,c', ',', 2)", "b")]
    [InlineData("lpad('7', 3, '0')", "007")]
    [InlineData("lpad('7', 3)", "  7")]
    [InlineData("initcap('hello wORLD')", "Hello World")]
    [InlineData("reverse('abc')", "cba")]
    [InlineData("md5('a')", "0cc175b9c0f1b6a831c399e269772661")]
    [InlineData("sha1('a')", "86f7e437faa5a7fce15d1ddcb9eaeaea377667b8")]
    [InlineData("sha2('a', 256)", "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb")]
    [InlineData("strtol('fffffffffffffff', 16)", "1152921504606846975")]
    [InlineData("strtol('', 16)", "0")]
    [InlineData("to_hex(from_hex('00FF'))", "00ff")]
    [InlineData("to_hex(substring(from_hex('00ff10'), 2, 1))", "ff")]
    [InlineData("regexp_count('aXbX', 'X')", "2")]
    [InlineData("1 / nullif(0, 0)", null)]
    [InlineData("nullif('a', 'a')::int", null)]
    [InlineData("1.5 / nullif(1.5, 1.5)", null)]
    [InlineData("strtol(nullif('a', 'a'), 16)", null)]
    [InlineData("json_parse(NULL)", null)]
    [InlineData("to_char(NULL::timestamp, 'YYYY')", null)]
    [InlineData("round(2.567, 2)", "2.570")]
    [InlineData("round(2.5::float8)", "3")]
    [InlineData("trunc(2.567, 1)", "2.500")]
    [InlineData("ceil(1.2)", "2")]
    [InlineData("floor(-1.2)", "-2")]
    [InlineData("nullif('a', 'a ')", null)]
    [InlineData("nvl(NULL, 'x')", "x")]
    [InlineData("to_char('2024-02-09 13:04:05.678901'::timestamp, 'YYYY-MM-DD HH24:MI:SS.US')", "2024-02-09 13:04:05.678901")]
    [InlineData("to_char('2024-02-09 13:04:05'::timestamp, 'FMMonth DDth, HH12 AM Q')", "February 09th, 01 PM 1")]
    [InlineData("to_char(1234.5, '9,999.99')", " 1,234.50")]
    [InlineData("to_char(-5, 'FM000')", "-005")]
    [InlineData("to_char(12345, '999')", " ###")]
    [InlineData("to_date('09 Feb 2024', 'DD Mon YYYY')", "2024-02-09")]
    [InlineData("dateadd(month, 1, '2024-01-31'::date)", "2024-02-29 00:00:00")]
    [InlineData("dateadd(ms, 1500, '2024-01-31'::timestamp)", "2024-01-31 00:00:01.5")]
    [InlineData("date_part(dow, '2024-02-11'::date)", "0")]
    [InlineData("extract(epoch from '1970-01-02'::timestamp)", "86400")]
    [InlineData("last_day('2024-02-11'::date)", "2024-02-29")]
    [InlineData("convert_timezone('UTC', 'Europe/Berlin', '2024-07-01 00:00'::timestamp)", "2024-07-01 02:00:00")]
    [InlineData("'2024-01-01'::timestamp + interval '1 day'", "2024-01-02 00:00:00")]
    [InlineData("getdate()", "2026-03-04 05:06:07")]
    [InlineData("sysdate", "2026-03-04 05:06:07.89")]
    [InlineData("current_date", "2026-03-04")]
    [InlineData("json_extract_path_text('{\"a\":{\"b\":1}}', 'a', 'b')", "1")]
    [InlineData("json_typeof(json_parse('[1]'))", "array")]
    [InlineData("json_typeof(json_parse('1.5'))", "number")]
    [InlineData("json_serialize(json_parse('{ \"a\" : 1.10 }'))", "{\"a\":1.10}")]
    [InlineData("is_valid_json('{')", "f")]
    [InlineData("json_parse('\"x\"')::varchar", "x")]
    [InlineData("current_user", "admin")]
    [InlineData("pg_last_query_id()", "41")]
    [InlineData("pg_backend_pid()", "1")]
    [InlineData("current_setting('search_path')", "public")]
    [InlineData("format_type(1043, 14)", "character varying(10)")]
    [InlineData("format_type(1700, 1179654)", "numeric(18,2)")]
    public void A_function_has_redshifts_result(string expression, string? expected) => db.Value($"SELECT {expression}").Should().Be(expected);

    [Theory]
    [InlineData("a%c", "(?s)^(?:a.*c)$")]
    [InlineData("[a-c]_|x.y", "(?s)^(?:[a-c].|x\\.y)$")]
    [InlineData("50\\%", "(?s)^(?:50\\%)$")]
    public void A_similar_pattern_becomes_a_regular_expression(string pattern, string expected) => TextFunctions.SimilarPattern(pattern).Should().Be(expected);

    [Fact]
    public void Version_looks_like_a_redshift() => db.Value("SELECT version()").Should().MatchRegex("^PostgreSQL 8\\.0\\.2 on .* Redshift 1\\.0\\.\\d+$");

    [Fact]
    public void Numbers_in_json_stay_as_written() => JsonText.Parse(" {\"a\": 12345678901234567890.10, \"b\" : \"é<\"} ").Should().Be("{\"a\":12345678901234567890.10,\"b\":\"é<\"}");
}
