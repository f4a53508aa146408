using System.Collections.Immutable;

namespace RedshiftIntegration.Contracts.Redshift.Forms;

/// <summary>Statements that define tables and schemas.</summary>
internal static class DdlForms
{
    private const string Family = "ddl";
    private const string Create = "r_CREATE_TABLE_NEW";
    private const string Alter = "r_ALTER_TABLE";
    private const string Append = "r_ALTER_TABLE_APPEND";
    private const string Encodings = "c_Compression_encodings";

    public static ImmutableArray<Rule> All { get; } =
    [
        Form("DISTSTYLE", Create)
            .Given(
                "CREATE TABLE a (x INT) DISTSTYLE AUTO", "CREATE TABLE e (x INT) DISTSTYLE EVEN", "CREATE TABLE k (x INT) DISTSTYLE KEY DISTKEY (x)", "CREATE TABLE l (x INT) DISTSTYLE ALL",
                "CREATE TABLE n (x INT DISTKEY)", "INSERT INTO a VALUES (1)", "INSERT INTO e VALUES (1)", "INSERT INTO k VALUES (1)", "INSERT INTO l VALUES (1)", "INSERT INTO n VALUES (1), (2)")
            .Accepts(
                "SELECT \"table\", diststyle, tbl_rows FROM svv_table_info WHERE schema = CURRENT_SCHEMA() ORDER BY 1",
                "a|AUTO(ALL)|1", "e|EVEN|1", "k|KEY(x)|1", "l|ALL|1", "n|KEY(x)|2"),
        Form("SORTKEY", Create)
            .Given(
                "CREATE TABLE c (x INT, y INT) COMPOUND SORTKEY (y, x)", "CREATE TABLE i (x INT, y INT) INTERLEAVED SORTKEY (x, y)", "CREATE TABLE s (x INT SORTKEY, y INT)",
                "CREATE TABLE a (x INT) SORTKEY AUTO")
            .Accepts(
                "SELECT tablename, \"column\", sortkey FROM pg_table_def WHERE schemaname = CURRENT_SCHEMA() ORDER BY 1, 2",
                "a|x|0", "c|x|2", "c|y|1", "i|x|1", "i|y|-2", "s|x|1", "s|y|0"),
        Form("ENCODE chosen by Redshift", Encodings)
            .Given("CREATE TABLE t (a INT, b VARCHAR(5), c CHAR(5), d DOUBLE PRECISION, e REAL, f BOOLEAN, g TIMESTAMP, h DATE, i DECIMAL(5,2), j BIGINT ENCODE zstd, k INT ENCODE raw, l INT) SORTKEY (l)")
            .Accepts(
                "SELECT \"column\", encoding FROM pg_table_def WHERE tablename = 't' ORDER BY 1",
                "a|az64", "b|lzo", "c|lzo", "d|none", "e|none", "f|none", "g|az64", "h|az64", "i|az64", "j|zstd", "k|none", "l|none"),
        Form("ENCODE for the types that it takes", Encodings)
            .Accepts("CREATE TABLE a (a INT ENCODE az64, b DATE ENCODE az64, c TIMESTAMPTZ ENCODE az64, d SMALLINT ENCODE bytedict, e VARCHAR(5) ENCODE bytedict, f REAL ENCODE bytedict)")
            .Accepts("CREATE TABLE b (a SMALLINT ENCODE delta, b INT ENCODE delta32k, c DECIMAL(5,2) ENCODE lzo, d SUPER ENCODE zstd, e SMALLINT ENCODE mostly8, f INT ENCODE mostly16, g BIGINT ENCODE mostly32)")
            .Accepts("CREATE TABLE c (a BOOLEAN ENCODE runlength, b VARCHAR(5) ENCODE text255, c VARCHAR(5) ENCODE text32k, d DOUBLE PRECISION ENCODE zstd, e CHAR(3) ENCODE lzo, f INT ENCODE auto)")
            .Refuses("CREATE TABLE x (a VARCHAR(5) ENCODE az64)", "42P16", "invalid encoding type specified for column \"a\"")
            .Refuses("CREATE TABLE x (a BOOLEAN ENCODE lzo)", "42P16", "invalid encoding type specified for column \"a\"")
            .Refuses("CREATE TABLE x (a SMALLINT ENCODE delta32k)", "42P16", "invalid encoding type specified for column \"a\"")
            .Refuses("CREATE TABLE x (a SMALLINT ENCODE mostly16)", "42P16", "invalid encoding type specified for column \"a\"")
            .Refuses("CREATE TABLE x (a INT ENCODE mostly32)", "42P16", "invalid encoding type specified for column \"a\"")
            .Refuses("CREATE TABLE x (a CHAR(5) ENCODE text255)", "42P16", "invalid encoding type specified for column \"a\"")
            .Refuses("CREATE TABLE x (a REAL ENCODE delta)", "42P16", "invalid encoding type specified for column \"a\"")
            .Refuses("CREATE TABLE x (a SUPER ENCODE runlength)", "42P16", "invalid encoding type specified for column \"a\"")
            .Refuses("CREATE TABLE x (a INT ENCODE gzip)", "42601", "invalid encoding type \"gzip\"")
            .Accepts(
                "SELECT tablename, \"column\", encoding FROM pg_table_def WHERE tablename IN ('a', 'b', 'c') AND schemaname = CURRENT_SCHEMA() ORDER BY 1, 2",
                "a|a|az64", "a|b|az64", "a|c|az64", "a|d|bytedict", "a|e|bytedict", "a|f|bytedict", "b|a|delta", "b|b|delta32k", "b|c|lzo", "b|d|zstd", "b|e|mostly8", "b|f|mostly16", "b|g|mostly32",
                "c|a|runlength", "c|b|text255", "c|c|text32k", "c|d|zstd", "c|e|lzo", "c|f|az64"),
        Form("IDENTITY", Create)
            .Given("CREATE TABLE t (id BIGINT IDENTITY(1,1), a INT)", "INSERT INTO t (a) VALUES (5), (6)", "INSERT INTO t VALUES (DEFAULT, 7)")
            .Accepts("SELECT COUNT(DISTINCT id), MIN(id) FROM t", "3|1"),
        Form("BACKUP, COLLATE CASE_SENSITIVE, ENCODE AUTO, NULL", Create)
            .Accepts("CREATE TABLE t (a VARCHAR(5) COLLATE CASE_SENSITIVE NULL, b INT NULL) BACKUP NO DISTSTYLE EVEN ENCODE AUTO")
            .Accepts("CREATE TABLE u (a INT) BACKUP YES")
            .Refuses("CREATE TABLE v (a INT NULL NOT NULL)", "42601", "conflicting NULL/NOT NULL")
            .Accepts("INSERT INTO t VALUES (NULL, NULL)")
            .Accepts("SELECT a, b FROM t", "<null>|<null>"),
        Form("CREATE TABLE #t", Create)
            .Accepts("CREATE TABLE #t (a INT)")
            .Accepts("INSERT INTO #t VALUES (1)")
            .Accepts("SELECT a FROM #t", "1"),
        Form("CREATE TABLE AS with keys and names", "r_CREATE_TABLE_AS")
            .Given("CREATE TABLE s (a INT, b VARCHAR(5), c DECIMAL(5,2))", "INSERT INTO s VALUES (1, 'x', 1.5), (2, 'y', 2.5)")
            .Accepts("CREATE TABLE t (k, v) DISTKEY (k) SORTKEY (v) AS SELECT a, b FROM s")
            .Accepts("CREATE TEMP TABLE u BACKUP NO AS SELECT SUM(a) AS n, MAX(c) * 2 AS m FROM s")
            .Refuses("CREATE TABLE x (k) AS SELECT a, b FROM s", "42601", "column names")
            .Refuses("CREATE TABLE x DISTKEY (z) AS SELECT a FROM s", "42703", "column \"z\" named in key does not exist")
            .Refuses("CREATE TABLE x AS SELECT a, a FROM s", "42701", "column \"a\" duplicated")
            .Accepts("SELECT k, v FROM t ORDER BY k", "1|x", "2|y")
            .Accepts("SELECT n, m FROM u", "3|5.00")
            .Accepts(
                "SELECT \"column\", type, distkey, sortkey, \"notnull\" FROM pg_table_def WHERE tablename = 't' ORDER BY 1",
                "k|integer|t|0|f", "v|character varying(5)|f|1|f"),
        Form("SELECT INTO", "r_SELECT_INTO")
            .Given("CREATE TABLE s (a INT)", "INSERT INTO s VALUES (1), (2)")
            .Accepts("SELECT a INTO t FROM s WHERE a > 1")
            .Accepts("SELECT a INTO TEMP u FROM s")
            .Accepts("SELECT a INTO #w FROM s")
            .Refuses("SELECT a INTO t FROM s", "42P07", "already exists")
            .Accepts("SELECT t.a, COUNT(u.a) FROM t, u, #w GROUP BY t.a", "2|4"),
        Form("TRUNCATE", "r_TRUNCATE")
            .Given("CREATE TABLE t (a INT)", "INSERT INTO t VALUES (1)")
            .Accepts("TRUNCATE TABLE t")
            .Accepts("SELECT COUNT(*) FROM t", "0")
            .Accepts("TRUNCATE t").OnPostgres(),
        Form("RENAME TO, RENAME COLUMN", Alter)
            .Given("CREATE TABLE t (a INT, b INT) DISTKEY (a) SORTKEY (a, b)", "INSERT INTO t VALUES (1, 2)")
            .Accepts("ALTER TABLE t RENAME COLUMN a TO c")
            .Accepts("ALTER TABLE t RENAME TO u")
            .Refuses("ALTER TABLE u RENAME COLUMN b TO c", "42701", "already exists")
            .Refuses("SELECT * FROM t", "42P01", "relation \"t\" does not exist")
            .Accepts("SELECT c, b FROM u", "1|2")
            .Accepts("SELECT \"column\", distkey, sortkey FROM pg_table_def WHERE tablename = 'u' ORDER BY 1", "b|f|2", "c|t|1"),
        Form("ALTER DISTKEY, DISTSTYLE, SORTKEY", Alter)
            .Given("CREATE TABLE t (a INT, b INT)", "INSERT INTO t VALUES (1, 2)")
            .Accepts("ALTER TABLE t ALTER DISTKEY a")
            .Accepts("SELECT diststyle FROM svv_table_info WHERE \"table\" = 't' AND schema = CURRENT_SCHEMA()", "KEY(a)")
            .Accepts("ALTER TABLE t ALTER DISTSTYLE KEY DISTKEY b")
            .Accepts("SELECT diststyle FROM svv_table_info WHERE \"table\" = 't' AND schema = CURRENT_SCHEMA()", "KEY(b)")
            .Accepts("ALTER TABLE t ALTER DISTSTYLE EVEN")
            .Accepts("SELECT diststyle FROM svv_table_info WHERE \"table\" = 't' AND schema = CURRENT_SCHEMA()", "EVEN")
            .Accepts("ALTER TABLE t ALTER DISTSTYLE AUTO")
            .Accepts("ALTER TABLE t ALTER COMPOUND SORTKEY (b, a)")
            .Refuses("ALTER TABLE t ALTER INTERLEAVED SORTKEY (b)", "0A000", "ALTER SORTKEY can't make an interleaved sort key")
            .Accepts("SELECT \"column\", sortkey FROM pg_table_def WHERE tablename = 't' ORDER BY 1", "a|2", "b|1")
            .Accepts("ALTER TABLE t ALTER SORTKEY NONE")
            .Accepts("ALTER TABLE t ALTER SORTKEY AUTO")
            .Accepts("ALTER TABLE t ALTER ENCODE AUTO"),
        Form("ALTER COLUMN ENCODE", Alter)
            .Given("CREATE TABLE t (a INT, b VARCHAR(5) ENCODE lzo)", "CREATE TABLE i (a INT, b INT) INTERLEAVED SORTKEY (a)")
            .Refuses("ALTER TABLE t ALTER COLUMN b ENCODE lzo", "0A000", "column \"b\" has the encoding lzo already")
            .Refuses("ALTER TABLE t ALTER COLUMN b ENCODE az64", "42P16", "invalid encoding type specified for column \"b\"")
            .Refuses("ALTER TABLE i ALTER COLUMN b ENCODE zstd", "0A000", "cannot alter the encoding of column \"b\": the table has an interleaved sort key")
            .Accepts("ALTER TABLE t ALTER COLUMN b ENCODE text255")
            .Accepts("SELECT \"column\", encoding FROM pg_table_def WHERE tablename = 't' ORDER BY 1", "a|az64", "b|text255"),
        Form("ADD and DROP CONSTRAINT", Alter)
            .Given("CREATE TABLE p (a INT NOT NULL, b INT)", "CREATE TABLE c (a INT)")
            .Accepts("ALTER TABLE p ADD CONSTRAINT k PRIMARY KEY (a)")
            .Accepts("ALTER TABLE p ADD UNIQUE (b)")
            .Accepts("ALTER TABLE c ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES p (a)")
            .Refuses("ALTER TABLE c ADD CONSTRAINT f UNIQUE (a)", "42710", "already exists")
            .Refuses("ALTER TABLE p DROP CONSTRAINT k", "2BP01", "cannot drop constraint k on table p because other objects depend on it")
            .Refuses("ALTER TABLE p DROP CONSTRAINT x", "42704", "constraint \"x\" does not exist")
            .Accepts("SELECT conname, contype FROM pg_constraint WHERE conname IN ('f', 'k', 'p_b_key') ORDER BY 1", "f|f", "k|p", "p_b_key|u")
            .Accepts("ALTER TABLE c DROP CONSTRAINT f")
            .Accepts("ALTER TABLE p DROP CONSTRAINT k")
            .Accepts("SELECT conname FROM pg_constraint WHERE conname IN ('f', 'k', 'p_b_key')", "p_b_key")
            .NotOnLive("pg_constraint holds other schemas' keys there")
            .OnPostgres(),
        Form("APPEND FROM moves the rows", Append)
            .Given("CREATE TABLE t (a INT, b VARCHAR(5))", "CREATE TABLE s (b VARCHAR(5), a INT)", "INSERT INTO s VALUES ('x', 1)", "INSERT INTO t VALUES (2, 'y')")
            .Accepts("ALTER TABLE t APPEND FROM s")
            .Accepts("SELECT a, b FROM t ORDER BY a", "1|x", "2|y")
            .Accepts("SELECT COUNT(*) FROM s", "0")
            .Given("BEGIN")
            .Refuses("ALTER TABLE t APPEND FROM s", "25001", "ALTER TABLE APPEND cannot run inside a transaction block")
            .Given("ROLLBACK"),
        Form("APPEND FROM with IGNOREEXTRA or FILLTARGET", Append)
            .Given(
                "CREATE TABLE t (a INT, n INT DEFAULT 7, id BIGINT IDENTITY(1,1))", "CREATE TABLE s (a INT)", "CREATE TABLE x (a INT, extra INT)", "CREATE TABLE o (a INT)",
                "INSERT INTO s VALUES (1)", "INSERT INTO x VALUES (2, 3)")
            .Refuses("ALTER TABLE t APPEND FROM s", "0A000", "does not exist in source table")
            .Refuses("ALTER TABLE t APPEND FROM s IGNOREEXTRA", "0A000", "does not exist in source table")
            .Refuses("ALTER TABLE o APPEND FROM x FILLTARGET", "0A000", "\"extra\" does not exist in target table")
            .Refuses("ALTER TABLE o APPEND FROM x IGNOREEXTRA FILLTARGET", "42601", "near \"FILLTARGET\"")
            .Accepts("ALTER TABLE t APPEND FROM s FILLTARGET")
            .Accepts("ALTER TABLE o APPEND FROM x IGNOREEXTRA")
            .Accepts("SELECT a, n, id IS NULL FROM t", "1|7|f")
            .Accepts("SELECT a FROM o", "2"),
        Form("APPEND FROM needs twins", Append)
            .Given(
                "CREATE TABLE t (a INT)", "CREATE TABLE d (a INT) DISTSTYLE ALL", "CREATE TABLE k (a INT) SORTKEY (a)", "CREATE TABLE n (a INT NOT NULL)", "CREATE TABLE b (a BIGINT)",
                "CREATE TABLE e (a INT ENCODE zstd)", "CREATE TEMP TABLE m (a INT ENCODE az64)", "CREATE TABLE i (a INT, id INT IDENTITY(1,1))", "CREATE TABLE j (a INT, id INT IDENTITY(1,1))", "CREATE TABLE s (a INT)")
            .Refuses("ALTER TABLE t APPEND FROM d", "0A000", "distribution")
            .Refuses("ALTER TABLE t APPEND FROM k", "0A000", "ALTER TABLE APPEND needs the same sort style and key in source and target")
            .Refuses("ALTER TABLE t APPEND FROM n", "0A000", "column \"a\" has other attributes in source and target")
            .Refuses("ALTER TABLE t APPEND FROM b", "0A000", "column \"a\" has other attributes in source and target")
            .Refuses("ALTER TABLE t APPEND FROM e", "0A000", "column \"a\" has other attributes in source and target")
            .Refuses("ALTER TABLE t APPEND FROM m", "0A000", "ALTER TABLE APPEND takes permanent tables")
            .Refuses("ALTER TABLE i APPEND FROM j", "0A000", "ALTER TABLE APPEND can't append an IDENTITY column")
            .Refuses("ALTER TABLE t APPEND FROM t", "0A000", "ALTER TABLE APPEND can't take a table as its own source")
            .Given("INSERT INTO s VALUES (1)")
            .Accepts("ALTER TABLE t APPEND FROM s")
            .Accepts("SELECT a FROM t", "1"),
        Form("CREATE, ALTER and DROP SCHEMA", "r_CREATE_SCHEMA, r_ALTER_SCHEMA, r_DROP_SCHEMA")
            .Given("DROP SCHEMA IF EXISTS rsi_form_schema CASCADE", "DROP SCHEMA IF EXISTS rsi_form_schema_new CASCADE")
            .Accepts("CREATE SCHEMA rsi_form_schema")
            .Accepts("CREATE SCHEMA IF NOT EXISTS rsi_form_schema")
            .Refuses("CREATE SCHEMA rsi_form_schema", "42P06", "already exists")
            .Refuses("CREATE SCHEMA pg_mine", "42939", "unacceptable schema name \"pg_mine\"")
            .Accepts("CREATE TABLE rsi_form_schema.t (a INT)")
            .Accepts("INSERT INTO rsi_form_schema.t VALUES (1)")
            .Accepts("ALTER SCHEMA rsi_form_schema RENAME TO rsi_form_schema_new")
            .Accepts("SELECT a FROM rsi_form_schema_new.t", "1")
            .Refuses("SELECT a FROM rsi_form_schema.t", "3F000", "rsi_form_schema")
            .Refuses("DROP SCHEMA rsi_form_schema_new", "2BP01", "cannot drop schema rsi_form_schema_new because other objects depend on it")
            .Accepts("DROP SCHEMA rsi_form_schema_new CASCADE")
            .Accepts("DROP SCHEMA IF EXISTS rsi_form_schema_new"),
        Form("DROP TABLE of several", "r_DROP_TABLE")
            .Given("CREATE TABLE t (a INT)", "CREATE TABLE u (a INT)", "CREATE VIEW v AS SELECT a FROM t")
            .Refuses("DROP TABLE t", "2BP01", "other objects depend on it")
            .Refuses("DROP TABLE nope", "42P01", "does not exist")
            .Refuses("DROP VIEW t", "42809", "\"t\" is not a view")
            .Refuses("DROP TABLE v", "42809", "\"v\" is not a table")
            .Accepts("DROP TABLE IF EXISTS nope, u")
            .Accepts("DROP TABLE t CASCADE")
            .Refuses("SELECT * FROM v", "42P01", "relation \"v\" does not exist")
            .GivesNoRow("SELECT tablename FROM pg_tables WHERE schemaname = CURRENT_SCHEMA()")
            .OnPostgres(),
        Form("COMMENT ON", "r_COMMENT")
            .Given("CREATE TABLE t (a INT)", "CREATE VIEW v AS SELECT a FROM t")
            .Accepts("COMMENT ON TABLE t IS 'a table'")
            .Accepts("COMMENT ON COLUMN t.a IS 'a column'")
            .Accepts("COMMENT ON VIEW v IS 'a view'")
            .Refuses("COMMENT ON TABLE v IS 'x'", "42809", "\"v\" is not a table")
            .Refuses("COMMENT ON COLUMN t.b IS 'x'", "42703", "column \"b\" of relation \"t\" does not exist")
            .Accepts(
                "SELECT c.relname, d.objsubid, d.description FROM pg_description d JOIN pg_class c ON c.oid = d.objoid JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = CURRENT_SCHEMA() ORDER BY 1, 2",
                "t|0|a table", "t|1|a column", "v|0|a view")
            .Accepts("COMMENT ON TABLE t IS NULL").OnPostgres(),
        Form("ANALYZE", "r_ANALYZE")
            .Given("CREATE TABLE t (a INT, b INT)", "INSERT INTO t VALUES (1, 2)")
            .Accepts("ANALYZE t")
            .Accepts("ANALYZE VERBOSE t")
            .Accepts("ANALYZE t (a, b)")
            .Accepts("ANALYZE t PREDICATE COLUMNS")
            .Accepts("ANALYZE t ALL COLUMNS")
            .Refuses("ANALYZE t (x)", "42703", "column \"x\" of relation \"t\" does not exist")
            .Accepts("SELECT stats_off = 0, tbl_rows FROM svv_table_info WHERE \"table\" = 't' AND schema = CURRENT_SCHEMA()", "t|1"),
        Form("VACUUM", "r_VACUUM_command")
            .Given("CREATE TABLE t (a INT) INTERLEAVED SORTKEY (a)", "INSERT INTO t VALUES (2), (1)")
            .Accepts("VACUUM FULL t TO 95 PERCENT")
            .Accepts("VACUUM SORT ONLY t")
            .Accepts("VACUUM DELETE ONLY t TO 100 PERCENT")
            .Accepts("VACUUM REINDEX t")
            .Accepts("VACUUM RECLUSTER t")
            .Accepts("VACUUM t BOOST")
            .Refuses("VACUUM REINDEX t TO 95 PERCENT", "42601", "near \"TO\"")
            .Given("BEGIN")
            .Refuses("VACUUM t", "25001", "VACUUM cannot run inside a transaction block")
            .Given("ROLLBACK")
            .Accepts("SELECT unsorted = 0, tbl_rows FROM svv_table_info WHERE \"table\" = 't' AND schema = CURRENT_SCHEMA()", "t|2"),
    ];

    private static Rule Form(string title, string source) => Rule.Form(Family, title, Evidence.Documented, source);
}
