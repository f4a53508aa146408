using System.Collections.Immutable;

namespace RedshiftIntegration.Contracts.Redshift.Forms;

/// <summary>What DuckDB, the double's engine, would answer with another value or another type, and the other forms don't say.</summary>
internal static class OtherMeaningForms
{
    private const string Family = "semantics";

    public static ImmutableArray<Rule> All { get; } =
    [
        Form("sums and averages have types of their own", "r_AVG")
            .Given("CREATE TABLE g (s SMALLINT, i INT, b BIGINT, d DECIMAL(5,2), r REAL)", "CREATE TABLE z AS SELECT AVG(s) AS a1, AVG(i) AS a2, AVG(d) AS a3, AVG(r) AS a4, SUM(s) AS s1, SUM(i) AS s2, SUM(d) AS s3, SUM(r) AS s4, COUNT(*) AS s5 FROM g")
            .Accepts(Types("z"), "bigint", "bigint", "numeric(38,2)", "double precision", "bigint", "bigint", "numeric(38,2)", "double precision", "bigint"),
        Form("a sum over 38 digits is refused", "r_SUM").Given("CREATE TABLE h (n DECIMAL(38,0))", "INSERT INTO h VALUES (60000000000000000000000000000000000000), (60000000000000000000000000000000000000)")
            .Refuses("SELECT SUM(n) FROM h", "22003", "Numeric data overflow (result precision)").Refuses("SELECT SUM(n) OVER (), SUM(n) OVER (ORDER BY n ROWS UNBOUNDED PRECEDING) FROM h", "22003", "Numeric data overflow (result precision)").Refuses("SELECT SUM(x.n) FROM h x, h y", "22003", "Numeric data overflow (result precision)").Refuses("SELECT n / 2 FROM h", "22003", "Numeric data overflow (result precision)").Accepts("SELECT SUM(n - 30000000000000000000000000000000000000) FROM h", "60000000000000000000000000000000000000"),
        Form("a number that its type can't hold is out of range, however it is written", "r_Numeric_types201")
            .Given("CREATE TABLE n (v VARCHAR(10), d DECIMAL(6,2))", "INSERT INTO n VALUES ('1000', 1234.56)")
            .Refuses("SELECT v::DECIMAL(3,0) FROM n", "22003", "Numeric data overflow (result precision)").Refuses("SELECT d::DECIMAL(3,1) FROM n", "22003", "Numeric data overflow (result precision)").Refuses("SELECT '1e400'::FLOAT8", "22003", "\"1e400\" is out of range for type double precision").Refuses("SELECT 'x'::DECIMAL(3,0)", "22P02", "invalid input syntax for type numeric: \"x\"").Refuses("SELECT '1_0'::DECIMAL(3,0)", "22P02", "invalid input syntax for type numeric: \"1_0\"").Refuses("SELECT '1_0'::FLOAT8", "22P02", "invalid input syntax for type double precision: \"1_0\"").Refuses("SELECT '1_0'::INT", "22P02", "invalid input syntax for integer: \"1_0\"").Refuses("SELECT '1e300'::FLOAT4", "22003", "Numeric data overflow (result precision)").Refuses("SELECT '9999999999'::INT", "22003", "Numeric data overflow (result precision)")
            .Accepts("SELECT v::DECIMAL(4,0), d::DECIMAL(5,1), '1e300'::FLOAT8 FROM n", "1000|1234.5|1e+300"),
        Form("an AVG of decimals is cut to their places", "r_AVG").Given("CREATE TABLE d (n DECIMAL(10,2))", "INSERT INTO d VALUES (1.00), (2.01)").Accepts("SELECT AVG(n), SUM(n) FROM d", "1.50|3.01"),
        Form("EXTRACT is INTEGER, DATE_TRUNC TIMESTAMP", "r_EXTRACT_function")
            .Given("CREATE TABLE p (d DATE, t TIMESTAMP)", "CREATE TABLE z AS SELECT EXTRACT(year FROM d) AS a, EXTRACT(hour FROM t) AS b, DATE_TRUNC('month', d) AS c, DATE_PART(year, d) AS d FROM p")
            .Accepts(Types("z"), "integer", "integer", "timestamp without time zone", "double precision"),
        Form("JSON's null is NULL", "query-super", Evidence.Known).Accepts("""SELECT JSON_PARSE('{"a":null}').a IS NULL, JSON_PARSE('{"a":null}').a::VARCHAR IS NULL, COALESCE(JSON_PARSE('{"a":null}').a::INT, 7)""", "t|t|7"),
        Form("a NULL of no type is a text", "r_CREATE_TABLE_AS", Evidence.Known).Given("CREATE TABLE z AS SELECT NULL AS a, 'a' || NULL AS b").Accepts("SELECT type LIKE 'character varying(%)' FROM pg_table_def WHERE tablename = 'z' ORDER BY \"column\"", "t", "t"),
        Form("rows are counted, grouped and put together without trailing blanks", "r_Character_types")
            .Given("CREATE TABLE b (v VARCHAR(5), n INT)", "INSERT INTO b VALUES ('a', 1), ('a  ', 2), ('b', 2), ('c ', 4)")
            .Accepts("SELECT COUNT(*) FROM (SELECT UPPER(v) || 'x' AS u, COUNT(*) FROM b GROUP BY v HAVING v <> 'b') q", "2").Accepts("SELECT COUNT(*), COUNT(DISTINCT v) FROM (SELECT DISTINCT v FROM b) q", "3|3")
            .Accepts("SELECT MAX(c) FROM (SELECT COUNT(*) OVER (PARTITION BY v) AS c FROM b) q", "2").Accepts("SELECT COUNT(*) FROM b WHERE v IN (SELECT 'a    ')", "2").Accepts("SELECT OCTET_LENGTH(v) FROM b WHERE n = 4", "2"),
    ];

    private static string Types(string table) => $"SELECT type FROM pg_table_def WHERE tablename = '{table}' ORDER BY \"column\"";

    private static Rule Form(string title, string source, Evidence evidence = Evidence.Documented) => Rule.Form(Family, title, evidence, source);
}
