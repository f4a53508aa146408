using System.Collections.Immutable;

namespace RedshiftIntegration.Contracts.Redshift.Rules;

/// <summary>Rows 21 to 28: blocks, snapshots, locks, what can't run in a block.</summary>
internal static class TransactionRules
{
    private const string Isolation = "c_serial_isolation";
    private const string Writes = "c_write_readwrite";
    private const string Examples = "r_Serializable_isolation_example";
    private const string InBlock = "cannot run inside a transaction block";

    public static ImmutableArray<Rule> All { get; } =
    [
        Rule.Row(21, "there are no savepoints", Evidence.Known, "field")
            .Refuses("SAVEPOINT s", "0A000", "SQL command \"SAVEPOINT\" not supported")
            .Given("BEGIN")
            .Refuses("ROLLBACK TO SAVEPOINT s", "0A000", "SQL command \"ROLLBACK TO SAVEPOINT\" not supported")
            .Accepts("ROLLBACK"),
        Rule.Row(22, "after an error a block takes nothing but its end", Evidence.Measured, "field")
            .LoadBearing("a failed step of a load can commit nothing")
            .Given("BEGIN")
            .Refuses("SELECT * FROM missing", "42P01", "relation \"missing\" does not exist")
            .Refuses("SELECT 1", "25P02", "current transaction is aborted")
            .Refuses("SELECT * FROM missing", "25P02", "current transaction is aborted, commands ignored until end of transaction block")
            .Given("ROLLBACK")
            .Accepts("SELECT 1", "1")
            .OnPostgres(),
        Rule.Row(22, "the COMMIT of a failed block stores nothing", Evidence.Measured, "field")
            .LoadBearing("a failed step of a load can commit nothing")
            .Given("CREATE TABLE t (a INTEGER)", "BEGIN", "INSERT INTO t VALUES (1)")
            .Refuses("INSERT INTO t VALUES (1 / 0)", "22012", "Divide by zero")
            .Accepts("COMMIT")
            .Accepts("SELECT COUNT(*) FROM t", "0")
            .OnPostgres(),
        Rule.Row(22, "a second BEGIN and an end outside of a block are no errors", Evidence.Measured, "field")
            .Accepts("ROLLBACK")
            .Accepts("COMMIT")
            .Accepts("BEGIN")
            .Accepts("BEGIN")
            .Accepts("COMMIT")
            .OnPostgres(),
        Rule.Row(23, "BEGIN takes any of SQL's isolation levels", Evidence.Documented, "r_BEGIN")
            .Accepts("BEGIN ISOLATION LEVEL READ UNCOMMITTED").Accepts("ROLLBACK")
            .Accepts("BEGIN WORK ISOLATION LEVEL READ COMMITTED READ WRITE").Accepts("COMMIT WORK")
            .Accepts("START TRANSACTION ISOLATION LEVEL REPEATABLE READ").Accepts("END TRANSACTION")
            .Accepts("BEGIN TRANSACTION ISOLATION LEVEL SERIALIZABLE READ ONLY").Accepts("ABORT")
            .Refuses("BEGIN ISOLATION LEVEL CHAOS", "42601", "near \"CHAOS\"").OnPostgres(),
        Rule.Row(23, "SNAPSHOT is a level of databases, not of BEGIN", Evidence.Documented, "r_BEGIN")
            .Refuses("BEGIN ISOLATION LEVEL SNAPSHOT", "42601", "near \"SNAPSHOT\"")
            .Accepts("BEGIN ISOLATION LEVEL SERIALIZABLE").Accepts("ROLLBACK")
            .OnPostgres(),
        Rule.Row(23, "a READ ONLY transaction changes nothing", Evidence.Documented, "r_BEGIN")
            .Given("CREATE TABLE t (a INTEGER)")
            .Given("BEGIN READ ONLY").Accepts("SELECT COUNT(*) FROM t", "0").Refuses("INSERT INTO t VALUES (1)", "25006", "transaction is read-only").Given("ROLLBACK")
            .Given("START TRANSACTION READ ONLY").Refuses("DELETE FROM t", "25006", "transaction is read-only").Given("ROLLBACK")
            .Given("BEGIN READ ONLY").Refuses("CREATE TABLE u (a INTEGER)", "25006", "transaction is read-only").Given("ROLLBACK")
            .Given("BEGIN READ ONLY").Refuses("CREATE SCHEMA read_only_schema", "25006", "transaction is read-only").Given("ROLLBACK")
            .Given("BEGIN READ ONLY").Refuses("GRANT SELECT ON t TO PUBLIC", "25006", "transaction is read-only").Given("ROLLBACK")
            .Given("BEGIN", "SET TRANSACTION READ ONLY").Refuses("UPDATE t SET a = 1", "25006", "transaction is read-only").Given("ROLLBACK")
            .Given("CREATE TEMP TABLE own (a INTEGER)", "BEGIN READ ONLY").Accepts("INSERT INTO own VALUES (1)").Given("ROLLBACK")
            .Given("SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY").Refuses("INSERT INTO t VALUES (1)", "25006", "transaction is read-only")
            .Given("BEGIN READ WRITE").Accepts("INSERT INTO t VALUES (2)").Given("ROLLBACK")
            .Given("SET SESSION CHARACTERISTICS AS TRANSACTION READ WRITE").Accepts("INSERT INTO t VALUES (3)")
            .Accepts("SELECT a FROM t", "3")
            .OnPostgres(),
        Rule.Row(23, "the database's isolation level doesn't change in a block or while others are connected", Evidence.Documented, "r_ALTER_DATABASE")
            .Given("BEGIN")
            .Refuses("ALTER DATABASE dev ISOLATION LEVEL SERIALIZABLE", "25001", $"ALTER DATABASE {InBlock}")
            .Given("ROLLBACK")
            .Refuses("ALTER DATABASE dev ISOLATION LEVEL SNAPSHOT", "55006", "is being accessed by other users")
            .Accepts("SELECT TRIM(isolation_level) FROM stv_db_isolation_level WHERE db_name = 'dev'", "Snapshot Isolation")
            .UnderSnapshot().NotOnLive("needs a database of its own"),
        Rule.Row(24, "two who each read what the other writes have no serial order", Evidence.Documented, Isolation)
            .Given("CREATE TABLE t (a INTEGER)", "CREATE TABLE u (a INTEGER)")
            .On("a").Given("BEGIN", "SELECT * FROM t").Accepts("INSERT INTO u VALUES (1)")
            .On("b").Given("BEGIN", "INSERT INTO t VALUES (1)").Refuses("SELECT * FROM u", "XX000", "Serializable isolation violation on table - ")
            .On("a").Accepts("COMMIT")
            .UnderSerializable(),
        Rule.Row(24, "the same two pass under SNAPSHOT", Evidence.Documented, Isolation)
            .Given("CREATE TABLE t (a INTEGER)", "CREATE TABLE u (a INTEGER)")
            .On("a").Given("BEGIN", "SELECT * FROM t", "INSERT INTO u VALUES (1)")
            .On("b").Given("BEGIN", "INSERT INTO t VALUES (1)").Accepts("SELECT COUNT(*) FROM u", "0").Accepts("COMMIT")
            .On("a").Accepts("COMMIT")
            .UnderSnapshot().OnPostgres(),
        Rule.Row(24, "one who reads what the other writes has an order", Evidence.Documented, Isolation)
            .Given("CREATE TABLE t (a INTEGER)", "CREATE TABLE u (a INTEGER)")
            .On("a").Given("BEGIN").Accepts("SELECT COUNT(*) FROM t", "0")
            .On("b").Given("INSERT INTO t VALUES (1)")
            .On("a").Accepts("SELECT COUNT(*) FROM t", "0").Accepts("INSERT INTO u VALUES (1)").Accepts("COMMIT").Accepts("SELECT COUNT(*) FROM t", "1")
            .UnderSerializable(),
        Rule.Row(25, "the first read fixes what a block sees", Evidence.Documented, Isolation)
            .Given("CREATE TABLE t (a INTEGER)")
            .On("a").Given("BEGIN").Accepts("SELECT COUNT(*) FROM t", "0")
            .On("b").Given("INSERT INTO t VALUES (1)")
            .On("a").Accepts("SELECT COUNT(*) FROM t", "0").Given("COMMIT").Accepts("SELECT COUNT(*) FROM t", "1"),
        Rule.Row(25, "BEGIN, SET, LOCK and a SELECT without a table don't", Evidence.Documented, Isolation)
            .LoadBearing("the gate is locked before the load takes its snapshot")
            .Given("CREATE TABLE t (a INTEGER)", "CREATE TABLE gate (a INTEGER)")
            .On("a").Given("BEGIN", "SELECT 1", "SET query_group TO 'x'", "LOCK gate", "SELECT COUNT(*) FROM pg_class WHERE relname = 't'")
            .On("b").Given("INSERT INTO t VALUES (1)")
            .On("a").Accepts("SELECT COUNT(*) FROM t", "1").Given("COMMIT"),
        Rule.Row(25, "CREATE TABLE does", Evidence.Documented, Isolation)
            .Given("CREATE TABLE t (a INTEGER)")
            .On("a").Given("BEGIN", "CREATE TABLE u (a INTEGER)")
            .On("b").Given("INSERT INTO t VALUES (1)")
            .On("a").Accepts("SELECT COUNT(*) FROM t", "0").Given("COMMIT"),
        Rule.Row(25, "a table that was made after the snapshot can't be read", Evidence.Documented, Isolation + "-serializable-isolation-troubleshooting")
            .Given("CREATE TABLE t (a INTEGER)")
            .On("a").Given("BEGIN", "SELECT * FROM t")
            .On("b").Given("CREATE TABLE late (a INTEGER)", "INSERT INTO late VALUES (1)")
            .On("a").Refuses("SELECT * FROM late", "XX000", "Relation does not exist")
            .On("c").Accepts("SELECT * FROM late", "1"),
        Rule.Row(26, "a waiting LOCK gives the state that it waited for", Evidence.Documented, Isolation)
            .LoadBearing("the gate: a load that waited compares with what the other one committed")
            .Given("CREATE TABLE gate (run VARCHAR(10))", "INSERT INTO gate VALUES ('old')")
            .On("a").Given("BEGIN", "LOCK gate")
            .On("b").Given("BEGIN").Waits("LOCK gate")
            .On("a").Given("UPDATE gate SET run = 'new'", "COMMIT")
            .On("b").Resumes().Accepts("SELECT run FROM gate", "new").Given("UPDATE gate SET run = 'newer'", "COMMIT")
            .On("a").Accepts("SELECT run FROM gate", "newer").OnPostgres(),
        Rule.Row(26, "readers wait for a LOCK", Evidence.Documented, "r_LOCK")
            .Given("CREATE TABLE t (a INTEGER)")
            .On("a").Given("BEGIN", "LOCK TABLE t")
            .On("b").Waits("SELECT COUNT(*) FROM t")
            .On("a").Given("INSERT INTO t VALUES (1)", "COMMIT")
            .On("b").Resumes().Accepts("SELECT COUNT(*) FROM t", "1").OnPostgres(),
        Rule.Row(26, "readers don't wait for writers", Evidence.Documented, "c_Concurrent_writes")
            .LoadBearing("readers never wait for a load")
            .Given("CREATE TABLE t (a INTEGER)", "INSERT INTO t VALUES (1)")
            .On("a").Given("BEGIN", "UPDATE t SET a = 2")
            .On("b").Accepts("SELECT a FROM t", "1")
            .On("a").Given("COMMIT")
            .On("b").Accepts("SELECT a FROM t", "2")
            .OnPostgres(),
        Rule.Row(26, "a second UPDATE waits and then sees the first one's rows", Evidence.Documented, Writes)
            .Given("CREATE TABLE t (a INTEGER)", "INSERT INTO t VALUES (1)")
            .On("a").Given("BEGIN", "UPDATE t SET a = a + 1")
            .On("b").Waits("UPDATE t SET a = a * 10")
            .On("a").Given("COMMIT")
            .On("b").Resumes().Accepts("SELECT a FROM t", "20").OnPostgres(),
        .. WaitingWriters(),
        Rule.Row(26, "INSERTs share a table under SNAPSHOT", Evidence.Documented, Examples)
            .Given("CREATE TABLE t (a INTEGER)")
            .On("a").Given("BEGIN", "INSERT INTO t VALUES (1)")
            .On("b").Given("BEGIN").Accepts("INSERT INTO t VALUES (2)").Given("COMMIT")
            .On("a").Given("COMMIT").Accepts("SELECT SUM(a) FROM t", "3")
            .UnderSnapshot().OnPostgres(),
        Rule.Row(26, "an INSERT waits for another under SERIALIZABLE", Evidence.Documented, Examples)
            .Given("CREATE TABLE t (a INTEGER)")
            .On("a").Given("BEGIN", "INSERT INTO t VALUES (1)")
            .On("b").Waits("INSERT INTO t VALUES (2)")
            .On("a").Given("COMMIT")
            .On("b").Resumes().Accepts("SELECT SUM(a) FROM t", "3")
            .UnderSerializable(),
        .. ChangedSinceTheSnapshot(),
        Rule.Row(26, "changes of different rows both commit under SNAPSHOT", Evidence.Measured, "field")
            .LoadBearing("definitions that share a target")
            .Given("CREATE TABLE t (id INTEGER, a INTEGER)", "INSERT INTO t VALUES (1, 0), (2, 0), (3, 0)")
            .On("a").Given("BEGIN", "SELECT COUNT(*) FROM t")
            .On("b").Given("BEGIN", "UPDATE t SET a = 1 WHERE id = 1", "DELETE FROM t WHERE id = 3")
            .On("a").Waits("UPDATE t SET a = 2 WHERE id = 2")
            .On("b").Given("COMMIT")
            .On("a").Resumes().Given("COMMIT").Accepts("SELECT id, a FROM t ORDER BY id", "1|1", "2|2")
            .UnderSnapshot(),
        Rule.Row(26, "a change of a table that changed since the snapshot is 1023 under SERIALIZABLE, whatever its rows", Evidence.Measured, "field")
            .Given("CREATE TABLE t (id INTEGER, a INTEGER)", "INSERT INTO t VALUES (1, 0), (2, 0)")
            .On("a").Given("BEGIN", "SELECT COUNT(*) FROM t")
            .On("b").Accepts("UPDATE t SET a = 1 WHERE id = 1")
            .On("a").Refuses("UPDATE t SET a = 2 WHERE id = 2", "XX000", "Serializable isolation violation on table - ")
            .UnderSerializable(),
        Rule.Row(26, "INSERT and then UPDATE of one table in two sessions is a deadlock under SNAPSHOT", Evidence.Documented, Writes)
            .Given("CREATE TABLE t (a INTEGER)")
            .On("a").Given("BEGIN", "INSERT INTO t VALUES (1)")
            .On("b").Given("BEGIN", "INSERT INTO t VALUES (2)").Waits("UPDATE t SET a = 0")
            .On("a").Refuses("UPDATE t SET a = 0", "40P01", "deadlock detected").Given("ROLLBACK")
            .On("b").Resumes().Given("COMMIT").Accepts("SELECT COUNT(*) FROM t", "1")
            .UnderSnapshot(),
        Rule.Row(26, "two tables in the opposite order are a deadlock", Evidence.Documented, Writes)
            .Given("CREATE TABLE t (a INTEGER)", "CREATE TABLE u (a INTEGER)")
            .On("a").Given("BEGIN", "UPDATE t SET a = 0")
            .On("b").Given("BEGIN", "UPDATE u SET a = 0").Waits("UPDATE t SET a = 0")
            .On("a").Refuses("UPDATE u SET a = 0", "40P01", "deadlock detected").Given("ROLLBACK")
            .On("b").Resumes().Given("COMMIT"),
        Rule.Row(26, "who makes a table of a name that is being made waits", Evidence.Known, "field")
            .On("a").Given("BEGIN", "CREATE TABLE fresh (a INTEGER)")
            .On("b").Waits("CREATE TABLE fresh (a INTEGER)")
            .On("a").Given("COMMIT")
            .On("b").ResumesRefused("42P07", "already exists").Accepts("SELECT COUNT(*) FROM fresh", "0"),
        Rule.Row(26, "a table can be dropped by one who waits for its readers", Evidence.Documented, "prevent-locks-blocking-queries-redshift")
            .Given("CREATE TABLE t (a INTEGER)")
            .On("a").Given("BEGIN", "SELECT * FROM t")
            .On("b").Waits("DROP TABLE t")
            .On("a").Given("COMMIT")
            .On("b").Resumes().Refuses("SELECT * FROM t", "42P01", "relation \"t\" does not exist").OnPostgres(),
        Rule.Row(26, "rows that ALTER TABLE APPEND moved since the snapshot can't be changed", Evidence.Known, "c_serial_isolation, as for other changes")
            .UnderSnapshot()
            .Given("CREATE TABLE t (a INT)", "CREATE TABLE s (a INT)", "CREATE TABLE o (a INT)", "INSERT INTO s VALUES (1)")
            .On("a").Given("BEGIN").GivesNoRow("SELECT a FROM o")
            .On("b").Accepts("ALTER TABLE t APPEND FROM s")
            .On("a").Refuses("UPDATE s SET a = 2", "XX000", "Serializable isolation violation on table - ").Given("ROLLBACK")
            .Accepts("SELECT a FROM t", "1"),
        Rule.Row(26, "a materialized view that was refreshed since the snapshot can't be refreshed", Evidence.Known, "c_serial_isolation, as for other changes")
            .UnderSnapshot()
            .Given("CREATE TABLE t (a INT)", "CREATE TABLE o (a INT)", "INSERT INTO t VALUES (1)", "CREATE MATERIALIZED VIEW m AS SELECT a FROM t", "INSERT INTO t VALUES (2)")
            .On("a").Given("BEGIN").GivesNoRow("SELECT a FROM o")
            .On("b").Accepts("REFRESH MATERIALIZED VIEW m")
            .On("a").Refuses("REFRESH MATERIALIZED VIEW m", "XX000", "Serializable isolation violation on table - ").Given("ROLLBACK")
            .Accepts("REFRESH MATERIALIZED VIEW m").Accepts("SELECT a FROM m ORDER BY a", "1", "2"),
        Rule.Row(27, "TRUNCATE commits", Evidence.Documented, "r_TRUNCATE")
            .LoadBearing("replace deletes and never truncates")
            .Given("CREATE TABLE t (a INTEGER)", "INSERT INTO t VALUES (1)")
            .Given("BEGIN", "CREATE TABLE kept (a INTEGER)").Accepts("TRUNCATE t").Given("ROLLBACK")
            .Accepts("SELECT COUNT(*) FROM t", "0")
            .Accepts("SELECT COUNT(*) FROM kept", "0"),
        Rule.Row(27, "a DELETE doesn't", Evidence.Documented, "r_TRUNCATE")
            .Given("CREATE TABLE t (a INTEGER)", "INSERT INTO t VALUES (1)")
            .Given("BEGIN", "DELETE FROM t", "ROLLBACK")
            .Accepts("SELECT COUNT(*) FROM t", "1")
            .OnPostgres(),
        Rule.Row(27, "TRUNCATE waits for readers", Evidence.Documented, "prevent-locks-blocking-queries-redshift")
            .Given("CREATE TABLE t (a INTEGER)", "INSERT INTO t VALUES (1)")
            .On("a").Given("BEGIN").Accepts("SELECT a FROM t", "1")
            .On("b").Waits("TRUNCATE t")
            .On("a").Given("COMMIT")
            .On("b").Resumes().Accepts("SELECT COUNT(*) FROM t", "0").OnPostgres(),
        NotInBlock("VACUUM", "r_VACUUM_command", "VACUUM t").Accepts("SELECT a FROM t", "x").OnPostgres(),
        NotInBlock("ALTER TABLE ALTER COLUMN", "r_ALTER_TABLE", "ALTER TABLE t ALTER COLUMN a TYPE VARCHAR(20)")
            .Accepts("SELECT type FROM pg_table_def WHERE schemaname = CURRENT_SCHEMA() AND tablename = 't'", "character varying(20)"),
        NotInBlock("ALTER TABLE APPEND", "r_ALTER_TABLE_APPEND", "ALTER TABLE u APPEND FROM t").Accepts("SELECT a FROM u", "x"),
        Absent("CREATE DATABASE", "r_CREATE_DATABASE", "CREATE DATABASE rsi_other"),
        Absent("DROP DATABASE", "r_DROP_DATABASE", "DROP DATABASE rsi_other"),
        Absent("CREATE LIBRARY", "r_CREATE_LIBRARY", "CREATE LIBRARY l LANGUAGE plpythonu FROM 's3://bucket/l.zip' IAM_ROLE default"),
        Absent("DROP LIBRARY", "r_DROP_LIBRARY", "DROP LIBRARY l"),
        Absent("CREATE EXTERNAL TABLE", "r_CREATE_EXTERNAL_TABLE", "CREATE EXTERNAL TABLE s.t (a INT) STORED AS PARQUET LOCATION 's3://bucket/t'"),
        Absent("DROP EXTERNAL TABLE", "r_SVL_MULTI_STATEMENT_VIOLATIONS", "DROP EXTERNAL TABLE s.t"),
    ];

