using System.Collections.Immutable;

namespace RedshiftIntegration.Contracts.Redshift.Forms;

/// <summary>Queries.</summary>
internal static class QueryForms
{
    private const string Family = "queries";

    public static ImmutableArray<Rule> All { get; } =
    [
        Form("TOP n", "r_SELECT_list").Accepts("SELECT TOP 2 a FROM t ORDER BY a", "1", "2").Refuses("SELECT TOP 2 a FROM t LIMIT 1", "42601", "TOP and LIMIT can't stand in one query"),
        Form("LIMIT and OFFSET", "r_ORDER_BY_clause").Accepts("SELECT a FROM t ORDER BY a LIMIT 1 OFFSET 1", "2").Accepts("SELECT a FROM t ORDER BY a LIMIT ALL OFFSET 2", "3")
            .Accepts("SELECT a FROM t ORDER BY a LIMIT 1.5", "1", "2").Refuses("SELECT a FROM t LIMIT -1", "2201W", "LIMIT must not be negative").Refuses("SELECT a FROM t OFFSET -1", "2201X", "OFFSET must not be negative").OnPostgres(),
        Form("SELECT * EXCLUDE", "r_EXCLUDE_list").Accepts("SELECT * EXCLUDE (b) FROM t WHERE a = 1", "1").Accepts("SELECT * EXCLUDE b FROM t WHERE a = 1", "1").Accepts("SELECT * EXCLUDE b, c FROM (SELECT a, b, 7 AS c FROM t) q WHERE a = 1", "1").Refuses("SELECT * EXCLUDE b, 7 FROM t", "42601", "near \"7\"").Refuses("SELECT * EXCLUDE (nope) FROM t", "42703", "column \"nope\" does not exist"),
        Form("an alias may be used by later items", "r_SELECT_list").Accepts("SELECT a + 1 AS x, x * 2 AS y FROM t WHERE a = 1", "2|4"),
        Form("joins", "r_Join_examples")
            .Accepts("SELECT t.a, u.c FROM t LEFT JOIN u ON t.a = u.a ORDER BY t.a, u.c", "1|10", "2|20", "2|21", "3|<null>").Accepts("SELECT a, c FROM t JOIN u USING (a) ORDER BY c", "1|10", "2|20", "2|21")
            .Accepts("SELECT a, c FROM t NATURAL JOIN u ORDER BY c", "1|10", "2|20", "2|21").Accepts("SELECT COUNT(*) FROM t CROSS JOIN u", "9").Accepts("SELECT COUNT(*) FROM t FULL JOIN u ON t.a = u.a", "4").OnPostgres(),
        Form("IN, EXISTS, ANY, ALL", "r_in_condition")
            .Accepts("SELECT a FROM t WHERE a IN (SELECT a FROM u) AND EXISTS (SELECT 1 FROM u WHERE u.a = t.a AND u.c > 15) ORDER BY 1", "2").Accepts("SELECT a FROM t WHERE (a, b) IN (SELECT 1, 'x')", "1").Accepts("SELECT a FROM t WHERE a NOT IN (1, 2)", "3")
            .Accepts("SELECT a FROM t WHERE a > ALL (SELECT a FROM u)", "3").Accepts("SELECT a FROM t WHERE a = ANY (SELECT a FROM u) ORDER BY a", "1", "2").OnPostgres(),
        Form("a subquery gives one value", "r_scalar_subqueries").Accepts("SELECT a, (SELECT MAX(c) FROM u WHERE u.a = t.a) FROM t ORDER BY a", "1|10", "2|21", "3|<null>").OnPostgres(),
        Form("GROUP BY ROLLUP, CUBE, GROUPING SETS", "r_GROUP_BY_aggregation-extensions")
            .Accepts("SELECT a, SUM(c) FROM u GROUP BY ROLLUP(a) ORDER BY a", "1|10", "2|41", "<null>|51").Accepts("SELECT a, c FROM u GROUP BY GROUPING SETS ((a), (c)) ORDER BY a, c", "1|<null>", "2|<null>", "<null>|10", "<null>|20", "<null>|21")
            .Accepts("SELECT COUNT(*) FROM (SELECT a, c FROM u GROUP BY CUBE(a, c)) q", "9").OnPostgres(),
        Form("GROUP BY and ORDER BY by number and alias", "r_GROUP_BY_clause").Accepts("SELECT a % 2 AS odd, COUNT(*) AS n FROM t GROUP BY 1 ORDER BY n DESC, 1", "1|2", "0|1").Accepts("SELECT a % 2 AS odd, COUNT(*) FROM t GROUP BY odd ORDER BY odd", "0|1", "1|2").OnPostgres(),
        Form("UNION, INTERSECT, EXCEPT", "r_UNION")
            .Accepts("SELECT a FROM t UNION SELECT a FROM u ORDER BY a", "1", "2", "3").Accepts("SELECT a FROM t UNION ALL SELECT a FROM u ORDER BY 1", "1", "1", "2", "2", "2", "3").Accepts("SELECT a FROM t INTERSECT SELECT a FROM u ORDER BY 1", "1", "2")
            .Accepts("SELECT a FROM t EXCEPT SELECT a FROM u", "3").OnPostgres(),
        Form("MINUS, and no ALL but UNION's", "r_UNION").Accepts("SELECT a FROM t MINUS SELECT a FROM u", "3").Refuses("SELECT a FROM t EXCEPT ALL SELECT a FROM u", "0A000", "EXCEPT ALL").Refuses("SELECT a FROM t INTERSECT ALL SELECT a FROM u", "0A000", "INTERSECT ALL"),
        Form("set operations take texts with trailing blanks for one", "r_Character_types").Given("CREATE TABLE v (w VARCHAR(5))", "INSERT INTO v VALUES ('x  '), ('z')")
            .Accepts("SELECT COUNT(*) FROM (SELECT b FROM t UNION SELECT w FROM v) q", "3").Accepts("SELECT COUNT(*) FROM (SELECT b FROM t INTERSECT SELECT w FROM v) q", "2").Accepts("SELECT b FROM t EXCEPT SELECT w FROM v", "y"),
        Form("WITH", "r_WITH_clause").Accepts("WITH q AS (SELECT a FROM t WHERE a > 1), r(n) AS (SELECT COUNT(*) FROM q) SELECT n FROM r", "2").OnPostgres(),
        Form("a view and a derived table", "r_FROM_clause30").Given("CREATE VIEW w AS SELECT a, b FROM t").Accepts("SELECT q.a FROM (SELECT a FROM w) AS q WHERE q.a = 1", "1").Refuses("SELECT * FROM (SELECT a FROM w)", "42601", "subquery in FROM must have an alias").OnPostgres(),
        Form("SELECT INTO", "r_SELECT_INTO").Accepts("SELECT a INTO made FROM t").Accepts("SELECT COUNT(*) FROM made", "3").OnPostgres(),
        Form("NULLs last ascending, first descending", "r_ORDER_BY_clause").Given("INSERT INTO t VALUES (NULL, 'n')")
            .Accepts("SELECT a FROM t ORDER BY a", "1", "2", "3", "<null>").Accepts("SELECT a FROM t ORDER BY a DESC", "<null>", "3", "2", "1").Accepts("SELECT a FROM t ORDER BY a NULLS FIRST LIMIT 1", "<null>").Accepts("SELECT ROW_NUMBER() OVER (ORDER BY a DESC), a FROM t ORDER BY 1 LIMIT 2", "1|<null>", "2|3").OnPostgres(),
        Form("DISTINCT", "r_SELECT_list").Accepts("SELECT DISTINCT a FROM u ORDER BY a", "1", "2").Refuses("SELECT DISTINCT a FROM u ORDER BY c", "42P10", "for SELECT DISTINCT, ORDER BY expressions must appear in select list").OnPostgres(),
        Form("session functions", "r_System_information_functions").Accepts("SELECT CURRENT_DATABASE() IS NOT NULL, CURRENT_USER IS NOT NULL, PG_BACKEND_PID() > 0, VERSION() LIKE 'PostgreSQL 8.0.2 on % Redshift 1.0.%', PG_LAST_QUERY_ID() > 0", "t|t|t|t|t"),
        Rule.Form(Family, "texts are ordered without trailing blanks", Evidence.Documented, "r_Character_types")
            .Given("CREATE TABLE o (v VARCHAR(5), n INT)", "INSERT INTO o VALUES ('a  ', 2), ('a', 1), ('a', 3), (NULL, 4)")
            .Accepts("SELECT n FROM o ORDER BY v, n", "1", "2", "3", "4")
            .Accepts("SELECT n FROM o ORDER BY v DESC, n", "4", "1", "2", "3"),
    ];

    private static Rule Form(string title, string source) => Rule.Form(Family, title, Evidence.Documented, source)
        .Given("CREATE TABLE t (a INT, b VARCHAR(5))", "CREATE TABLE u (a INT, c INT)", "INSERT INTO t VALUES (1, 'x'), (2, 'y'), (3, 'z')", "INSERT INTO u VALUES (1, 10), (2, 20), (2, 21)");
}
