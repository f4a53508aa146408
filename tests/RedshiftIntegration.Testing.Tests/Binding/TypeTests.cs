using RedshiftIntegration.Testing.Tests.Statements;

namespace RedshiftIntegration.Testing.Tests.Binding;

public sealed class TypeTests : IClassFixture<DialectFixture>
{
    private readonly Dialect db;

    public TypeTests(DialectFixture fixture)
    {
        ArgumentNullException.ThrowIfNull(fixture);
        db = fixture.Db;
    }

    [Theory]
    [InlineData("1", "integer")]
    [InlineData("2147483648", "bigint")]
    [InlineData("9223372036854775808", "numeric(19,0)")]
    [InlineData("1.5", "numeric(2,1)")]
    [InlineData("1e3", "double precision")]
    [InlineData("'abc'", "character varying(3)")]
    [InlineData("'é'", "character varying(2)")]
    [InlineData("NULL", "character varying(1)")]
    [InlineData("true", "boolean")]
    [InlineData("1::smallint + 1::smallint", "smallint")]
    [InlineData("1::smallint + 1", "integer")]
    [InlineData("7/2", "integer")]
    [InlineData("1::bigint * 2", "bigint")]
    [InlineData("1.5 + 1.25", "numeric(4,2)")]
    [InlineData("1.5 * 1.25", "numeric(5,3)")]
    [InlineData("1::decimal(10,2) / 2::decimal(10,2)", "numeric(21,11)")]
    [InlineData("1::decimal(38,0) / 2::decimal(38,0)", "numeric(38,4)")]
    [InlineData("sum(1)", "bigint")]
    [InlineData("sum(1::smallint)", "bigint")]
    [InlineData("sum(1.5)", "numeric(38,1)")]
    [InlineData("sum(1::real)", "double precision")]
    [InlineData("avg(1)", "bigint")]
    [InlineData("avg(1.25)", "numeric(38,2)")]
    [InlineData("count(*)", "bigint")]
    [InlineData("row_number() OVER ()", "bigint")]
    [InlineData("'abc' || 'de'", "character varying(5)")]
    [InlineData("upper('abc')", "character varying(3)")]
    [InlineData("md5('a')", "character varying(32)")]
    [InlineData("coalesce('a', 'bcd')", "character varying(3)")]
    [InlineData("CASE WHEN true THEN 1 ELSE 2.5 END", "numeric(11,1)")]
    [InlineData("getdate()", "timestamp without time zone")]
    [InlineData("current_date", "date")]
    [InlineData("dateadd(day, 1, '2024-01-01'::date)", "timestamp without time zone")]
    [InlineData("datediff(day, getdate(), getdate())", "bigint")]
    [InlineData("extract(year from getdate())", "integer")]
    [InlineData("json_parse('1')", "super")]
    [InlineData("json_parse('1').a", "super")]
    [InlineData("from_hex('00')", "binary varying(1)")]
    [InlineData("current_database()", "name")]
    [InlineData("'x'::char(3)", "character(3)")]
    [InlineData("'x'::varchar", "character varying(256)")]
    [InlineData("len('a')", "integer")]
    [InlineData("'a' = 'b'", "boolean")]
    [InlineData("strtol('ff', 16)", "bigint")]
    public void An_expression_has_redshifts_type(string expression, string type) => db.TypeOf(expression).Should().Be(type);

    [Theory]
    [InlineData("1::int", "int4")]
    [InlineData("'a'::char(3)", "bpchar")]
    [InlineData("'a'::varchar(3)", "varchar")]
    [InlineData("'a'::text", "text")]
    [InlineData("true::smallint", "int2")]
    [InlineData("cast(1 as bigint)", "int8")]
    [InlineData("1::float4", "float4")]
    [InlineData("1::double precision", "float8")]
    [InlineData("1::decimal(5,2)", "numeric")]
    [InlineData("true", "bool")]
    [InlineData("'2024-01-31'::date", "date")]
    [InlineData("'2024-01-31'::timestamp", "timestamp")]
    [InlineData("'2024-01-31'::timestamptz", "timestamptz")]
    [InlineData("'12:00'::time", "time")]
    [InlineData("'12:00+00'::timetz", "timetz")]
    [InlineData("date '2024-01-31'::timestamp", "timestamp")]
    [InlineData("1::int::varchar", "varchar")]
    [InlineData("case when true then 1 end::bigint", "int8")]
    [InlineData("upper('1')::int", "upper")]
    [InlineData("one::varchar", "one")]
    public void A_cast_is_named_by_its_type_unless_its_operand_has_a_name(string expression, string name) =>
        db.Bind($"SELECT {expression} FROM (SELECT 1 AS one) q").Columns[0].Name.Should().Be(name);

    [Fact]
    public void A_table_made_from_a_query_has_the_binders_types()
    {
        db.Run("CREATE TABLE made AS SELECT 'abc' AS v, 1 AS i, sum(2.5) AS s, 'x'::char(4) AS c FROM (SELECT 1 AS one) q");
        db.Bind("SELECT * FROM made").Columns.Select(c => $"{c.Name} {c.Type}").Should().Equal("v character varying(3)", "i integer", "s numeric(38,1)", "c character(4)");
    }

    [Fact]
    public void A_parameter_takes_the_type_of_what_it_meets()
    {
        db.Run("CREATE TABLE p (n BIGINT, v VARCHAR(10), d DATE)");
        db.Bind("SELECT * FROM p WHERE n = $1 AND v = $2 AND d > $3").ParameterTypes.Select(t => t.ToString()).Should()
            .Equal("bigint", "character varying(10)", "date");
        db.Bind("INSERT INTO p VALUES ($1, $2, $3)").ParameterTypes.Select(t => t.ToString()).Should().Equal("bigint", "character varying(10)", "date");
        db.Run("INSERT INTO p VALUES ($1, $2, $3)", 5L, "it's \u0001", new DateOnly(2024, 2, 29)).Tag.Should().Be("INSERT 0 1");
        db.Rows("SELECT * FROM p WHERE n = $1 AND v = $2", 5L, "it's \u0001").Should().Equal("5|it's \u0001|2024-02-29");
    }

    [Fact]
    public void A_missing_name_is_told_with_its_place()
    {
        var error = db.Refused("SELECT 1 AS a, nope FROM made_up_table");
        error.SqlState.Should().Be("42P01");
        error.Position.Should().Be(25);
        db.Run("CREATE TABLE placed (a INT)");
        db.Refused("SELECT a, nope FROM placed").Should().Match<RedshiftIntegration.Testing.Engine.SqlError>(e => e.SqlState == "42703" && e.Position == 10);
    }
}
