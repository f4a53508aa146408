using System.Collections.Immutable;

namespace RedshiftIntegration.Contracts.Redshift.Forms;

/// <summary>INSERT, UPDATE, DELETE and MERGE.</summary>
internal static class DmlForms
{
    private const string Family = "dml";

    public static ImmutableArray<Rule> All { get; } =
    [
        Form("INSERT forms", "r_INSERT_30")
            .Given("CREATE TABLE s (a INT, b VARCHAR(5))", "CREATE TABLE t (a INT DEFAULT 7, b VARCHAR(5))")
            .Accepts("INSERT INTO s VALUES (1, 'x'), (2, 'y')")
            .Accepts("INSERT INTO t (SELECT a, b FROM s)")
            .Accepts("INSERT INTO t (b) SELECT b FROM s WHERE a = 1")
            .Accepts("INSERT INTO t WITH q AS (SELECT 3 AS a) SELECT a, 'z' FROM q")
            .Accepts("INSERT INTO t DEFAULT VALUES")
            .Accepts("INSERT INTO t VALUES (4)")
            .Refuses("INSERT INTO t (a) SELECT b FROM s", "42804", "column \"a\" is of type integer but expression is of type character varying")
            .Refuses("INSERT INTO t BY NAME SELECT 1 AS a", "42601", "near \"BY\"")
            .Accepts("SELECT a, b FROM t ORDER BY a, b", "1|x", "2|y", "3|z", "4|<null>", "7|x", "7|<null>").OnPostgres(),
        Form("INSERT rounds to the column's scale", "r_Numeric_types201")
            .Given("CREATE TABLE t (a DECIMAL(5,2))")
            .Accepts("INSERT INTO t VALUES (1.005), (1.004)")
            .Accepts("SELECT a FROM t ORDER BY a", "1.00", "1.01")
            .OnPostgres(),
        Form("UPDATE ... FROM", "r_UPDATE")
            .Given("CREATE TABLE t (a INT, b INT DEFAULT 9)", "INSERT INTO t VALUES (1, 1), (2, 2), (3, 3)", "CREATE TABLE s (a INT, b INT)", "INSERT INTO s VALUES (1, 10), (2, 20)")
            .Accepts("UPDATE t SET b = s.b FROM s WHERE t.a = s.a")
            .Accepts("UPDATE t SET b = DEFAULT WHERE a = 3")
            .Accepts("UPDATE t SET a = a + 1, b = (SELECT MAX(b) FROM s) WHERE a = 1 AND EXISTS (SELECT 1 FROM s WHERE s.a = t.a)")
            .Accepts("SELECT a, b FROM t ORDER BY a, b", "2|20", "2|20", "3|9")
            .OnPostgres(),
        Form("DELETE ... USING", "r_DELETE")
            .Given("CREATE TABLE t (a INT)", "INSERT INTO t VALUES (1), (2), (3)", "CREATE TABLE s (a INT)", "INSERT INTO s VALUES (2), (3)")
            .Accepts("DELETE FROM t USING s WHERE t.a = s.a AND s.a > 2")
            .Accepts("DELETE t WHERE a = 2")
            .Accepts("SELECT a FROM t", "1"),
        Form("MERGE with UPDATE", "r_MERGE")
            .Given("CREATE TABLE t (a INT, b INT DEFAULT 7, c INT)", "INSERT INTO t VALUES (1, 1, 1), (2, 2, 2)", "CREATE TABLE s (a INT, b INT)", "INSERT INTO s VALUES (2, 20), (3, 30)")
            .Accepts("MERGE INTO t USING s AS x ON t.a = x.a WHEN MATCHED THEN UPDATE SET b = x.b + t.b, c = 0 WHEN NOT MATCHED THEN INSERT (c, a, b) VALUES (x.b, x.a, DEFAULT)")
            .Accepts("SELECT a, b, c FROM t ORDER BY a", "1|1|1", "2|22|0", "3|7|30").OnPostgres(),
        Form("MERGE with DELETE", "r_MERGE")
            .Given("CREATE TABLE t (a INT, b INT)", "INSERT INTO t VALUES (1, 1), (2, 2)", "CREATE TEMP TABLE s (a INT, b INT)", "INSERT INTO s VALUES (2, 20), (3, 30)")
            .Accepts("MERGE INTO t USING s ON t.a = s.a WHEN NOT MATCHED THEN INSERT VALUES (s.a, s.b) WHEN MATCHED THEN DELETE")
            .Accepts("SELECT a, b FROM t ORDER BY a", "1|1", "3|30").OnPostgres(),
        Form("MERGE ... REMOVE DUPLICATES", "r_MERGE")
            .Given(
                "CREATE TABLE t (a INT, b VARCHAR(9))", "INSERT INTO t VALUES (1, 'one'), (1, 'uno'), (2, 'two'), (3, 'three')",
                "CREATE TABLE s (a INT, b VARCHAR(9))", "INSERT INTO s VALUES (1, 'new'), (4, 'four'), (4, 'four')", "CREATE TABLE n (a INT)", "CREATE TABLE w (a INT, b DATE)")
            .Refuses("MERGE INTO t USING n ON t.a = n.a REMOVE DUPLICATES", "42804", "same columns")
            .Refuses("MERGE INTO t USING w ON t.a = w.a REMOVE DUPLICATES", "42804", "same columns")
            .Accepts("MERGE INTO t USING s ON t.a = s.a REMOVE DUPLICATES")
            .Accepts("SELECT a, b FROM t ORDER BY a, b", "1|new", "2|two", "3|three", "4|four", "4|four"),
    ];

    private static Rule Form(string title, string source) => Rule.Form(Family, title, Evidence.Documented, source);
}
