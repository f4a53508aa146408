using RedshiftIntegration.Testing.Tests.Statements;

namespace RedshiftIntegration.Testing.Tests.Binding;

/// <summary>Forms that DuckDB accepts with another meaning: each must come out with Redshift's.</summary>
public sealed class OtherMeaningTests : IClassFixture<DialectFixture>
{
    private readonly Dialect db;

    public OtherMeaningTests(DialectFixture fixture)
    {
        ArgumentNullException.ThrowIfNull(fixture);
        db = fixture.Db;
    }

    [Theory]
    [InlineData("7/2", "3")]
    [InlineData("-7/2", "-3")]
    [InlineData("-7 % 3", "-1")]
    [InlineData("7.0/2", "3.500000000000")]
    [InlineData("1.00/3.00", "0.3333")]
    [InlineData("concat('a', NULL)", null)]
    [InlineData("'a' || NULL", null)]
    [InlineData("'a' = 'a  '", "t")]
    [InlineData("'a ' IN ('b', 'a')", "t")]
    [InlineData("'a_b' LIKE 'a\\\\_b'", "t")]
    [InlineData("'axb' LIKE 'a\\\\_b'", "f")]
    [InlineData("'abc' SIMILAR TO '%b%'", "t")]
    [InlineData("'abc' SIMILAR TO 'b'", "f")]
    [InlineData("'abc' ~ 'b'", "t")]
    [InlineData("'ABC' ~* 'b'", "t")]
    [InlineData("regexp_replace('aXbXc', 'X', '-')", "a-b-c")]
    [InlineData("'it\\'s'", "it's")]
    [InlineData("'a\\tb'", "a\tb")]
    [InlineData("'abcdef'::varchar(3)", "abc")]
    [InlineData("'éé'::varchar(3)", "é")]
    [InlineData("'ab'::char(5)", "ab   ")]
    [InlineData("len('ab'::char(5))", "2")]
    [InlineData("len('ab  '::varchar(5))", "4")]
    [InlineData("octet_length('éé')", "4")]
    [InlineData("octet_length('ab'::char(5))", "5")]
    [InlineData("to_hex(255)", "ff")]
    [InlineData("cast(100::float8 as varchar)", "100")]
    [InlineData("cast(0.1::float8 + 0.2::float8 as varchar)", "0.3")]
    [InlineData("datediff(week, '2024-01-07'::date, '2024-01-08'::date)", "1")]
    [InlineData("datediff(day, '2024-01-07 23:59'::timestamp, '2024-01-08 00:01'::timestamp)", "1")]
    [InlineData("datediff(year, '2023-12-31'::date, '2024-01-01'::date)", "1")]
    [InlineData("json_parse('{\"a\":null}').a", null)]
    [InlineData("json_parse('{\"a\":null}').a IS NULL", "t")]
    [InlineData("json_parse('{\"a\":[1,{\"b\":\"x\"}]}').a[1].b", "\"x\"")]
    [InlineData("json_parse('{\"a\":1}').b.c", null)]
    [InlineData("greatest(1, NULL, 3)", "3")]
    [InlineData("substring('hello', 0, 3)", "he")]
    [InlineData("substring('hello', 2, 3)", "ell")]
    [InlineData("substring('hello', -1, 3)", "h")]
    [InlineData("'7' + 1", "8")]
    [InlineData("'7' = 7", "t")]
    [InlineData("1.005::decimal(5,3)::varchar", "1.005")]
    [InlineData("(-0.5)::decimal(3,3)::varchar", "-0.500")]
    [InlineData("'' || 0::decimal(37,37)", "0.0000000000000000000000000000000000000")]
    [InlineData("'true'::boolean", "t")]
    [InlineData("'1'::boolean", "t")]
    [InlineData("date_trunc('month', '2024-02-29'::date)", "2024-02-01 00:00:00")]
    [InlineData("'2024-02-29'::date + 1", "2024-03-01")]
    [InlineData("trunc('2024-02-29 10:00'::timestamp)", "2024-02-29")]
    [InlineData("add_months('2024-02-29'::date, 1)", "2024-03-31 00:00:00")]
    [InlineData("decode(NULL, NULL, 'n', 'x')", "n")]
    [InlineData("nvl2(NULL, 1, 2)", "2")]
    [InlineData("coalesce(1.5, 2)", "1.5")]
    [InlineData("-9223372036854775808", "-9223372036854775808")]
    [InlineData("abs(-5)", "5")]
    [InlineData("2 ^ 3", "8")]
    public void An_expression_has_redshifts_value(string expression, string? expected) => db.Value($"SELECT {expression}").Should().Be(expected);

