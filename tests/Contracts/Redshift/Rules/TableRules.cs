using System.Collections.Immutable;
using System.Globalization;

namespace RedshiftIntegration.Contracts.Redshift.Rules;

/// <summary>Rows 34, 66, 68 to 70, 72 and 73: CREATE TABLE.</summary>
internal static class TableRules
{
    private const string Page = "r_CREATE_TABLE_NEW";

    public static ImmutableArray<Rule> All { get; } =
    [
        Rule.Row(34, "no CREATE OR REPLACE TABLE", Evidence.Documented, Page)
            .Refuses("CREATE OR REPLACE TABLE t (a INT)", "42601", "near \"OR\"")
            .Accepts("CREATE TABLE IF NOT EXISTS t (a INT)")
            .Accepts("CREATE TABLE IF NOT EXISTS t (b INT)")
            .Refuses("CREATE TABLE t (b INT)", "42P07", "already exists")
            .Refuses("SELECT b FROM t", "42703", "column \"b\" does not exist").OnPostgres(),
        Rule.Row(34, "no IF NOT EXISTS and no WITH NO DATA before and after AS", Evidence.Documented, "r_CREATE_TABLE_AS")
            .Refuses("CREATE TABLE IF NOT EXISTS t AS SELECT 1 AS a", "42601", "near \"AS\"")
            .Refuses("CREATE TABLE t AS SELECT 1 AS a WITH NO DATA", "42601", "near \"WITH\"")
            .Accepts("CREATE TABLE t AS SELECT 1 AS a")
            .Accepts("SELECT a FROM t", "1"),
        Rule.Row(66, "names fold to lower case, quoted ones too", Evidence.Documented, "r_names")
            .Given("CREATE TABLE \"MixedCase\" (\"ColA\" INT, \"select\" INT)", "INSERT INTO mixedcase VALUES (1, 2)")
            .Accepts("SELECT COLA, \"SELECT\" FROM MIXEDcase", "1|2")
            .Refuses("CREATE TABLE \"mixedCASE\" (a INT)", "42P07", "already exists")
            .Refuses("CREATE TABLE u (a INT, \"A\" INT)", "42701", "column \"a\" duplicated")
            .Accepts("SELECT \"column\" FROM pg_table_def WHERE tablename = 'mixedcase' ORDER BY 1", "cola", "select"),
        Rule.Row(68, "a table has at most 1,600 columns", Evidence.Documented, "c_redshift-limits")
            .Refuses($"CREATE TABLE t ({Columns(1601)})", "54011", "at most 1600 columns")
            .Accepts($"CREATE TABLE t ({Columns(1600)})")
            .Refuses("ALTER TABLE t ADD COLUMN x INT", "54011", "at most 1600 columns").OnPostgres(),
        Rule.Row(69, "a sort key has at most 400 columns, an interleaved one 8", Evidence.Documented, Page)
            .Refuses($"CREATE TABLE t ({Columns(401)}) SORTKEY ({Names(401)})", "42P16", "too many columns")
            .Refuses($"CREATE TABLE t ({Columns(9)}) INTERLEAVED SORTKEY ({Names(9)})", "42P16", "too many columns")
            .Accepts($"CREATE TABLE t ({Columns(400)}) SORTKEY ({Names(400)})")
            .Accepts($"CREATE TABLE u ({Columns(8)}) INTERLEAVED SORTKEY ({Names(8)})"),
        Rule.Row(69, "one distribution key, and DISTSTYLE KEY alone has one", Evidence.Documented, Page)
            .Refuses("CREATE TABLE t (a INT DISTKEY, b INT DISTKEY)", "42P16", "multiple distribution keys")
            .Refuses("CREATE TABLE t (a INT DISTKEY, b INT) DISTKEY (b)", "42P16", "multiple distribution keys")
            .Refuses("CREATE TABLE t (a INT, b INT) DISTKEY (a, b)", "42601", "near \",\"")
            .Refuses("CREATE TABLE t (a INT DISTKEY) DISTSTYLE EVEN", "42601", "DISTSTYLE EVEN")
            .Refuses("CREATE TABLE t (a INT) DISTKEY (a) DISTSTYLE ALL", "42601", "DISTSTYLE ALL")
            .Refuses("CREATE TABLE t (a INT) DISTSTYLE KEY", "42601", "DISTSTYLE KEY needs a DISTKEY column")
            .Refuses("CREATE TABLE t (a INT) DISTKEY (x)", "42703", "column \"x\" named in key does not exist")
            .Accepts("CREATE TABLE t (a INT, b INT) DISTSTYLE KEY DISTKEY (b)")
            .Accepts("SELECT \"column\", distkey FROM pg_table_def WHERE tablename = 't' ORDER BY 1", "a|f", "b|t"),
        Rule.Row(70, "SUPER is no key, VARBYTE no distribution key", Evidence.Documented, "limitations-super")
            .Refuses("CREATE TABLE t (a SUPER) SORTKEY (a)", "0A000", "column \"a\" of type super can't be a sort key")
            .Refuses("CREATE TABLE t (a SUPER DISTKEY)", "0A000", "distribution key")
            .Refuses("CREATE TABLE t (a VARBYTE(3)) DISTKEY (a)", "0A000", "distribution key")
            .Accepts("CREATE TABLE t (a SUPER, b INT DISTKEY SORTKEY)"),
        Rule.Row(72, "LIKE takes INCLUDING or EXCLUDING DEFAULTS alone", Evidence.Documented, Page)
            .Given("CREATE TABLE p (id INT IDENTITY(1,1), a INT NOT NULL DEFAULT 7, b VARCHAR(5) ENCODE zstd, PRIMARY KEY (a)) DISTKEY (a) SORTKEY (b, a)")
            .Refuses("CREATE TABLE t (LIKE p INCLUDING INDEXES)", "42601", "near \"INDEXES\"")
            .Refuses("CREATE TABLE t (LIKE p INCLUDING ALL)", "42601", "near \"ALL\"")
            .Accepts("CREATE TABLE t (LIKE p INCLUDING DEFAULTS)")
            .Accepts("CREATE TABLE u (LIKE p)")
            .Accepts("INSERT INTO t (id, b) VALUES (5, 'x')")
            .Accepts("SELECT id, a, b FROM t", "5|7|x")
            .Refuses("INSERT INTO u (id, b) VALUES (5, 'x')", "XX000", "Cannot insert a NULL value into column a")
            .Accepts(
                "SELECT tablename, \"column\", encoding, distkey, sortkey, \"notnull\" FROM pg_table_def WHERE tablename IN ('t', 'u') AND \"column\" <> 'id' ORDER BY 1, 2",
                "t|a|none|t|2|t", "t|b|zstd|f|1|f", "u|a|none|t|2|t", "u|b|zstd|f|1|f"),
        Rule.Row(72, "what LIKE brings along can't be stated again", Evidence.Documented, Page)
            .Given("CREATE TABLE p (a INT)")
            .Refuses("CREATE TABLE t (LIKE p) DISTKEY (a)", "42601", "CREATE TABLE LIKE can't set")
            .Refuses("CREATE TABLE t (LIKE p) SORTKEY (a)", "42601", "CREATE TABLE LIKE can't set")
            .Refuses("CREATE TABLE t (LIKE p) DISTSTYLE ALL", "42601", "CREATE TABLE LIKE can't set")
            .Refuses("CREATE TABLE t (LIKE p) BACKUP NO", "42601", "CREATE TABLE LIKE can't set")
            .Accepts("CREATE TABLE t (LIKE p, b INT)").OnPostgres(),
        Rule.Row(73, "a temporary table has no schema of its choice", Evidence.Documented, Page)
            .Given("CREATE TABLE t (a INT)", "INSERT INTO t VALUES (1)")
            .Refuses("CREATE TEMP TABLE public.t (a INT)", "42P16", "cannot create temporary relation in non-temporary schema")
            .Refuses("CREATE TABLE public.#t (a INT)", "42601", "near \"#\"")
            .Accepts("CREATE TEMP TABLE t (b INT, c VARCHAR(5))")
            .Accepts("INSERT INTO t VALUES (2, 'x')")
            .Accepts("SELECT b, c FROM t", "2|x")
            .Accepts("SELECT encoding FROM pg_table_def WHERE tablename = 't' AND schemaname LIKE 'pg_temp%' ORDER BY \"column\"", "none", "none")
            .Accepts("DROP TABLE t")
            .Accepts("SELECT a FROM t", "1"),
    ];

    private static string Columns(int count) => string.Join(", ", Enumerable.Range(1, count).Select(i => string.Create(CultureInfo.InvariantCulture, $"c{i} INT")));

    private static string Names(int count) => string.Join(", ", Enumerable.Range(1, count).Select(i => string.Create(CultureInfo.InvariantCulture, $"c{i}")));
}
