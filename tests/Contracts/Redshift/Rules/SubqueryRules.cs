using System.Collections.Immutable;

namespace RedshiftIntegration.Contracts.Redshift.Rules;

/// <summary>Row 65: correlated subqueries that Redshift can't turn into joins.</summary>
internal static class SubqueryRules
{
    private const string Message = "This type of correlated subquery pattern is not supported yet";

    public static ImmutableArray<Rule> All { get; } =
    [
        Correlated("no window function inside")
            .Refuses("SELECT a FROM t WHERE a IN (SELECT ROW_NUMBER() OVER (ORDER BY u.a) FROM u WHERE u.b = t.b)", "0A000", Message)
            .Refuses("SELECT (SELECT MAX(u.a) OVER () FROM u JOIN u AS v ON v.a = u.a AND v.a = t.a) FROM t", "0A000", Message)
            .Refuses("SELECT a FROM t WHERE EXISTS (SELECT 1 FROM u WHERE u.a IN (SELECT v.a FROM u AS v WHERE v.a = t.a) QUALIFY ROW_NUMBER() OVER (ORDER BY u.a) = 1)", "0A000", Message)
            .Accepts("SELECT a FROM t WHERE a IN (SELECT ROW_NUMBER() OVER (ORDER BY u.a) FROM u)", "1")
            .Accepts("SELECT ROW_NUMBER() OVER (ORDER BY a) FROM t WHERE EXISTS (SELECT 1 FROM u WHERE u.a = t.a)", "1"),
        Correlated("no level is skipped")
            .Refuses("SELECT a FROM t WHERE EXISTS (SELECT 1 FROM u WHERE u.b IN (SELECT v.b FROM u AS v WHERE v.a = t.a))", "0A000", Message)
            .Accepts("SELECT a FROM t WHERE EXISTS (SELECT 1 FROM u WHERE u.a = t.a AND u.b IN (SELECT v.b FROM u AS v WHERE v.a = u.a))", "1"),
        Correlated("no column of the enclosing query in GROUP BY")
            .Refuses("SELECT a FROM t WHERE EXISTS (SELECT COUNT(*) FROM u GROUP BY u.a, t.a)", "0A000", Message)
            .Accepts("SELECT a FROM t WHERE EXISTS (SELECT COUNT(*) FROM u WHERE u.a = t.a GROUP BY u.a)", "1"),
        Correlated("no aggregate with GROUP BY under IN")
            .Refuses("SELECT a FROM t WHERE b IN (SELECT MAX(u.b) FROM u WHERE u.a = t.a GROUP BY u.a)", "0A000", Message)
            .Accepts("SELECT a FROM t WHERE b IN (SELECT MAX(u.b) FROM u GROUP BY u.a)", "1")
            .Accepts("SELECT a FROM t WHERE b = (SELECT MAX(u.b) FROM u WHERE u.a = t.a)", "1"),
    ];

    private static Rule Correlated(string title) => Rule.Row(65, title, Evidence.Documented, "r_correlated_subqueries")
        .Given("CREATE TABLE t (a INT, b INT)", "INSERT INTO t VALUES (1, 1), (5, 5)", "CREATE TABLE u (a INT, b INT)", "INSERT INTO u VALUES (1, 1)");
}
