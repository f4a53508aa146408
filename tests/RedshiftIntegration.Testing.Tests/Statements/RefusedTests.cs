namespace RedshiftIntegration.Testing.Tests.Statements;

/// <summary>What Redshift refuses, each beside the form that it accepts.</summary>
public sealed class RefusedTests : IClassFixture<RefusedTests.Fixture>
{
    private readonly Dialect db;

    public RefusedTests(Fixture fixture)
    {
        ArgumentNullException.ThrowIfNull(fixture);
        db = fixture.Db;
    }

    private const string Objects = "CREATE TABLE t (a INT, b VARCHAR(5), s SUPER); CREATE TABLE u (a INT, b VARCHAR(5), s SUPER); CREATE VIEW v AS SELECT a FROM t; CREATE TEMP TABLE s (a INT)";

    [Theory]
    [InlineData("CREATE TABLE nosuch.x (a INT)", "3F000")]
    [InlineData("SELECT DISTINCT ON (a) a FROM t", "0A000")]
    [InlineData("SELECT * FROM t, LATERAL (SELECT 1) x", "0A000")]
    [InlineData("SELECT * FROM t FOR UPDATE", "0A000")]
    [InlineData("SELECT * FROM t TABLESAMPLE BERNOULLI (10)", "42601")]
    [InlineData("SELECT * FROM t USING SAMPLE 10", "42601")]
    [InlineData("SELECT * FROM t LIMIT 10%", "42601")]
    [InlineData("SELECT * FROM t NATURAL FULL JOIN u", "0A000")]
    [InlineData("SELECT * FROM t FULL JOIN u ON t.a > u.a", "0A000")]
    [InlineData("SELECT * FROM t POSITIONAL JOIN u", "42601")]
    [InlineData("SELECT a FROM t UNION ALL BY NAME SELECT a FROM u", "42601")]
    [InlineData("SELECT COLUMNS(*) FROM t", "42883")]
    [InlineData("SELECT t FROM t", "0A000")]
    [InlineData("FROM t", "42601")]
    [InlineData("DESCRIBE t", "42601")]
    [InlineData("SUMMARIZE t", "42601")]
    [InlineData("PRAGMA version", "42601")]
    [InlineData("INSTALL httpfs", "42601")]
    [InlineData("SELECT * FROM read_parquet('x')", "42883")]
    [InlineData("SELECT * FROM 'x.parquet'", "42601")]
    [InlineData("SELECT * FROM (SELECT a FROM t)", "42601")]
    [InlineData("SELECT a FROM t WHERE sum(a) > 1", "42803")]
    [InlineData("SELECT a, sum(a) FROM t", "42803")]
    [InlineData("SELECT a FROM t ORDER BY 5", "42P10")]
    [InlineData("SELECT DISTINCT a FROM t ORDER BY b", "42P10")]
    [InlineData("SELECT (a = 1) IS TRUE FROM t", "0A000")]
    [InlineData("SELECT sum(a) OVER (ORDER BY b) FROM t", "42601")]
    [InlineData("SELECT first_value(a) OVER (ORDER BY b) FROM t", "42601")]
    [InlineData("SELECT count(DISTINCT a) OVER (PARTITION BY b) FROM t", "0A000")]
    [InlineData("SELECT (SELECT max(u.a) OVER () FROM u JOIN v ON v.a = u.a AND v.a = t.a) FROM t", "0A000")]
    [InlineData("SELECT a FROM t WHERE EXISTS (SELECT 1 FROM u WHERE u.a IN (SELECT v.a FROM v WHERE v.a = t.a) QUALIFY row_number() OVER (ORDER BY u.a) = 1)", "0A000")]
    [InlineData("SELECT TIMESTAMP '2026-01-01' AT TIME ZONE 'Mars/Base'", "22023")]
    [InlineData("SELECT convert_timezone('Mars/Base', TIMESTAMP '2026-01-01')", "22023")]
    [InlineData("SELECT t.a FROM t x", "42P01")]
    [InlineData("SELECT a FROM t, u", "42702")]
    [InlineData("SELECT 1 FROM t JOIN t ON true", "42712")]
    [InlineData("SELECT a = ANY(ARRAY[1]) FROM t", "0A000")]
    [InlineData("SELECT now() FROM t", "0A000")]
    [InlineData("SELECT * FROM t, generate_series(1, 2) g", "0A000")]
    [InlineData("SELECT * FROM t JOIN (VALUES (1)) x(a) ON t.a = x.a", "0A000")]
    [InlineData("SELECT * FROM t JOIN pg_class c ON c.relname = t.b", "0A000")]
    [InlineData("SELECT b COLLATE pg_catalog.default FROM t", "0A000")]
    [InlineData("WITH RECURSIVE r AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM r WHERE n < 3) SELECT * FROM r", "42601")]
    [InlineData("WITH RECURSIVE r(n) AS (SELECT 1 UNION SELECT n + 1 FROM r WHERE n < 3) SELECT * FROM r", "0A000")]
    [InlineData("UPDATE t SET a = 'x'::varchar || b", "42804")]
    [InlineData("DROP SCHEMA public", "2BP01")]
    [InlineData("SAVEPOINT a", "0A000")]
    [InlineData("ROLLBACK TO a", "0A000")]
    [InlineData("COPY t FROM STDIN", "0A000")]
    [InlineData("COPY t TO 's3://b/x'", "0A000")]
    [InlineData("COPY t FROM 's3://b/x' FORMAT AS PARQUET", "42601")]
    [InlineData("COPY t FROM 's3://b/x' IAM_ROLE default FORMAT AS PARQUET MANIFEST MANIFEST", "42601")]
    [InlineData("COPY t FROM 's3://b/x' IAM_ROLE default FORMAT AS PARQUET FORMAT PARQUET", "42601")]
    [InlineData("COPY t FROM 's3://b/x' IAM_ROLE default FORMAT AS PARQUET STATUPDATE ON MANIFEST STATUPDATE OFF", "42601")]
    [InlineData("COPY t FROM 's3://b/x' IAM_ROLE default FORMAT AS PARQUET COMPUPDATE OFF", "0A000")]
    [InlineData("COPY t FROM 's3://b/x' IAM_ROLE default FORMAT AS PARQUET REGION 'us-east-1'", "0A000")]
    [InlineData("COPY t FROM 's3://b/x' IAM_ROLE default FORMAT AS PARQUET TRUNCATECOLUMNS", "0A000")]
    [InlineData("COPY t FROM 's3://b/x' IAM_ROLE 'nonsense' FORMAT AS PARQUET", "42601")]
    [InlineData("COPY t (nope) FROM 's3://b/x' IAM_ROLE default FORMAT AS PARQUET", "42703")]
    [InlineData("COPY t FROM 's3://nobucket/x' IAM_ROLE default FORMAT AS PARQUET", "XX000")]
    [InlineData("LOCK TABLE nope", "42P01")]
    [InlineData("SELECT 'abc", "42601")]
    [InlineData("SELECT \"abc", "42601")]
    [InlineData("SELECT 1 /* open", "42601")]
    [InlineData("SELECT $x", "42601")]
    [InlineData("SELECT (1", "42601")]
    [InlineData("SELECT 1 AS", "42601")]
    [InlineData("SELECT tag tag FROM t", "42601")]
    public void A_statement_is_refused(string sql, string sqlState) => db.Refused(sql).SqlState.Should().Be(sqlState);