    [Theory]
    [InlineData("1/0", "22012")]
    [InlineData("5 % 0", "22012")]
    [InlineData("1.0/0", "22012")]
    [InlineData("1::float8/0", "22012")]
    [InlineData("mod(5, 0)", "22012")]
    [InlineData("'1.7'::int", "22P02")]
    [InlineData("'x'::int", "22P02")]
    [InlineData("'9999999999'::int", "22003")]
    [InlineData("'on'::boolean", "22P02")]
    [InlineData("1000::decimal(3,0)", "22003")]
    [InlineData("2147483647 + 1", "22003")]
    [InlineData("9223372036854775807 + 1", "22003")]
    [InlineData("'2024-02-30'::date", "22008")]
    [InlineData("'yesterday noon'::date", "22007")]
    [InlineData("json_parse('{')", "XX000")]
    [InlineData("sha2('a', 111)", "22023")]
    [InlineData("1::date", "42846")]
    [InlineData("true + 1", "42883")]
    [InlineData("'a'::varchar + 1", "42883")]
    [InlineData("string_agg('a', ',')", "42883")]
    [InlineData("gen_random_uuid()", "42883")]
    [InlineData("read_csv('x')", "42883")]
    [InlineData("getenv('HOME')", "42883")]
    [InlineData("1 -> 2", "42601")]
    [InlineData("[1, 2]", "42601")]
    [InlineData("{'a': 1}", "42601")]
    [InlineData("1_000", "42601")]
    [InlineData("ARRAY[1]", "0A000")]
    [InlineData("ROW(1, 2)", "0A000")]
    [InlineData("x'ff'", "42601")]
    [InlineData("count(*) FILTER (WHERE true)", "42601")]
    [InlineData("sum(1) OVER (ORDER BY 1 RANGE BETWEEN 1 PRECEDING AND CURRENT ROW)", "0A000")]
    [InlineData("sum(1) OVER (ORDER BY 1 GROUPS 1 PRECEDING)", "0A000")]
    [InlineData("row_number()", "42809")]
    [InlineData("upper('a') OVER ()", "42809")]
    [InlineData("upper(DISTINCT 'a')", "42809")]
    [InlineData("'a'::uuid", "0A000")]
    [InlineData("'a'::jsonb", "0A000")]
    [InlineData("1::nosuchtype", "42704")]
    public void An_expression_is_refused(string expression, string sqlState) => db.Refused($"SELECT {expression}").SqlState.Should().Be(sqlState);

    [Fact]
    public void Nulls_sort_last_ascending_and_first_descending()
    {
        db.Run("DROP TABLE IF EXISTS n; CREATE TABLE n (a INT); INSERT INTO n VALUES (2), (NULL), (1)");
        db.Rows("SELECT a FROM n ORDER BY a").Should().Equal("1", "2", "");
        db.Rows("SELECT a FROM n ORDER BY a DESC").Should().Equal("", "2", "1");
        db.Rows("SELECT row_number() OVER (ORDER BY a DESC), a FROM n ORDER BY 1").Should().Equal("1|", "2|2", "3|1");
    }

    [Fact]
    public void Texts_group_join_and_count_without_trailing_blanks()
    {
        db.Run("DROP TABLE IF EXISTS b; CREATE TABLE b (v VARCHAR(5), n INT); INSERT INTO b VALUES ('a', 1), ('a  ', 2), ('b', 2), ('c ', 4)");
        db.Rows("SELECT v, sum(n) FROM b GROUP BY v ORDER BY 2").Select(r => r.Replace(" ", "", StringComparison.Ordinal)).Should().Equal("b|2", "a|3", "c|4");
        db.Rows("SELECT upper(v) || 'x' AS u, count(*) FROM b GROUP BY v HAVING v <> 'b' ORDER BY 2 DESC").Should().HaveCount(2);
        db.Value("SELECT count(*) FROM (SELECT DISTINCT v FROM b) q").Should().Be("3");
        db.Value("SELECT count(DISTINCT v) FROM b").Should().Be("3");
        db.Value("SELECT count(*) FROM b x JOIN b y ON x.v = y.v").Should().Be("6");
        db.Value("SELECT count(*) FROM (SELECT v FROM b UNION SELECT 'a ') q").Should().Be("3");
        db.Value("SELECT max(c) FROM (SELECT count(*) OVER (PARTITION BY v) AS c FROM b) q").Should().Be("2");
        db.Rows("SELECT v FROM b WHERE n = 4").Should().Equal("c ");
        db.Value("SELECT count(*) FROM b WHERE v IN (SELECT 'a    ')").Should().Be("2");
    }

    [Fact]
    public void Aggregates_have_redshifts_values()
    {
        db.Run("DROP TABLE IF EXISTS g; CREATE TABLE g (i INT, d DECIMAL(10,2), v VARCHAR(3)); INSERT INTO g VALUES (1, 1.00, 'x'), (2, 2.01, 'y'), (NULL, NULL, NULL)");
        db.Rows("SELECT avg(i), sum(i), avg(d), sum(d), count(*), count(i), listagg(v, ',') WITHIN GROUP (ORDER BY v DESC) FROM g").Should().Equal("1|3|1.50|3.01|3|2|y,x");
        db.Rows("SELECT avg(i), sum(i) FROM g WHERE i > 5").Should().Equal("|");
        db.Run("CREATE TEMP TABLE big AS SELECT 9223372036854775807 AS n UNION ALL SELECT 1");
        db.Refused("SELECT sum(n) FROM big").SqlState.Should().Be("22003");
        db.Value("SELECT sum(n::decimal(38,0)) FROM big").Should().Be("9223372036854775808");
    }

    [Fact]
    public void Names_fold_to_lower_case_quoted_ones_too()
    {
        db.Run("CREATE TABLE \"MixedCase\" (\"SomeColumn\" INT); INSERT INTO mixedcase VALUES (1)");
        db.Value("SELECT SOMECOLUMN FROM \"MIXEDCASE\"").Should().Be("1");
        db.Bind("SELECT \"SomeColumn\" AS \"Alias\" FROM mixedcase").Columns[0].Name.Should().Be("alias");
    }

    [Fact]
    public void Words_that_only_duckdb_reserves_are_names()
    {
        db.Run("CREATE TABLE at (level INT, lambda INT, show INT, describe INT, summarize INT, lateral INT, returning INT); INSERT INTO at VALUES (1, 2, 3, 4, 5, 6, 7)");
        db.Rows("SELECT level, lambda, show, describe, summarize, lateral, returning FROM at").Should().Equal("1|2|3|4|5|6|7");
    }
}
