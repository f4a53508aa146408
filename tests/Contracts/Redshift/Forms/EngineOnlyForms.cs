using System.Collections.Immutable;

namespace RedshiftIntegration.Contracts.Redshift.Forms;

/// <summary>What DuckDB, the double's engine, would run and Redshift refuses, each beside what Redshift takes instead; the numbered rows hold the rest.</summary>
internal static class EngineOnlyForms
{
    private const string Select = "r_SELECT_synopsis";
    private const string From = "r_FROM_clause30";
    private const string Commands = "c_SQL_commands";

    public static ImmutableArray<Rule> All { get; } =
    [
        Form("samples", From).Refuses("SELECT a FROM t TABLESAMPLE BERNOULLI (10)", "42601", "near \"BERNOULLI\"").Refuses("SELECT a FROM t TABLESAMPLE reservoir(10)", "42601", "near \"reservoir\"").Refuses("SELECT a FROM t USING SAMPLE 10", "42601", "near \"USING\"").Accepts("SELECT TOP 1 a FROM t ORDER BY a", "1"),
        Form("a limit in percent", Select).Refuses("SELECT a FROM t LIMIT 10%", "42601", "at end of input").Refuses("SELECT a FROM t LIMIT 10 PERCENT", "42601", "near \"PERCENT\"").Accepts("SELECT a FROM t ORDER BY a LIMIT 1", "1"),
        Form("membership in an array", "c_unsupported-postgresql-features").Refuses("SELECT a FROM t WHERE a = ANY(ARRAY[1])", "0A000", "not supported on Redshift tables").Refuses("SELECT a FROM t WHERE a = ANY([1])", "42601", "near \"[\"").Accepts("SELECT a FROM t WHERE a IN (1)", "1").Accepts("SELECT a FROM t WHERE a = ANY (SELECT 1)", "1"),
        Form("lists and structs", "c_unsupported-postgresql-features")
            .Refuses("SELECT [1, 2]", "42601", "near \"[\"").Refuses("SELECT {'a': 1}", "42601", "near \"{\"").Refuses("SELECT MAP {'a': 1}", "42601", "near \"{\"").Refuses("SELECT struct_pack(a := 1)", "42601", "near \":\"").Refuses("SELECT list_value(1, 2)", "42883", "function list_value(").Refuses("SELECT b[1:2] FROM t", "42601", "near \":\"").Refuses("SELECT b[1] FROM t", "42804", "cannot subscript type character varying because it is not a SUPER")
            .Accepts("SELECT ARRAY(1, 2), OBJECT('a', 1), ARRAY(1, 2)[0]", "[1,2]|{\"a\":1}|1"),
        Form("list comprehensions and lambdas", "c_SQL_functions").Refuses("SELECT [x FOR x IN [1, 2]]", "42601", "near \"[\"").Refuses("SELECT list_transform(ARRAY(1), x -> x + 1)", "42601", "near \"->\"").Refuses("SELECT list_transform(ARRAY(1), lambda x: x + 1)", "42601", "near \"x\"").Refuses("SELECT 1 -> 2", "42601", "near \"->\"").Accepts("SELECT i FROM t, t.s AS i ORDER BY 1", "7", "8"),
        Form("table functions", "c_SQL_functions")
            .Refuses("SELECT * FROM read_csv('x.csv')", "42883", "function read_csv(").Refuses("SELECT * FROM read_parquet('x')", "42883", "function read_parquet(").Refuses("SELECT * FROM json_each('{}')", "42883", "function json_each(").Refuses("SELECT * FROM range(3)", "42883", "function range(").Refuses("SELECT * FROM glob('*')", "42883", "function glob(").Refuses("SELECT * FROM duckdb_settings()", "42883", "function duckdb_settings(").Refuses("SELECT * FROM 'x.parquet'", "42601", "near \"'x.parquet'\"")
            .Accepts("SELECT n FROM generate_series(1, 2) AS n", "1", "2"),
        Form("functions that reach outside", "c_SQL_functions").Refuses("SELECT getenv('HOME')", "42883", "function getenv(").Refuses("SELECT read_text('x')", "42883", "function read_text(").Refuses("SELECT current_setting('memory_limit')", "42704", "unrecognized configuration parameter \"memory_limit\"").Refuses("SELECT query('SELECT 1')", "42883", "function query(").Accepts("SELECT current_setting('query_group')", "default"),
        Form("FROM without SELECT", Select).Refuses("FROM t", "42601", "near \"FROM\"").Refuses("FROM t SELECT a", "42601", "near \"FROM\"").Refuses("SELECT FROM t", "42601", "near \"FROM\"").Accepts("SELECT a FROM t ORDER BY a", "1", "2"),
        Form("joins by position and by nearness", From).Refuses("SELECT * FROM t POSITIONAL JOIN u", "42601", "at end of input").Refuses("SELECT * FROM t ASOF JOIN u ON t.a >= u.a", "42P01", "missing FROM-clause entry for table \"t\"").Refuses("SELECT * FROM t SEMI JOIN u ON t.a = u.a", "42P01", "missing FROM-clause entry for table \"t\"").Refuses("SELECT * FROM t ANTI JOIN u ON t.a = u.a", "42P01", "missing FROM-clause entry for table \"t\"").Accepts("SELECT asof.a FROM t ASOF JOIN u ON asof.a = u.a", "2"),
        Form("set operations and INSERT by name", "r_UNION").Refuses("SELECT a FROM t UNION ALL BY NAME SELECT a FROM u", "42601", "near \"BY\"").Refuses("INSERT INTO u BY NAME SELECT 3 AS a", "42601", "near \"BY\"").Accepts("SELECT a FROM t UNION SELECT a FROM u ORDER BY 1", "1", "2").Accepts("INSERT INTO u (a) SELECT 3 AS a"),
        Form("choosing columns by a pattern", "r_SELECT_list")
            .Refuses("SELECT COLUMNS(*) FROM t", "42883", "function columns(").Refuses("SELECT COLUMNS('a.*') FROM t", "42883", "function columns(").Refuses("SELECT * REPLACE (1 AS a) FROM t", "42601", "near \"REPLACE\"").Refuses("SELECT * RENAME (a AS z) FROM t", "42601", "near \"RENAME\"").Refuses("SELECT * LIKE 'a%' FROM t", "42601", "near \"LIKE\"").Accepts("SELECT * EXCLUDE (s, b) FROM t ORDER BY 1", "1", "2"),
        Form("a table as a value", "r_SELECT_list", Evidence.Known).Refuses("SELECT t FROM t", "0A000", "whole-row reference to \"t\"").Refuses("SELECT COUNT(t) FROM t", "0A000", "whole-row reference to \"t\"").Accepts("SELECT t.* FROM u AS t", "2"),
        Form("ordering by ALL", Select).Refuses("SELECT a FROM t ORDER BY ALL", "42601", "near \"ALL\"").Accepts("SELECT a, COUNT(*) FROM t GROUP BY a ORDER BY a", "1|1", "2|1"),
        Form("underscores in numbers", "r_Numeric_types201", Evidence.Known).Refuses("SELECT 1_000", "42601", "near \"_000\"").Refuses("SELECT 0x10", "42601", "near \"x10\"").Refuses("SELECT x'ff'", "42601", "near \"'ff'\"").Accepts("SELECT 1000", "1000"),
        Form("PIVOT as a statement", Commands).Refuses("PIVOT t ON b USING SUM(a)", "42601", "near \"PIVOT\"").Refuses("UNPIVOT t ON a INTO NAME n VALUE v", "42601", "near \"UNPIVOT\"").Accepts("SELECT SUM(CASE b WHEN 'x' THEN a END) AS x, SUM(CASE b WHEN 'y' THEN a END) AS y FROM t", "1|2"),
        Form("DESCRIBE and SUMMARIZE", Commands).Refuses("DESCRIBE t", "42601", "near \"DESCRIBE\"").Refuses("SUMMARIZE t", "42601", "near \"SUMMARIZE\"").Accepts("SELECT \"column\", type FROM pg_table_def WHERE tablename = 'u'", "a|integer"),
        Form("databases and extensions of files", Commands).Refuses("ATTACH 'x.db'", "42601", "near \"ATTACH\"").Refuses("DETACH x", "42601", "near \"DETACH\"").Refuses("INSTALL httpfs", "42601", "near \"INSTALL\"").Refuses("LOAD httpfs", "42601", "near \"LOAD\"").Refuses("EXPORT DATABASE 'x'", "42601", "near \"EXPORT\"").Refuses("CHECKPOINT", "42601", "near \"CHECKPOINT\"").Accepts("SELECT CURRENT_DATABASE() IS NOT NULL", "t"),
        Form("settings of the engine", "r_SET").Refuses("PRAGMA version", "42601", "near \"PRAGMA\"").Refuses("SET memory_limit TO '1GB'", "42704", "memory_limit").Refuses("SET threads TO 4", "42704", "unrecognized configuration parameter \"threads\"").Refuses("SET enable_external_access TO on", "42704", "unrecognized configuration parameter \"enable_external_access\"").Refuses("SHOW memory_limit", "42704", "unrecognized configuration parameter \"memory_limit\"").Accepts("SET query_group TO 'night'").Accepts("SHOW query_group", "night"),
        Form("COPY to and from files of the server", "r_COPY", Evidence.Known)
            .Refuses("COPY t TO 'x.csv'", "0A000", "COPY TO is not supported").Refuses("COPY (SELECT a FROM t) TO 'x.csv'", "42601", "near \"(\"").Refuses("COPY u FROM STDIN", "0A000", "COPY FROM STDIN")
            .WithObject("one.csv", "5\n").Accepts("COPY u FROM '{s3}/one.csv' IAM_ROLE '{role}' CSV").Accepts("SELECT a FROM u ORDER BY a", "2", "5"),
        Form("macros, sequences and types of the engine", Commands).Refuses("CREATE MACRO m(x) AS x + 1", "42601", "near \"MACRO\"").Refuses("CREATE TABLE e (a HUGEINT)", "42704", "type \"hugeint\" does not exist").Refuses("CREATE TABLE e (a UTINYINT)", "42704", "type \"utinyint\" does not exist").Refuses("SELECT 1::UINTEGER", "42704", "type \"uinteger\" does not exist").Refuses("SELECT 'a'::BLOB", "42704", "type \"blob\" does not exist").Accepts("CREATE TABLE e (a BIGINT)").Accepts("INSERT INTO e VALUES (7)").Accepts("SELECT a FROM e", "7"),
        Form("words of the engine are names", "r_pg_keywords")
            .Given("CREATE TABLE at (level INT, lambda INT, show INT, describe INT, summarize INT, lateral INT, returning INT, pivot_wider INT, variadic INT, sample INT)", "INSERT INTO at VALUES (1, 2, 3, 4, 5, 6, 7, 8, 9, 10)")
            .Refuses("CREATE TABLE pivot (a INT)", "42601", "near \"pivot\"").Refuses("SELECT 1 tag", "42601", "near \"tag\"")
            .Accepts("SELECT level, lambda, show, describe, summarize, lateral, returning, pivot_wider, variadic, sample FROM at", "1|2|3|4|5|6|7|8|9|10").Accepts("SELECT summarize.level AS variadic FROM at AS summarize WHERE summarize.show = 3", "1"),
    ];

    private static Rule Form(string title, string source, Evidence evidence = Evidence.Documented) => Rule.Form("engine-only", title, evidence, source)
        .Given("CREATE TABLE t (a INT, b VARCHAR(5), s SUPER)", "CREATE TABLE u (a INT)", "INSERT INTO t VALUES (1, 'x', ARRAY(7, 8)), (2, 'y', NULL)", "INSERT INTO u VALUES (2)");
}
