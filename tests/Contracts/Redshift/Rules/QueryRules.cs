using System.Collections.Immutable;

namespace RedshiftIntegration.Contracts.Redshift.Rules;

/// <summary>Rows 5 to 7, 59 to 65 and 77 to 80: queries, functions and values that are refused.</summary>
internal static class QueryRules
{
    private const string NotThere = "c_unsupported-postgresql-functions";

    public static ImmutableArray<Rule> All { get; } =
    [
        Row(5, "DISTINCT ON", "c_unsupported-postgresql-features").Refuses("SELECT DISTINCT ON (a) a, b FROM t", "0A000", "SELECT DISTINCT ON").Accepts("SELECT DISTINCT a FROM t ORDER BY a", "1", "2"),
        Row(6, "LATERAL joins", "c_unsupported-postgresql-features").Refuses("SELECT * FROM t, LATERAL (SELECT t.a + 1) x", "0A000", "LATERAL joins").Accepts("SELECT a + 1 FROM t ORDER BY 1", "2", "3"),
        Row(7, "FOR UPDATE and FOR SHARE", "c_unsupported-postgresql-features").Refuses("SELECT a FROM t FOR UPDATE", "0A000", "SELECT FOR UPDATE").Refuses("SELECT a FROM t FOR SHARE", "0A000", "SELECT FOR SHARE").Accepts("SELECT a FROM t ORDER BY a", "1", "2"),
        Row(59, "a recursive CTE has a column list and UNION ALL", "r_WITH_clause")
            .Refuses("WITH RECURSIVE r AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM r WHERE n < 3) SELECT n FROM r", "42601", "recursive CTE \"r\" needs a column list").Refuses("WITH RECURSIVE r(n) AS (SELECT 1 UNION SELECT n + 1 FROM r WHERE n < 3) SELECT n FROM r", "0A000", "must be of the form: query UNION ALL query")
            .Accepts("WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r WHERE n < 3) SELECT n FROM r ORDER BY n", "1", "2", "3"),
        Row(60, "functions of the leader node with a table", "c_SQL_functions_leader_node_only")
            .Refuses("SELECT now() FROM t", "0A000", "not supported on Redshift tables").Refuses("SELECT current_schema() FROM t", "0A000", "not supported on Redshift tables").Refuses("SELECT current_timestamp FROM t", "0A000", "not supported on Redshift tables").Refuses("SELECT a FROM t, generate_series(1, 2) g", "0A000", "not supported on Redshift tables")
            .Refuses("SELECT a FROM t JOIN pg_class c ON c.relname = t.b", "0A000", "not supported on Redshift tables").Refuses("SELECT a FROM t JOIN (VALUES (1)) x(n) ON t.a = x.n", "0A000", "not supported on Redshift tables").Refuses("SELECT has_table_privilege('t', 'select') FROM t", "0A000", "not supported on Redshift tables")
            .Accepts("SELECT now() IS NOT NULL, current_schema() IS NOT NULL", "t|t").Accepts("SELECT a FROM t WHERE GETDATE() IS NOT NULL ORDER BY a", "1", "2"),
        Row(61, "functions that Redshift lacks", NotThere)
            .Refuses("SELECT string_agg(b, ',') FROM t", "42883", "function string_agg(").Refuses("SELECT array_agg(a) FROM t", "42883", "function array_agg(").Refuses("SELECT to_json(b) FROM t", "42883", "function to_json(").Refuses("SELECT jsonb_typeof(b) FROM t", "42883", "function jsonb_typeof(").Refuses("SELECT gen_random_uuid()", "42883", "function gen_random_uuid(")
            .Refuses("SELECT regexp_matches(b, 'x') FROM t", "42883", "function regexp_matches(").Refuses("SELECT unnest(b) FROM t", "42601", "near \"unnest\"").Refuses("SELECT format('%s', b) FROM t", "42883", "function format(").Refuses("SELECT overlay(b, 'x', 1, 1) FROM t", "42883", "function overlay(").Refuses("SELECT age(GETDATE())", "42883", "function age(")
            .Accepts("SELECT LISTAGG(b, ',') WITHIN GROUP (ORDER BY a) FROM t", "x,y"),
        Row(61, "functions that Redshift has and the double lacks", "c_SQL_functions")
            .Refuses("SELECT MURMUR3_32_HASH('a')", "0A000", "MURMUR3_32_HASH is not supported by EmbeddedRedshift").Refuses("SELECT ST_AREA(b) FROM t", "0A000", "ST_AREA is not supported by EmbeddedRedshift").Refuses("SELECT HLL(a) FROM t", "0A000", "HLL is not supported by EmbeddedRedshift").Refuses("SELECT COLLATE(b, 'case_insensitive') FROM t", "0A000", "COLLATE is not supported by EmbeddedRedshift")
            .Refuses("SELECT REBOOT_CLUSTER()", "0A000", "REBOOT_CLUSTER is not supported by EmbeddedRedshift").Accepts("SELECT FNV_HASH('abcd')", "-281581062704388899").NotOnLive("a live server has these functions"),
        Row(62, "FILTER of aggregates", "c_Aggregate_Functions").Refuses("SELECT COUNT(*) FILTER (WHERE a > 1) FROM t", "42601", "near \"FILTER\"").Accepts("SELECT COUNT(CASE WHEN a > 1 THEN 1 END) FROM t", "1"),
        Row(63, "frames are ROWS", "c_Window_functions")
            .Refuses("SELECT SUM(a) OVER (ORDER BY a RANGE BETWEEN 1 PRECEDING AND CURRENT ROW) FROM t", "0A000", "window frames are ROWS; RANGE").Refuses("SELECT SUM(a) OVER (ORDER BY a GROUPS 1 PRECEDING) FROM t", "0A000", "window frames are ROWS; GROUPS")
            .Refuses("SELECT SUM(a) OVER (ORDER BY a ROWS BETWEEN 1 PRECEDING AND CURRENT ROW EXCLUDE TIES) FROM t", "42601", "near \"EXCLUDE\"").Accepts("SELECT SUM(a) OVER (ORDER BY a ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) FROM t ORDER BY 1", "1", "3"),
        Row(64, "FULL JOIN needs an equality", "r_FROM_clause30", Evidence.Known).Refuses("SELECT COUNT(*) FROM t FULL JOIN u ON t.a > u.a", "0A000", "FULL JOIN is only supported").Refuses("SELECT COUNT(*) FROM t NATURAL FULL JOIN u", "0A000", "NATURAL FULL JOIN").Accepts("SELECT COUNT(*) FROM t FULL JOIN u ON t.a = u.a", "3"),
        Row(65, "correlated subqueries that are not joins", "r_correlated_subqueries")
            .Refuses("SELECT a FROM t WHERE NOT EXISTS (SELECT 1 FROM u WHERE NOT EXISTS (SELECT 1 FROM v WHERE v.a = t.a))", "0A000", "correlated subquery pattern")
            .Refuses("SELECT a FROM t WHERE a NOT IN (SELECT SUM(u.a) OVER () FROM u WHERE u.a = t.a)", "0A000", "correlated subquery pattern").Accepts("SELECT a FROM t WHERE NOT EXISTS (SELECT 1 FROM u WHERE u.a = t.a)", "1"),
        Row(77, "digits beyond microseconds are rounded", "r_Datetime_types", Evidence.Known).Accepts("SELECT '2024-01-01 00:00:00.1234567'::TIMESTAMP, '2024-01-01 23:59:59.9999996'::TIMESTAMP", "2024-01-01 00:00:00.123457|2024-01-02 00:00:00").OnPostgres(),
        Row(78, "dates out of range", "r_Datetime_types").Refuses("SELECT '294277-01-01'::TIMESTAMP", "22008", "date/time field value out of range: \"294277-01-01\"").Refuses("SELECT '2024-02-30'::DATE", "22008", "date/time field value out of range: \"2024-02-30\"").Refuses("SELECT '2024-13-01'::DATE", "22008", "date/time field value out of range: \"2024-13-01\"").Accepts("SELECT '2024-02-29'::DATE, '9999-12-31'::DATE", "2024-02-29|9999-12-31").OnPostgres(),
        Row(79, "INTERVAL columns of no qualifier", "r_interval_data_types", Evidence.Known).Refuses("CREATE TABLE i (d INTERVAL)", "0A000", "Column \"i.d\" has unsupported type \"interval\"").Accepts("SELECT '2024-01-31'::TIMESTAMP + INTERVAL '1 day'", "2024-02-01 00:00:00"),
        Row(80, "booleans of texts", "r_Boolean_type").Refuses("SELECT 'maybe'::BOOLEAN", "22P02", "invalid input syntax for type boolean: \"maybe\"").Accepts("SELECT 'true'::BOOLEAN, 't'::BOOLEAN, 'yes'::BOOLEAN, '1'::BOOLEAN, 'false'::BOOLEAN, 'f'::BOOLEAN, 'no'::BOOLEAN, '0'::BOOLEAN", "t|t|t|t|f|f|f|f").OnPostgres(),
        Row(80, "ON and OFF are no booleans", "r_Boolean_type").Refuses("SELECT 'on'::BOOLEAN", "22P02", "invalid input syntax for type boolean: \"on\"").Refuses("SELECT 'off'::BOOLEAN", "22P02", "invalid input syntax for type boolean: \"off\"").Accepts("SELECT 'Y'::BOOLEAN", "t"),
        Row(80, "IS TRUE stands in WHERE", "r_Boolean_type").Refuses("SELECT (a = 1) IS TRUE FROM t", "0A000", "IS TRUE is not supported in the select list").Accepts("SELECT a FROM t WHERE (a = 1) IS TRUE", "1"),
    ];

    private static Rule Row(int number, string title, string source, Evidence evidence = Evidence.Documented) => Rule.Row(number, title, evidence, source)
        .Given("CREATE TABLE t (a INT, b VARCHAR(5))", "CREATE TABLE u (a INT)", "CREATE TABLE v (a INT)", "INSERT INTO t VALUES (1, 'x'), (2, 'y')", "INSERT INTO u VALUES (2), (3)");
}