    private static Rule NotInBlock(string command, string page, string sql) => Rule.Row(28, $"{command} runs by itself", Evidence.Documented, page)
        .Given("CREATE TABLE t (a VARCHAR(10))", "CREATE TABLE u (a VARCHAR(10))", "INSERT INTO t VALUES ('x')")
        .Given("BEGIN").Refuses(sql, "25001", $"{command} {InBlock}").Given("ROLLBACK")
        .Refuses($"SELECT 1; {sql}", "25001", $"{command} {InBlock}")
        .Accepts(sql);

    /// <summary>The double doesn't know the command; in a block that is not the reason to give.</summary>
    private static Rule Absent(string command, string page, string sql) => Rule.Row(28, $"{command} runs by itself", Evidence.Documented, page)
        .Given("BEGIN").Refuses(sql, "25001", $"{command} {InBlock}").Given("ROLLBACK")
        .Refuses($"SELECT 1; {sql}", "25001", $"{command} {InBlock}")
        .Refuses(sql, "0A000", $"{command} is {Rule.OfTheDouble}")
        .Accepts("SELECT 1", "1")
        .NotOnLive("a live server has this command");

    /// <summary>PostgreSQL locks the rows that both write, and tables for ALTER TABLE; Redshift the table for each.</summary>
    private static IEnumerable<Rule> WaitingWriters() =>
        from first in new[] { "INSERT INTO t VALUES (9)", "UPDATE t SET a = 2", "DELETE FROM t" }
        from second in new[] { "UPDATE t SET a = 3", "DELETE FROM t", "MERGE INTO t USING s ON t.a = s.a WHEN MATCHED THEN DELETE WHEN NOT MATCHED THEN INSERT VALUES (s.a)", "ALTER TABLE t ADD COLUMN b INTEGER" }
        let rule = Rule.Row(26, $"after {Words(first)}, {Words(second)} waits", Evidence.Documented, Writes)
            .Given("CREATE TABLE t (a INTEGER)", "CREATE TABLE s (a INTEGER)", "INSERT INTO t VALUES (1)")
            .On("a").Given("BEGIN", first)
            .On("b").Waits(second)
            .On("a").Given("COMMIT")
            .On("b").Resumes()
        select second.StartsWith("ALTER", StringComparison.Ordinal) || (!first.StartsWith("INSERT", StringComparison.Ordinal) && !second.StartsWith("MERGE", StringComparison.Ordinal)) ? rule.OnPostgres() : rule;

