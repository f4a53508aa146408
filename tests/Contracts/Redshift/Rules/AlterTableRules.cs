using System.Collections.Immutable;

namespace RedshiftIntegration.Contracts.Redshift.Rules;

/// <summary>Rows 29 to 33: ALTER TABLE.</summary>
internal static class AlterTableRules
{
    private const string Page = "r_ALTER_TABLE";

    public static ImmutableArray<Rule> All { get; } =
    [
        Rule.Row(29, "ALTER COLUMN TYPE changes the size of a VARCHAR alone", Evidence.Documented, Page)
            .Given("CREATE TABLE t (a INT, b VARCHAR(5), c CHAR(5))", "INSERT INTO t VALUES (1, 'abcde', 'x')")
            .Refuses("ALTER TABLE t ALTER COLUMN a TYPE BIGINT", "0A000", "only the size of a VARCHAR can change")
            .Refuses("ALTER TABLE t ALTER COLUMN b TYPE CHAR(9)", "0A000", "only the size of a VARCHAR can change")
            .Refuses("ALTER TABLE t ALTER COLUMN c TYPE CHAR(9)", "0A000", "only the size of a VARCHAR can change")
            .Refuses("ALTER TABLE t ALTER COLUMN b TYPE VARCHAR(4)", "22001", "target column size should be greater or equal to current maximum column size 5")
            .Accepts("ALTER TABLE t ALTER COLUMN b TYPE VARCHAR(7)")
            .Accepts("UPDATE t SET b = b || 'fg'")
            .Accepts("SELECT b FROM t", "abcdefg"),
        Rule.Row(29, "columns whose type can't change", Evidence.Documented, Page)
            .Given(
                "CREATE TABLE t (d VARCHAR(5) DEFAULT 'x', u VARCHAR(5) UNIQUE, e VARCHAR(5) ENCODE BYTEDICT, r VARCHAR(5) ENCODE RUNLENGTH, s VARCHAR(5) ENCODE TEXT255, x VARCHAR(5) ENCODE TEXT32K, ok VARCHAR(5) ENCODE LZO)",
                "CREATE TABLE p (a VARCHAR(5) PRIMARY KEY)",
                "CREATE TABLE c (a VARCHAR(5) REFERENCES p)")
            .Refuses("ALTER TABLE t ALTER COLUMN d TYPE VARCHAR(9)", "0A000", "column \"d\" that has a default")
            .Refuses("ALTER TABLE t ALTER COLUMN u TYPE VARCHAR(9)", "0A000", "column \"u\" that is in a key")
            .Refuses("ALTER TABLE p ALTER COLUMN a TYPE VARCHAR(9)", "0A000", "column \"a\" that is in a key")
            .Refuses("ALTER TABLE c ALTER COLUMN a TYPE VARCHAR(9)", "0A000", "column \"a\" that is in a key")
            .Refuses("ALTER TABLE t ALTER COLUMN e TYPE VARCHAR(9)", "0A000", "with encoding bytedict")
            .Refuses("ALTER TABLE t ALTER COLUMN r TYPE VARCHAR(9)", "0A000", "with encoding runlength")
            .Refuses("ALTER TABLE t ALTER COLUMN s TYPE VARCHAR(9)", "0A000", "with encoding text255")
            .Refuses("ALTER TABLE t ALTER COLUMN x TYPE VARCHAR(9)", "0A000", "with encoding text32k")
            .Accepts("ALTER TABLE t ALTER COLUMN ok TYPE VARCHAR(9)"),
        Rule.Row(29, "a column that a view uses keeps its type", Evidence.Known, "PostgreSQL 8.0's rule, which Redshift inherits")
            .Given("CREATE TABLE t (a VARCHAR(5), b VARCHAR(5))", "CREATE VIEW v AS SELECT a FROM t")
            .Refuses("ALTER TABLE t ALTER COLUMN a TYPE VARCHAR(9)", "0A000", "cannot alter type of a column used by a view or rule")
            .Accepts("ALTER TABLE t ALTER COLUMN b TYPE VARCHAR(9)")
            .OnPostgres(),
        Rule.Row(30, "one clause a statement", Evidence.Documented, Page)
            .Given("CREATE TABLE t (a INT, b VARCHAR(5), c INT)")
            .Refuses("ALTER TABLE t ADD COLUMN x INT, ADD COLUMN y INT", "42601", "near \",\"")
            .Refuses("ALTER TABLE t ADD COLUMN x INT, DROP COLUMN c", "42601", "near \",\"")
            .Refuses("ALTER TABLE t ALTER SORTKEY (a), ALTER DISTSTYLE EVEN", "42601", "near \",\"")
            .Accepts("ALTER TABLE t ADD COLUMN x INT")
            .Accepts("ALTER TABLE t ALTER SORTKEY (a, c), ALTER DISTKEY c")
            .Accepts("ALTER TABLE t ALTER DISTSTYLE ALL, ALTER SORTKEY (c)")
            .Accepts("ALTER TABLE t ALTER COLUMN a ENCODE zstd, ALTER COLUMN b ENCODE bytedict")
            .Accepts(
                "SELECT \"column\", encoding, distkey, sortkey FROM pg_table_def WHERE tablename = 't' ORDER BY 1",
                "a|zstd|f|0", "b|bytedict|f|0", "c|az64|f|1", "x|az64|f|0"),
        Rule.Row(31, "a new column has no key and no identity", Evidence.Documented, Page)
            .Given("CREATE TABLE t (a INT PRIMARY KEY)", "INSERT INTO t VALUES (1)")
            .Refuses("ALTER TABLE t ADD COLUMN b INT IDENTITY(1,1)", "0A000", "ADD COLUMN doesn't take IDENTITY")
            .Refuses("ALTER TABLE t ADD COLUMN b INT UNIQUE", "0A000", "ADD COLUMN doesn't take UNIQUE")
            .Refuses("ALTER TABLE t ADD COLUMN b INT PRIMARY KEY", "0A000", "ADD COLUMN doesn't take PRIMARY KEY")
            .Refuses("ALTER TABLE t ADD COLUMN b INT REFERENCES t (a)", "0A000", "ADD COLUMN doesn't take REFERENCES")
            .Refuses("ALTER TABLE t ADD COLUMN b INT DISTKEY", "0A000", "ADD COLUMN doesn't take DISTKEY")
            .Refuses("ALTER TABLE t ADD COLUMN b INT SORTKEY", "0A000", "ADD COLUMN doesn't take SORTKEY")
            .Accepts("ALTER TABLE t ADD COLUMN b INT ENCODE lzo")
            .Accepts("SELECT a, b FROM t", "1|<null>"),
        Rule.Row(31, "a new NOT NULL column needs a default", Evidence.Documented, Page)
            .Given("CREATE TABLE t (a INT)", "INSERT INTO t VALUES (1)")
            .Refuses("ALTER TABLE t ADD COLUMN b INT NOT NULL", "0A000", "must have a non-null default expression")
            .Refuses("ALTER TABLE t ADD COLUMN b INT NOT NULL DEFAULT NULL", "0A000", "must have a non-null default expression")
            .Accepts("ALTER TABLE t ADD COLUMN b INT DEFAULT 5 NOT NULL")
            .Accepts("SELECT a, b FROM t", "1|5"),
        Rule.Row(32, "a key's column and the last column can't be dropped", Evidence.Documented, Page)
            .Given("CREATE TABLE t (a INT, b INT, c INT) DISTKEY (a) SORTKEY (b)", "CREATE TABLE u (a INT)")
            .Refuses("ALTER TABLE t DROP COLUMN a", "0A000", "cannot drop distkey column \"a\"")
            .Refuses("ALTER TABLE t DROP COLUMN b", "0A000", "cannot drop sortkey column \"b\"")
            .Refuses("ALTER TABLE u DROP COLUMN a", "0A000", "cannot drop the only column of a table")
            .Accepts("ALTER TABLE t ALTER SORTKEY NONE")
            .Accepts("ALTER TABLE t DROP COLUMN b")
            .Accepts("INSERT INTO t VALUES (1, 3)")
            .Accepts("SELECT * FROM t", "1|3"),
        Rule.Row(32, "a column that something stands on goes with CASCADE alone", Evidence.Documented, Page)
            .Given("CREATE TABLE t (a INT, b INT, c INT, UNIQUE (c))", "CREATE VIEW v AS SELECT a FROM t WHERE 'b' = 'c'", "CREATE VIEW w AS SELECT a FROM v")
            .Refuses("ALTER TABLE t DROP COLUMN a", "2BP01", "other objects depend on it")
            .Accepts("ALTER TABLE t DROP COLUMN b")
            .Accepts("ALTER TABLE t DROP COLUMN a CASCADE")
            .Refuses("SELECT * FROM v", "42P01", "relation \"v\" does not exist")
            .Refuses("SELECT * FROM w", "42P01", "relation \"w\" does not exist").OnPostgres(),
        Rule.Row(32, "a column in a key goes with CASCADE alone", Evidence.Documented, Page)
            .Given("CREATE TABLE t (a INT PRIMARY KEY, b INT)", "CREATE TABLE u (a INT REFERENCES t, b INT)")
            .Refuses("ALTER TABLE t DROP COLUMN a", "2BP01", "other objects depend on it")
            .Refuses("DROP TABLE t", "2BP01", "other objects depend on it")
            .Accepts("DROP TABLE t CASCADE")
            .Accepts("ALTER TABLE u DROP COLUMN a").OnPostgres(),
        Rule.Row(33, "no IF EXISTS inside ALTER TABLE", Evidence.Documented, Page)
            .Given("CREATE TABLE t (a INT, b INT)")
            .Refuses("ALTER TABLE t ADD COLUMN IF NOT EXISTS c INT", "42601", "near \"IF\"")
            .Refuses("ALTER TABLE t DROP COLUMN IF EXISTS b", "42601", "near \"IF\"")
            .Refuses("ALTER TABLE IF EXISTS t ADD COLUMN c INT", "42601", "near \"EXISTS\"")
            .Refuses("ALTER TABLE t ALTER COLUMN a SET NOT NULL", "42601", "near \"SET\"")
            .Refuses("ALTER TABLE t ALTER COLUMN a SET DEFAULT 1", "42601", "near \"SET\"")
            .Refuses("ALTER TABLE t ADD COLUMN a INT", "42701", "already exists")
            .Accepts("ALTER TABLE t ADD COLUMN c INT"),
    ];
}
