namespace RedshiftIntegration.Testing.Tests.Statements;

/// <summary>What Redshift has and the double doesn't: refused by its name, where it stands.</summary>
public sealed class AbsentTests : IClassFixture<DialectFixture>
{
    private readonly Dialect db;

    public AbsentTests(DialectFixture fixture)
    {
        ArgumentNullException.ThrowIfNull(fixture);
        db = fixture.Db;
        db.Run("CREATE TABLE IF NOT EXISTS absent (a INT, b INT)");
    }

    [Theory]
    [InlineData("SELECT * FROM absent PIVOT (SUM(a) FOR b IN (1, 2))", "PIVOT", 21)]
    [InlineData("SELECT * FROM (SELECT a, b FROM absent) PIVOT (SUM(a) FOR b IN (1, 2))", "PIVOT", 40)]
    [InlineData("SELECT * FROM absent AS x UNPIVOT (n FOR c IN (a, b))", "UNPIVOT", 26)]
    [InlineData("SELECT a FROM absent START WITH a = 1 CONNECT BY PRIOR a = b", "CONNECT BY", 21)]
    [InlineData("SELECT a FROM absent WHERE a > 0 CONNECT BY PRIOR a = b", "CONNECT BY", 33)]
    [InlineData("UNLOAD ('SELECT 1') TO 's3://b/x' IAM_ROLE default", "UNLOAD", 0)]
    [InlineData("CREATE PROCEDURE p() AS 'x' LANGUAGE plpgsql", "CREATE PROCEDURE", 0)]
    [InlineData("CREATE PROCEDURE p() AS $$ BEGIN INSERT INTO absent VALUES (1, 2); END; $$ LANGUAGE plpgsql", "CREATE PROCEDURE", 0)]
    [InlineData("CREATE OR REPLACE PROCEDURE p() AS $body$ BEGIN RAISE INFO '$$'; END; $body$ LANGUAGE plpgsql", "CREATE OR REPLACE PROCEDURE", 0)]
    [InlineData("CREATE OR REPLACE FUNCTION f(INT) RETURNS INT IMMUTABLE AS $$ SELECT $1 $$ LANGUAGE sql", "CREATE OR REPLACE FUNCTION", 0)]
    [InlineData("SHOW DATABASES", "SHOW DATABASES", 0)]
    [InlineData("SHOW SCHEMAS FROM DATABASE dev", "SHOW SCHEMAS", 0)]
    [InlineData("SHOW TABLES FROM SCHEMA dev.public", "SHOW TABLES", 0)]
    [InlineData("SHOW COLUMNS FROM TABLE dev.public.absent", "SHOW COLUMNS", 0)]
    [InlineData("SHOW TABLE absent", "SHOW TABLE", 0)]
    [InlineData("SHOW VIEW v", "SHOW VIEW", 0)]
    [InlineData("SHOW GRANTS ON TABLE absent", "SHOW GRANTS", 0)]
    [InlineData("SHOW PROCEDURES FROM SCHEMA dev.public", "SHOW PROCEDURES", 0)]
    [InlineData("SHOW MODEL ALL", "SHOW MODEL", 0)]
    [InlineData("SELECT a, COUNT(*) FROM absent GROUP BY ALL", "GROUP BY ALL", 40)]
    [InlineData("SELECT x.a FROM absent x, absent y WHERE x.a = y.b(+)", "the join operator (+)", 50)]
    [InlineData("CALL p()", "CALL", 0)]
    [InlineData("CREATE FUNCTION f() RETURNS INT IMMUTABLE AS 'SELECT 1' LANGUAGE sql", "CREATE FUNCTION", 0)]
    [InlineData("CREATE EXTERNAL SCHEMA s FROM DATA CATALOG DATABASE 'd' IAM_ROLE default", "CREATE EXTERNAL", 0)]
    [InlineData("CREATE EXTERNAL TABLE s.t (a INT) STORED AS PARQUET LOCATION 's3://b/x'", "CREATE EXTERNAL TABLE", 0)]
    [InlineData("CREATE MODEL m FROM absent TARGET a FUNCTION f", "CREATE MODEL", 0)]
    [InlineData("CREATE DATASHARE d", "CREATE DATASHARE", 0)]
    [InlineData("CREATE LIBRARY l LANGUAGE plpythonu FROM 's3://b/x'", "CREATE LIBRARY", 0)]
    [InlineData("ANALYZE COMPRESSION absent", "ANALYZE COMPRESSION", 8)]
    [InlineData("CREATE TABLE x (g GEOMETRY)", "the type GEOMETRY", 18)]
    [InlineData("CREATE TABLE x (g HLLSKETCH)", "the type HLLSKETCH", 18)]
    [InlineData("CREATE TABLE x (v VARCHAR(5) COLLATE CASE_INSENSITIVE)", "COLLATE CASE_INSENSITIVE", 37)]
    [InlineData("CREATE TABLE x (a INT IDENTITY(1,1), b INT IDENTITY(1,1))", "a table with more than one IDENTITY column", 13)]
    [InlineData("COMMENT ON CONSTRAINT c ON absent IS 'x'", "COMMENT ON CONSTRAINT", 11)]
    [InlineData("ALTER TABLE absent ROW LEVEL SECURITY ON", "ALTER TABLE ... ROW", 19)]
    [InlineData("CREATE SCHEMA s QUOTA 5 GB", "CREATE SCHEMA ... QUOTA", 16)]
    public void A_construct_is_refused_by_name(string sql, string construct, int position)
    {
        var error = db.Refused(sql);
        (error.SqlState, error.Message, error.Position).Should().Be(("0A000", $"{construct} is not supported by EmbeddedRedshift", position));
    }

