using System.Collections.Immutable;

namespace RedshiftIntegration.Contracts.Redshift.Forms;

/// <summary>The forms of statements that a load is made of.</summary>
internal static class LoadStepForms
{
    private const string Family = "load steps";

    public static ImmutableArray<Rule> All { get; } =
    [
        Form("a table of each type is made, filled and read", "r_CREATE_TABLE_NEW")
            .Accepts("""
                CREATE TABLE IF NOT EXISTS "t" ("c" VARCHAR(40) NOT NULL ENCODE lzo, "n" BIGINT, "d" DECIMAL(20,0), "x" SUPER, "b" VARBYTE(16), "ts" TIMESTAMP, "tz" TIMESTAMPTZ,
                "dt" DATE, "f" DOUBLE PRECISION, "r" REAL, "bo" BOOLEAN, "si" SMALLINT, "ch" CHAR(3), PRIMARY KEY ("c","n")) DISTSTYLE KEY DISTKEY ("c") COMPOUND SORTKEY ("c","n")
                """)
            .Accepts("""
                INSERT INTO "t" ("c","n","d","x","b","ts","tz","dt","f","r","bo","si","ch") VALUES
                ('a', 1, 99999999999999999999, JSON_PARSE('{"k":[1,2]}'), FROM_HEX('00ff'), '2024-01-02 03:04:05.678901', '2024-01-02 03:04:05+00', '2024-02-29', 1.5, 0.25, true, 7, 'x'),
                ('b', 2, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)
                """)
            .Accepts(
                "SELECT c, n, d, x, b, ts, tz, dt, f, r, bo, si, ch FROM t ORDER BY n",
                "a|1|99999999999999999999|{\"k\":[1,2]}|00ff|2024-01-02 03:04:05.678901|2024-01-02 03:04:05+00|2024-02-29|1.5|0.25|t|7|x  ",
                "b|2|<null>|<null>|<null>|<null>|<null>|<null>|<null>|<null>|<null>|<null>|<null>"),
        Form("a statement divides by zero where its condition fails", "r_CASE_function")
            .Given("CREATE TABLE gate (pipeline VARCHAR(20), run_id VARCHAR(20), watermark VARCHAR(20))", "INSERT INTO gate VALUES ('p', '', '')")
            .Accepts(Assert, "1")
            .Accepts("UPDATE \"gate\" SET \"run_id\" = 'r', \"watermark\" = 'w' WHERE \"pipeline\" = 'p'")
            .Refuses(Assert, "22012", "Divide by zero")
            .OnPostgres()
            .LoadBearing("a load whose gate has moved in the meantime must not commit"),
        Form("the newest row of each key is kept", "r_WF_ROW_NUMBER")
            .Given("CREATE TEMP TABLE stage (k BIGINT, v VARCHAR(5), at TIMESTAMP)", "INSERT INTO stage VALUES (1,'a','2024-01-01'),(1,'b','2024-01-02'),(2,'c',NULL)")
            .Accepts("CREATE TEMP TABLE d AS SELECT k, v, at FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY k ORDER BY at DESC) AS n FROM stage) q WHERE n = 1")
            .Accepts("SELECT k, v FROM d ORDER BY k", "1|b", "2|c")
            .Accepts("DELETE FROM stage USING d WHERE stage.k = d.k AND d.v = 'c'")
            .Accepts("SELECT k FROM stage ORDER BY k", "1", "1")
            .OnPostgres(),
        Form("rows of one key that differ in trailing blanks are counted apart by their length", "r_Character_types")
            .Given("CREATE TEMP TABLE stage (k VARCHAR(5), v VARCHAR(5))", "INSERT INTO stage VALUES ('a', 'x'), ('a', 'x '), ('b', 'y'), ('b', 'y')")
            .Refuses(Distinct, "22012", "Divide by zero")
            .Accepts("DELETE FROM stage WHERE OCTET_LENGTH(v) = 2")
            .Accepts(Distinct, "1")
            .Accepts("CREATE TEMP TABLE counts (n BIGINT, m BIGINT)")
            .Accepts("INSERT INTO counts (n, m) SELECT r.n - m.n, m.n FROM (SELECT COUNT(*) AS n FROM stage) AS r CROSS JOIN (SELECT COUNT(*) AS n, COALESCE(SUM(1), 0) AS s FROM stage WHERE k = 'b') AS m")
            .Accepts("SELECT n, m FROM counts", "1|2"),
    ];

    private const string Assert = "SELECT 1 / CASE WHEN (SELECT COUNT(*) FROM \"gate\" WHERE \"pipeline\" = 'p' AND \"run_id\" = '' AND \"watermark\" = '') = 1 THEN 1 ELSE 0 END";

    private const string Distinct = """
        SELECT 1 / CASE WHEN (SELECT COUNT(*) FROM (
            SELECT COUNT(*) AS "n" FROM (
                SELECT DISTINCT "s"."k", "s"."v", OCTET_LENGTH("s"."k") AS "l0", OCTET_LENGTH("s"."v") AS "l1" FROM "stage" AS "s"
                JOIN (SELECT "k" FROM "stage" GROUP BY "k" HAVING COUNT(*) > 1) AS "d" ON "s"."k" = "d"."k") AS "r"
            GROUP BY "k" HAVING COUNT(*) > 1) AS "a") = 0 THEN 1 ELSE 0 END
        """;

    private static Rule Form(string title, string source) => Rule.Form(Family, title, Evidence.Documented, source);
}