    [Fact]
    public void An_unknown_time_zone_is_named_also_where_it_comes_from_a_row() =>
        db.Refused("SELECT TIMESTAMP '2026-01-01' AT TIME ZONE z FROM (SELECT 'Mars/Base' AS z UNION ALL SELECT 'UTC') AS q").Message.Should().Be("time zone \"Mars/Base\" not recognized");

    [Theory]
    [InlineData("SELECT TOP 3 a FROM t")]
    [InlineData("SELECT a FROM t MINUS SELECT a FROM u")]
    [InlineData("SELECT * EXCLUDE (b, s) FROM t")]
    [InlineData("SELECT t.*, 1 FROM t LEFT JOIN u USING (a)")]
    [InlineData("SELECT a FROM t WHERE EXISTS (SELECT 1 FROM u WHERE u.a = t.a) AND a NOT IN (SELECT a FROM u)")]
    [InlineData("SELECT row_number() OVER (ORDER BY a) FROM t WHERE EXISTS (SELECT 1 FROM u WHERE u.a = t.a)")]
    [InlineData("SELECT a AS x, x + 1 AS y FROM t GROUP BY 1 ORDER BY x")]
    [InlineData("SELECT a, count(*) FROM t GROUP BY ROLLUP(a) HAVING count(*) > 0")]
    [InlineData("SELECT a FROM t WHERE (a, b) IN (SELECT a, b FROM u)")]
    [InlineData("SELECT i FROM t, t.s AS i")]
    [InlineData("SELECT lag(a) IGNORE NULLS OVER (ORDER BY b) FROM t")]
    [InlineData("SELECT sum(a) OVER (ORDER BY b ROWS UNBOUNDED PRECEDING), sum(a) OVER (PARTITION BY b), listagg(DISTINCT b, ',') OVER (PARTITION BY a) FROM t")]
    [InlineData("SELECT DISTINCT a + 1, b AS x FROM t ORDER BY a + 1, x")]
    [InlineData("SELECT a FROM t WHERE (a = 1) IS TRUE")]
    [InlineData("WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r WHERE n < 3) SELECT * FROM r")]
    [InlineData("ALTER TABLE u OWNER TO admin")]
    [InlineData("LOCK TABLE t, u")]
    [InlineData("BEGIN TRANSACTION ISOLATION LEVEL READ COMMITTED")]
    [InlineData("END TRANSACTION")]
    [InlineData("SET search_path TO public, s")]
    [InlineData("SHOW search_path")]
    [InlineData("SELECT c.relname FROM pg_catalog.pg_class c WHERE c.relname OPERATOR(pg_catalog.~) '^(a)$' COLLATE pg_catalog.default ORDER BY 1")]
    [InlineData("SELECT c.oid::pg_catalog.regclass::pg_catalog.text, pg_catalog.format_type(23, -1), pg_catalog.pg_table_is_visible(c.oid) FROM pg_class c WHERE c.relname = ANY (ARRAY['a'])")]
    public void A_statement_is_accepted(string sql)
    {
        using var own = new Dialect();
        own.Run(Objects);
        own.Run(sql).Tag.Should().NotBeEmpty();
    }

    /// <summary>A refused statement changes nothing, so one database serves all.</summary>
    public sealed class Fixture : IDisposable
    {
        public Fixture() => Db.Run(Objects);

        internal Dialect Db { get; } = new();

        public void Dispose() => Db.Dispose();
    }
}