    private static IEnumerable<Rule> ChangedSinceTheSnapshot() =>
        from theirs in new[] { "UPDATE t SET a = 2 WHERE id = 1", "DELETE FROM t WHERE id = 1", Merge }
        from ours in new[] { "UPDATE t SET a = 3", "DELETE FROM t", Merge }
        select Rule.Row(26, $"a row changed by {Words(theirs)} since the snapshot can't be changed by {Words(ours)}", Evidence.Measured, "field")
            .Given("CREATE TABLE t (id INTEGER, a INTEGER)", "CREATE TABLE s (id INTEGER, a INTEGER)", "INSERT INTO t VALUES (1, 1), (2, 1)", "INSERT INTO s VALUES (1, 5)")
            .On("a").Given("BEGIN").Accepts("SELECT COUNT(*) FROM t", "2")
            .On("b").Accepts(theirs)
            .On("a").Refuses(ours, "XX000", "Serializable isolation violation on table - ")
            .UnderSnapshot();

    private const string Merge = "MERGE INTO t USING s ON t.id = s.id WHEN MATCHED THEN UPDATE SET a = s.a WHEN NOT MATCHED THEN INSERT VALUES (s.id, s.a)";

    private static string Words(string sql) => sql.StartsWith("ALTER", StringComparison.Ordinal) ? "ALTER TABLE" : sql.Split(' ')[0];
}
