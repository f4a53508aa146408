using System.Collections.Immutable;

namespace RedshiftIntegration.Contracts.Redshift.Forms;

/// <summary>Views, late-binding and materialized ones.</summary>
internal static class ViewForms
{
    private const string Family = "views";
    private const string Page = "r_CREATE_VIEW";
    private const string Materialized = "materialized-view-create-sql-command";

    public static ImmutableArray<Rule> All { get; } =
    [
        Form("CREATE OR REPLACE VIEW with the same columns", Page)
            .Given("CREATE TABLE t (a INT, b VARCHAR(5), c INT)", "INSERT INTO t VALUES (1, 'x', 3)", "CREATE VIEW v AS SELECT a, b FROM t")
            .Refuses("CREATE OR REPLACE VIEW v AS SELECT a FROM t", "42P16", "cannot change number of columns in view")
            .Refuses("CREATE OR REPLACE VIEW v AS SELECT c AS x, b FROM t", "42P16", "cannot change name of view column \"a\"")
            .Refuses("CREATE OR REPLACE VIEW v AS SELECT a::bigint AS a, b FROM t", "42P16", "cannot change data type of view column \"a\"")
            .Refuses("CREATE VIEW v AS SELECT 1 AS a", "42P07", "already exists")
            .Refuses("CREATE OR REPLACE VIEW t AS SELECT 1 AS a", "42809", "\"t\" is not a view")
            .Refuses("INSERT INTO v VALUES (1, 'x')", "42809", "\"v\" is a view")
            .Accepts("CREATE OR REPLACE VIEW v AS SELECT c AS a, b FROM t")
            .Accepts("SELECT * FROM v", "3|x"),
        Rule.Form(Family, "a view keeps to its columns", Evidence.Known, "PostgreSQL 8.0's views, which Redshift inherits")
            .Given("CREATE TABLE t (a INT, b VARCHAR(5))", "INSERT INTO t VALUES (1, 'x')", "CREATE VIEW v (x, y) AS SELECT * FROM t")
            .Given("ALTER TABLE t ADD COLUMN c INT", "ALTER TABLE t RENAME COLUMN a TO z")
            .Accepts("SELECT * FROM v", "1|x")
            .Accepts("SELECT x FROM v WHERE y = 'x'", "1")
            .Refuses("ALTER TABLE t DROP COLUMN z", "2BP01", "cannot drop table t column z because other objects depend on it")
            .Accepts("ALTER TABLE t DROP COLUMN c")
            .OnPostgres(),
        Rule.Form(Family, "a view follows its table through a rename", Evidence.Known, "PostgreSQL 8.0's views, which Redshift inherits")
            .Given("CREATE TABLE t (a INT)", "INSERT INTO t VALUES (1)", "CREATE VIEW v AS SELECT a FROM t", "ALTER TABLE t RENAME TO u", "CREATE TABLE t (a INT)", "INSERT INTO t VALUES (2)")
            .Accepts("SELECT a FROM v", "1")
            .Accepts("DROP TABLE t")
            .Refuses("DROP TABLE u", "2BP01", "cannot drop table u because other objects depend on it")
            .OnPostgres(),
        Form("a view stands on a view", "r_DROP_VIEW")
            .Given("CREATE TABLE t (a INT)", "INSERT INTO t VALUES (1)", "CREATE VIEW v AS SELECT a FROM t", "CREATE VIEW w AS SELECT a + 1 AS b FROM v")
            .Accepts("SELECT b FROM w", "2")
            .Refuses("DROP VIEW v", "2BP01", "cannot drop view v because other objects depend on it")
            .Accepts("DROP VIEW v CASCADE")
            .Refuses("SELECT b FROM w", "42P01", "relation \"w\" does not exist")
            .OnPostgres(),
        Form("ALTER TABLE renames a view", "r_ALTER_TABLE")
            .Given("CREATE VIEW v AS SELECT 1 AS a")
            .Accepts("ALTER TABLE v RENAME TO w")
            .Refuses("ALTER TABLE w ADD COLUMN b INT", "42809", "\"w\" is not a table")
            .Accepts("SELECT a FROM w", "1").OnPostgres(),
        Form("WITH NO SCHEMA BINDING", Page)
            .Given("CREATE SCHEMA IF NOT EXISTS rsi_late", "DROP TABLE IF EXISTS rsi_late.later", "DROP VIEW IF EXISTS rsi_late.v")
            .Accepts("CREATE VIEW v (x) AS WITH q AS (SELECT a, b FROM rsi_late.later) SELECT a, b FROM q WITH NO SCHEMA BINDING")
            .Refuses("SELECT x FROM v", "42P01", "rsi_late.later")
            .Given("CREATE TABLE rsi_late.later (a INT, b VARCHAR(5))", "INSERT INTO rsi_late.later VALUES (1, 'x')")
            .Accepts("SELECT x, b FROM v", "1|x")
            .Accepts("DROP TABLE rsi_late.later")
            .Refuses("SELECT x FROM v", "42P01", "rsi_late.later")
            .Given("CREATE TABLE rsi_late.later (a VARCHAR(5), b INT)", "INSERT INTO rsi_late.later VALUES ('y', 2)")
            .Accepts("SELECT x, b FROM v", "y|2")
            .Refuses("CREATE VIEW w AS SELECT a FROM later WITH NO SCHEMA BINDING", "0A000", "All the relation names inside should be qualified when creating VIEW WITH NO SCHEMA BINDING")
            .Accepts("DROP SCHEMA rsi_late CASCADE"),
        Form("CREATE and REFRESH MATERIALIZED VIEW", Materialized)
            .Given("CREATE TABLE t (k INT, n INT)", "INSERT INTO t VALUES (1, 10), (1, 20), (2, 30)")
            .Accepts("CREATE MATERIALIZED VIEW m BACKUP NO DISTKEY (k) SORTKEY (k) AUTO REFRESH NO AS SELECT k, SUM(n) AS s FROM t GROUP BY k")
            .Accepts("SELECT k, s FROM m ORDER BY k", "1|30", "2|30")
            .Given("INSERT INTO t VALUES (3, 5)", "DELETE FROM t WHERE k = 1")
            .Accepts("SELECT k, s FROM m ORDER BY k", "1|30", "2|30")
            .Accepts("REFRESH MATERIALIZED VIEW m")
            .Accepts("SELECT k, s FROM m ORDER BY k", "2|30", "3|5")
            .Accepts("DROP MATERIALIZED VIEW m")
            .Accepts("DROP MATERIALIZED VIEW IF EXISTS m"),
        Form("a materialized view on a materialized view", "materialized-view-refresh-sql-command")
            .Given(
                "CREATE TABLE t (a INT)", "INSERT INTO t VALUES (1)", "CREATE MATERIALIZED VIEW m AUTO REFRESH NO AS SELECT a FROM t", "CREATE MATERIALIZED VIEW mm AUTO REFRESH NO AS SELECT SUM(a) AS s FROM m",
                "INSERT INTO t VALUES (2)")
            .Accepts("REFRESH MATERIALIZED VIEW m RESTRICT")
            .Accepts("SELECT s FROM mm", "1")
            .Accepts("REFRESH MATERIALIZED VIEW m CASCADE")
            .Accepts("SELECT s FROM mm", "3")
            .Refuses("DROP MATERIALIZED VIEW m", "2BP01", "cannot drop materialized view m because other objects depend on it")
            .Accepts("DROP MATERIALIZED VIEW m CASCADE"),
        Form("what a materialized view's query can't have", Materialized)
            .Given("CREATE TABLE t (a INT)", "CREATE VIEW v AS SELECT a FROM t", "CREATE TEMP TABLE s (a INT)")
            .Refuses("CREATE MATERIALIZED VIEW m AS SELECT a FROM t ORDER BY a", "0A000", "ORDER BY, LIMIT and OFFSET are not supported")
            .Refuses("CREATE MATERIALIZED VIEW m AS SELECT a FROM t LIMIT 1", "0A000", "ORDER BY, LIMIT and OFFSET are not supported")
            .Refuses("CREATE MATERIALIZED VIEW m AS SELECT a FROM v", "0A000", "view v can't be in a materialized view")
            .Refuses("CREATE MATERIALIZED VIEW m AS SELECT a FROM s", "0A000", "temporary table")
            .Refuses("CREATE MATERIALIZED VIEW m AS SELECT relname FROM pg_class", "0A000", "system relation")
            .Refuses("CREATE MATERIALIZED VIEW m (x) AS SELECT a FROM t", "42601", "near \"(\"")
            .Refuses("CREATE OR REPLACE MATERIALIZED VIEW m AS SELECT a FROM t", "42601", "near \"OR\"")
            .Given("INSERT INTO t VALUES (1)")
            .Accepts("CREATE MATERIALIZED VIEW m AS SELECT a FROM t")
            .Accepts("SELECT a FROM m", "1"),
        Form("a materialized view is no table", Materialized)
            .Given("CREATE TABLE t (a INT)", "INSERT INTO t VALUES (1), (2)", "CREATE MATERIALIZED VIEW m AS SELECT a FROM t")
            .Refuses("INSERT INTO m VALUES (1)", "42809", "materialized view")
            .Refuses("UPDATE m SET a = 1", "42809", "materialized view")
            .Refuses("DELETE FROM m", "42809", "materialized view")
            .Refuses("TRUNCATE m", "42809", "materialized view")
            .Refuses("ALTER TABLE m ADD COLUMN b INT", "42809", "materialized view")
            .Refuses("DROP TABLE m", "42809", "\"m\" is not a table")
            .Refuses("DROP VIEW m", "42809", "\"m\" is not a view")
            .Refuses("DROP MATERIALIZED VIEW t", "42809", "not a materialized view")
            .Refuses("REFRESH MATERIALIZED VIEW t", "42809", "not a materialized view")
            .Refuses("DROP TABLE t", "2BP01", "cannot drop table t because other objects depend on it")
            .Accepts("SELECT a FROM m WHERE a = 1", "1"),
        Form("a base table's column that is renamed or dropped ends the refreshing", "materialized-view-overview")
            .Given("CREATE TABLE t (a INT, b INT)", "INSERT INTO t VALUES (1, 2)", "CREATE MATERIALIZED VIEW m AS SELECT a FROM t", "CREATE MATERIALIZED VIEW n AS SELECT b FROM t")
            .Accepts("ALTER TABLE t ADD COLUMN c INT")
            .Accepts("REFRESH MATERIALIZED VIEW m")
            .Accepts("ALTER TABLE t RENAME COLUMN a TO z")
            .Accepts("ALTER TABLE t DROP COLUMN b")
            .Refuses("REFRESH MATERIALIZED VIEW m", "0A000", "Materialized view m could not be refreshed: column a of t was renamed")
            .Refuses("REFRESH MATERIALIZED VIEW n", "0A000", "Materialized view n could not be refreshed: column b of t was dropped")
            .Accepts("SELECT m.a, n.b FROM m, n", "1|2"),
    ];

    private static Rule Form(string title, string source) => Rule.Form(Family, title, Evidence.Documented, source);
}
