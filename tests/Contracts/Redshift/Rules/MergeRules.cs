using System.Collections.Immutable;

namespace RedshiftIntegration.Contracts.Redshift.Rules;

/// <summary>Rows 52 to 57: MERGE.</summary>
internal static class MergeRules
{
    private const string Page = "r_MERGE";
    private const string Clauses = "WHEN MATCHED THEN UPDATE SET b = s.b WHEN NOT MATCHED THEN INSERT (a, b) VALUES (s.a, s.b)";

    public static ImmutableArray<Rule> All { get; } =
    [
        With(52, "the source is a table")
            .Given("CREATE VIEW v AS SELECT a, b FROM s")
            .Refuses($"MERGE INTO t USING (SELECT a, b FROM s) AS s ON t.a = s.a {Clauses}", "42601", "MERGE takes a table as its source, not a subquery")
            .Refuses($"MERGE INTO t USING v AS s ON t.a = s.a {Clauses}", "0A000", "MERGE takes a table as its source, not a view")
            .Refuses($"WITH s AS (SELECT 1 AS a, 1 AS b) MERGE INTO t USING s ON t.a = s.a {Clauses}", "42601", "near \"MERGE\"")
            .Accepts($"MERGE INTO t USING s ON t.a = s.a {Clauses}")
            .Accepts("SELECT a, b FROM t ORDER BY a", "1|1", "2|20", "3|30"),
        With(53, "no condition after MATCHED")
            .Refuses("MERGE INTO t USING s ON t.a = s.a WHEN MATCHED AND t.b > 1 THEN DELETE WHEN NOT MATCHED THEN INSERT VALUES (s.a, s.b)", "42601", "near \"AND\"")
            .Accepts("MERGE INTO t USING s ON t.a = s.a WHEN MATCHED THEN DELETE WHEN NOT MATCHED THEN INSERT VALUES (s.a, s.b)")
            .Accepts("SELECT a, b FROM t ORDER BY a", "1|1", "3|30"),
        With(54, "equal predicates between target and source")
            .Refuses($"MERGE INTO t USING s ON t.a < s.a {Clauses}", "0A000", "equal predicates")
            .Refuses($"MERGE INTO t USING s ON t.a = s.a OR t.b = s.b {Clauses}", "0A000", "equal predicates")
            .Accepts("MERGE INTO t USING s ON t.a = s.a AND t.b = s.b / 10 WHEN MATCHED THEN UPDATE SET b = s.b WHEN NOT MATCHED THEN INSERT (a, b) VALUES (s.a, s.b)")
            .Accepts("SELECT a, b FROM t ORDER BY a", "1|1", "2|20", "3|30"),
        With(55, "both clauses are needed")
            .Refuses("MERGE INTO t USING s ON t.a = s.a WHEN MATCHED THEN DELETE", "42601", "WHEN NOT MATCHED")
            .Refuses("MERGE INTO t USING s ON t.a = s.a WHEN NOT MATCHED THEN INSERT VALUES (s.a, s.b)", "42601", "WHEN MATCHED")
            .Refuses("MERGE INTO t USING s ON t.a = s.a", "42601", "MERGE needs one WHEN MATCHED and one WHEN NOT MATCHED clause")
            .Refuses("MERGE INTO t USING s ON t.a = s.a WHEN MATCHED THEN DO NOTHING WHEN NOT MATCHED THEN INSERT VALUES (s.a, s.b)", "42601", "near \"DO\"")
            .Accepts("MERGE INTO t USING s ON t.a = s.a REMOVE DUPLICATES"),
        With(56, "one row of the source for a row of the target")
            .Given("INSERT INTO s VALUES (2, 21)")
            .Refuses($"MERGE INTO t USING s ON t.a = s.a {Clauses}", "XX000", "Found multiple matches to update the same tuple")
            .Given("DELETE FROM s WHERE b = 21", "INSERT INTO s VALUES (3, 31)")
            .Accepts($"MERGE INTO t USING s ON t.a = s.a {Clauses}")
            .Accepts("SELECT a, b FROM t ORDER BY a, b", "1|1", "2|20", "3|30", "3|31"),
        With(57, "source and target are two tables")
            .Given("CREATE VIEW v AS SELECT a, b FROM t")
            .Refuses("MERGE INTO t USING t ON t.a = t.a WHEN MATCHED THEN DELETE WHEN NOT MATCHED THEN INSERT VALUES (t.a, t.b)", "0A000", "MERGE target and source can't be the same table")
            .Refuses($"MERGE INTO pg_class USING s ON pg_class.relnatts = s.a {Clauses}", "42501", "permission denied: \"pg_class\" is a system catalog")
            .Refuses($"MERGE INTO v USING s ON v.a = s.a {Clauses}", "42809", "\"v\" is a view")
            .Accepts($"MERGE INTO t USING s ON t.a = s.a {Clauses}"),
        Rule.Row(57, "no part of a SUPER value", Evidence.Documented, Page)
            .Given("CREATE TABLE t (a INT, b INT, j SUPER)", "CREATE TABLE s (a INT, b INT, j SUPER)", "INSERT INTO s SELECT 1, 2, JSON_PARSE('{\"x\":1}')")
            .Refuses("MERGE INTO t USING s ON t.j.x = s.j.x WHEN MATCHED THEN DELETE WHEN NOT MATCHED THEN INSERT (a) VALUES (s.a)", "0A000", "Partial reference of SUPER column is not supported in MERGE statement")
            .Refuses("MERGE INTO t USING s ON t.a = s.a WHEN MATCHED THEN UPDATE SET b = s.j.x WHEN NOT MATCHED THEN INSERT (a) VALUES (s.a)", "0A000", "Partial reference of SUPER column")
            .Accepts("MERGE INTO t USING s ON t.a = s.a WHEN MATCHED THEN UPDATE SET j = s.j WHEN NOT MATCHED THEN INSERT (a, j) VALUES (s.a, s.j)")
            .Accepts("SELECT a, j.x::int FROM t", "1|1"),
    ];

    private static Rule With(int number, string title) => Rule.Row(number, title, Evidence.Documented, Page)
        .LoadBearing("each load that merges")
        .Given("CREATE TABLE t (a INT, b INT)", "INSERT INTO t VALUES (1, 1), (2, 2)", "CREATE TABLE s (a INT, b INT)", "INSERT INTO s VALUES (2, 20), (3, 30)");
}
