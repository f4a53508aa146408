namespace RedshiftIntegration.Testing.Tests.Statements;

public sealed class LoadStatementsTests : IDisposable
{
    private readonly Dialect db = new();

    public void Dispose() => db.Dispose();

    [Fact]
    public void The_control_tables_are_made_filled_and_read()
    {
        db.Run("CREATE SCHEMA IF NOT EXISTS \"rsi\"").Tag.Should().Be("CREATE SCHEMA");
        db.Run("""
            CREATE TABLE IF NOT EXISTS "rsi"."t" ("c" VARCHAR(40) NOT NULL ENCODE lzo, "n" BIGINT, "d" DECIMAL(20,0), "x" SUPER, "b" VARBYTE(16), "ts" TIMESTAMP, "tz" TIMESTAMPTZ,
            "dt" DATE, "f" DOUBLE PRECISION, "r" REAL, "bo" BOOLEAN, "si" SMALLINT, "ch" CHAR(36), PRIMARY KEY ("c","n")) DISTSTYLE KEY DISTKEY ("c") COMPOUND SORTKEY ("c","n")
            """);
        db.Run("""
            INSERT INTO "rsi"."t" ("c","n","d","x","b","ts","tz","dt","f","r","bo","si","ch") VALUES
            ('a', 1, 99999999999999999999, JSON_PARSE('{"k":[1,2]}'), FROM_HEX('00ff'), '2024-01-02 03:04:05.678901', '2024-01-02 03:04:05+00', '2024-02-29', 1.5, 0.25, true, 7, 'x'),
            ('b', 2, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)
            """).Tag.Should().Be("INSERT 0 2");
        db.Rows("SELECT c, n, d, x, b, ts, tz, dt, f, r, bo, si, ch FROM rsi.t ORDER BY n").Should().Equal(
            "a|1|99999999999999999999|{\"k\":[1,2]}|00ff|2024-01-02 03:04:05.678901|2024-01-02 03:04:05|2024-02-29|1.5|0.25|t|7|x" + new string(' ', 35),
            "b|2|||||||||||");
    }

    [Fact]
    public void The_assert_step_divides_by_zero_when_the_gate_moved()
    {
        db.Run("CREATE SCHEMA s; CREATE TABLE s.gate (pipeline VARCHAR(20), run_id VARCHAR(20), watermark VARCHAR(20)); INSERT INTO s.gate VALUES ('p', '', '')");
        const string Assert = "SELECT 1 / CASE WHEN (SELECT COUNT(*) FROM \"s\".\"gate\" WHERE \"pipeline\" = 'p' AND \"run_id\" = '' AND \"watermark\" = '') = 1 THEN 1 ELSE 0 END";
        db.Value(Assert).Should().Be("1");
        db.Run("UPDATE \"s\".\"gate\" SET \"run_id\" = 'r', \"watermark\" = 'w' WHERE \"pipeline\" = 'p'").Tag.Should().Be("UPDATE 1");
        db.Refused(Assert).SqlState.Should().Be("22012");
    }

    [Fact]
    public void Merge_updates_and_inserts()
    {
        db.Run("CREATE SCHEMA a; CREATE TABLE a.t (k BIGINT NOT NULL, c VARCHAR(10)); CREATE TEMP TABLE stage (k BIGINT, c VARCHAR(10))");
        db.Run("INSERT INTO a.t VALUES (1, 'old'), (2, 'kept'); INSERT INTO stage VALUES (1, 'new'), (3, 'added')");
        db.Run("""
            MERGE INTO "a"."t" USING "stage" ON "a"."t"."k" = "stage"."k" WHEN MATCHED THEN UPDATE SET "c" = "stage"."c"
            WHEN NOT MATCHED THEN INSERT ("k","c") VALUES ("stage"."k","stage"."c")
            """);
        db.Rows("SELECT * FROM a.t ORDER BY k").Should().Equal("1|new", "2|kept", "3|added");
        db.Run("INSERT INTO stage VALUES (1, 'twice')");
        db.Refused("MERGE INTO a.t USING stage ON a.t.k = stage.k WHEN MATCHED THEN DELETE WHEN NOT MATCHED THEN INSERT VALUES (stage.k, stage.c)")
            .Message.Should().Be("Found multiple matches to update the same tuple.");
    }

    [Fact]
    public void The_dedupe_step_keeps_the_newest_row_of_each_key()
    {
        db.Run("CREATE TEMP TABLE stage (k BIGINT, v VARCHAR(5), at TIMESTAMP)");
        db.Run("INSERT INTO stage VALUES (1,'a','2024-01-01'),(1,'b','2024-01-02'),(2,'c',NULL)");
        db.Run("CREATE TEMP TABLE d AS SELECT k, v, at FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY k ORDER BY at DESC) AS n FROM stage) q WHERE n = 1").Tag.Should().Be("SELECT 2");
        db.Rows("SELECT k, v FROM d ORDER BY k").Should().Equal("1|b", "2|c");
        db.Run("DELETE FROM stage USING d WHERE stage.k = d.k AND d.v = 'c'").Tag.Should().Be("DELETE 1");
        db.Rows("SELECT k FROM stage s QUALIFY COUNT(*) OVER (PARTITION BY k) > 1 ORDER BY 1").Should().Equal("1", "1");
    }

    [Fact]
    public void Rows_of_one_key_that_differ_in_trailing_blanks_are_counted_apart_by_their_length()
    {
        db.Run("CREATE TEMP TABLE stage (k VARCHAR(5), v VARCHAR(5)); INSERT INTO stage VALUES ('a', 'x'), ('a', 'x '), ('b', 'y'), ('b', 'y')");
        const string Assert = """
            SELECT 1 / CASE WHEN (SELECT COUNT(*) FROM (
                SELECT COUNT(*) AS "n" FROM (
                    SELECT DISTINCT "s"."k", "s"."v", OCTET_LENGTH("s"."k") AS "l0", OCTET_LENGTH("s"."v") AS "l1" FROM "stage" AS "s"
                    JOIN (SELECT "k" FROM "stage" GROUP BY "k" HAVING COUNT(*) > 1) AS "d" ON "s"."k" = "d"."k") AS "r"
                GROUP BY "k" HAVING COUNT(*) > 1) AS "a") = 0 THEN 1 ELSE 0 END
            """;
        db.Refused(Assert).SqlState.Should().Be("22012");
        db.Run("DELETE FROM stage WHERE OCTET_LENGTH(v) = 2");
        db.Value(Assert).Should().Be("1");
        db.Run("CREATE TEMP TABLE counts (n BIGINT, m BIGINT); INSERT INTO counts (n, m) SELECT r.n - m.n, m.n FROM (SELECT COUNT(*) AS n FROM stage) AS r CROSS JOIN (SELECT COUNT(*) AS n, COALESCE(SUM(1), 0) AS s FROM stage WHERE k = 'b') AS m");
        db.Rows("SELECT * FROM counts").Should().Equal("1|2");
    }
}