    [Theory]
    [InlineData("SELECT '24:00'::TIME", "the time of day 24:00 is not supported by EmbeddedRedshift: \"24:00\"")]
    [InlineData("SELECT '24:00:00'::TIMETZ", "the time of day 24:00 is not supported by EmbeddedRedshift: \"24:00:00\"")]
    [InlineData("SELECT '10000-01-01'::DATE", "years before 1 and after 9999 are not supported by EmbeddedRedshift: \"10000-01-01\"")]
    [InlineData("SELECT '0044-03-15 BC'::TIMESTAMP", "years before 1 and after 9999 are not supported by EmbeddedRedshift: \"0044-03-15 BC\"")]
    [InlineData("SELECT DATEADD(year, 9000, '2024-01-01')", "a date or time stamp in a year before 1 or after 9999 is not supported by EmbeddedRedshift")]
    [InlineData("SELECT '2024-01-01'::DATE + 9999999", "a date or time stamp in a year before 1 or after 9999 is not supported by EmbeddedRedshift")]
    [InlineData("SELECT CONVERT_TIMEZONE('AAA5BBB', '2024-07-01')", "the time zone AAA5BBB is not supported by EmbeddedRedshift: give a name such as Europe/Berlin")]
    [InlineData("SELECT CONVERT_TIMEZONE('xxx36', '2024-07-01')", "the time zone xxx36 is not supported by EmbeddedRedshift: give a name such as Europe/Berlin")]
    public void A_value_that_the_double_does_not_hold_is_refused(string sql, string message)
    {
        var error = db.Refused(sql);
        (error.SqlState, error.Message).Should().Be(("0A000", message));
    }

    [Fact]
    public void An_anonymous_block_is_a_syntax_error() => db.Refused("DO $$ BEGIN END $$").SqlState.Should().Be("42601");

    [Theory]
    [InlineData("SELECT $$it's \\n$$", "it's \\n")]
    [InlineData("SELECT $q$a $$ b$q$", "a $$ b")]
    public void Nothing_is_escaped_between_dollars(string sql, string value) => db.Value(sql).Should().Be(value);

    [Fact]
    public void A_text_between_dollars_must_end()
    {
        var error = db.Refused("SELECT $q$ a $$");
        (error.SqlState, error.Message, error.Position).Should().Be(("42601", "unterminated dollar-quoted string at or near \"$q$\"", 7));
    }
}
