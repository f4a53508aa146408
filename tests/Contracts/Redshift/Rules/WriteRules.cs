using System.Collections.Immutable;

namespace RedshiftIntegration.Contracts.Redshift.Rules;

/// <summary>Rows 3, 4, 58 and 75: INSERT, UPDATE, DELETE.</summary>
internal static class WriteRules
{
    public static ImmutableArray<Rule> All { get; } =
    [
        Rule.Row(3, "no ON CONFLICT", Evidence.Documented, "r_INSERT_30")
            .Given("CREATE TABLE t (a INT PRIMARY KEY)")
            .Refuses("INSERT INTO t VALUES (1) ON CONFLICT DO NOTHING", "42601", "near \"ON\"")
            .Refuses("INSERT INTO t VALUES (1) ON CONFLICT (a) DO UPDATE SET a = 1", "42601", "near \"ON\"")
            .Accepts("INSERT INTO t VALUES (1)"),
        Rule.Row(4, "no RETURNING", Evidence.Documented, "r_INSERT_30")
            .Given("CREATE TABLE t (a INT)")
            .Refuses("INSERT INTO t VALUES (1) RETURNING a", "42601", "near \"RETURNING\"")
            .Refuses("UPDATE t SET a = 1 RETURNING a", "42601", "near \"RETURNING\"")
            .Refuses("DELETE FROM t RETURNING a", "42601", "near \"RETURNING\"")
            .Accepts("INSERT INTO t VALUES (1)"),
        Rule.Row(58, "UPDATE has an alias, its SET none", Evidence.Documented, "r_UPDATE")
            .Given("CREATE TABLE t (a INT, b INT)", "INSERT INTO t VALUES (1, 1), (2, 2)", "CREATE TABLE s (a INT, b INT)", "INSERT INTO s VALUES (2, 20)")
            .Refuses("UPDATE t AS x SET x.a = 1", "42601", "near \".\"")
            .Refuses("UPDATE ONLY t SET a = 1", "42601", "near \"ONLY\"")
            .Refuses("UPDATE t SET (a, b) = (1, 2)", "42601", "near \"(\"")
            .Refuses("UPDATE t SET a = 1, a = 2", "42601", "multiple assignments")
            .Refuses("UPDATE t SET c = 1", "42703", "column \"c\" of relation \"t\" does not exist")
            .Accepts("UPDATE t AS x SET b = s.b + x.a FROM s WHERE x.a = s.a")
            .Accepts("WITH q AS (SELECT 1 AS a) UPDATE t SET b = 10 FROM q WHERE t.a = q.a")
            .Accepts("SELECT a, b FROM t ORDER BY a", "1|10", "2|22"),
        Rule.Row(58, "DELETE has no alias", Evidence.Documented, "r_DELETE")
            .Given("CREATE TABLE t (a INT)", "INSERT INTO t VALUES (1), (2), (3), (4)", "CREATE TABLE s (a INT)", "INSERT INTO s VALUES (2)")
            .Refuses("DELETE FROM t AS x WHERE x.a = 1", "42601", "near \"AS\"")
            .Refuses("DELETE FROM t x WHERE x.a = 1", "42601", "near \"x\"")
            .Accepts("DELETE FROM t USING s AS x WHERE t.a = x.a")
            .Accepts("WITH q AS (SELECT 3 AS a) DELETE FROM t USING q WHERE t.a = q.a")
            .Accepts("DELETE FROM t WHERE a IN (SELECT 4)")
            .Accepts("SELECT a FROM t ORDER BY a", "1"),
        Rule.Row(75, "rows of values convert each by itself", Evidence.Documented, "r_INSERT_30")
            .LoadBearing("the run row and its steps are written by one INSERT")
            .Given("CREATE TABLE t (a INT DEFAULT 7, b VARCHAR(5), c DECIMAL(5,2))", "CREATE TABLE m (a TIMESTAMPTZ)")
            .Accepts("INSERT INTO t VALUES (1, 'x', 1), (DEFAULT, 2, 2.345), ('3', DEFAULT, '4.5')")
            .Accepts("SELECT a, b, c FROM t ORDER BY a", "1|x|1.00", "3|<null>|4.50", "7|2|2.35")
            .Refuses("INSERT INTO t VALUES (1, 'x', 1), (2, 'y')", "42601", "VALUES lists must all be the same length")
            .Refuses("INSERT INTO m VALUES (now())", "0A000", "not supported on Redshift tables")
            .Refuses("INSERT INTO t VALUES (1, 'x', 1, 4)", "42601", "more expressions than target columns")
            .Refuses("INSERT INTO t (a, b) VALUES (1)", "42601", "more target columns than expressions")
            .Refuses("INSERT INTO t (a, a) VALUES (1, 1)", "42701", "more than once")
            .Refuses("INSERT INTO t (x) VALUES (1)", "42703", "column \"x\" of relation \"t\" does not exist"),
    ];
}
