using System.Collections.Immutable;

namespace RedshiftIntegration.Contracts.Redshift.Forms;

/// <summary>What belongs to a session: cursors, prepared statements, settings.</summary>
internal static class SessionForms
{
    private const string Family = "session";

    public static ImmutableArray<Rule> All { get; } =
    [
        Rule.Form(Family, "DECLARE, FETCH and CLOSE", Evidence.Documented, "fetch")
            .Given("CREATE TABLE t (n INT)", "INSERT INTO t VALUES (1), (2), (3), (4), (5), (6), (7)")
            .Given("BEGIN", "DECLARE c CURSOR FOR SELECT n FROM t ORDER BY n")
            .Accepts("FETCH FROM c", "1")
            .Accepts("FETCH NEXT FROM c", "2")
            .Accepts("FETCH FORWARD FROM c", "3")
            .Accepts("FETCH FORWARD 2 FROM c", "4", "5")
            .Accepts("FETCH FORWARD ALL FROM c", "6", "7")
            .GivesNoRow("FETCH FORWARD 3 FROM c")
            .Accepts("CLOSE c")
            .OnPostgres(),
        Rule.Form(Family, "FETCH ALL and FETCH n IN", Evidence.Measured, "issue 545 of awslabs/amazon-redshift-utils")
            .Given("CREATE TABLE t (n INT)", "INSERT INTO t VALUES (1), (2), (3)")
            .Given("BEGIN", "DECLARE c INSENSITIVE CURSOR FOR SELECT n FROM t ORDER BY n")
            .Accepts("FETCH 1 IN c", "1")
            .Accepts("FETCH ALL FROM c", "2", "3")
            .OnPostgres(),
        Rule.Form(Family, "FETCH FORWARD 0 shows the row again", Evidence.Documented, "fetch")
            .Given("CREATE TABLE t (n INT)", "INSERT INTO t VALUES (1), (2), (3)")
            .Given("BEGIN", "DECLARE c CURSOR FOR SELECT n FROM t ORDER BY n")
            .GivesNoRow("FETCH FORWARD 0 FROM c")
            .Accepts("FETCH FORWARD 2 FROM c", "1", "2")
            .Accepts("FETCH FORWARD 0 FROM c", "2")
            .Accepts("FETCH FORWARD 9 FROM c", "3")
            .GivesNoRow("FETCH FORWARD 0 FROM c")
            .OnPostgres(),
        Rule.Form(Family, "a cursor does not see what its transaction writes later", Evidence.Known, "PostgreSQL 8.0")
            .Given("CREATE TABLE t (n INT)", "INSERT INTO t VALUES (1)")
            .Given("BEGIN", "DECLARE c CURSOR FOR SELECT n FROM t", "DELETE FROM t")
            .Accepts("FETCH ALL FROM c", "1")
            .OnPostgres(),
        Rule.Form(Family, "PREPARE, EXECUTE and DEALLOCATE", Evidence.Documented, "r_PREPARE")
            .Given("CREATE TABLE t (a INT, b VARCHAR(20))")
            .Accepts("PREPARE ins (INT, VARCHAR(20)) AS INSERT INTO t VALUES ($1, $2)")
            .Accepts("EXECUTE ins (1, 'one')")
            .Accepts("EXECUTE ins (1 + 1, NULL)")
            .Accepts("PREPARE sel (INT) AS SELECT b FROM t WHERE a = $1")
            .Accepts("EXECUTE sel (1)", "one")
            .Accepts("EXECUTE sel (2)", "<null>")
            .Accepts("DEALLOCATE sel")
            .Accepts("DEALLOCATE PREPARE ins")
            .OnPostgres(),
        Rule.Form(Family, "a prepared statement outlives a rollback and is its session's own", Evidence.Documented, "r_PREPARE")
            .Given("BEGIN", "PREPARE p AS SELECT 7 AS n", "ROLLBACK")
            .Accepts("EXECUTE p", "7")
            .On("b").Refuses("EXECUTE p", "26000", "prepared statement \"p\" does not exist")
            .OnPostgres(),
        Rule.Form(Family, "PREPARE takes a name once, all parameters' types and SELECT, INSERT, UPDATE or DELETE", Evidence.Documented, "r_PREPARE")
            .Given("CREATE TABLE t (a INT)", "PREPARE p (INT) AS SELECT a FROM t WHERE a = $1")
            .Refuses("PREPARE p AS SELECT 1", "42P05", "prepared statement \"p\" already exists")
            .Refuses("PREPARE q AS CREATE TABLE x (a INT)", "42601", "near \"CREATE\"")
            .Refuses("EXECUTE p", "42601", "wrong number of parameters")
            .Refuses("EXECUTE p (1, 2)", "42601", "wrong number of parameters")
            .Refuses("EXECUTE nope", "26000", "prepared statement \"nope\" does not exist")
            .Refuses("DEALLOCATE nope", "26000", "prepared statement \"nope\" does not exist")
            .GivesNoRow("EXECUTE p (1)")
            .OnPostgres(),
        Rule.Form(Family, "DEALLOCATE names one statement, and a parameter has a type", Evidence.Documented, "r_DEALLOCATE")
            .Refuses("DEALLOCATE ALL", "42601", "near \"ALL\"")
            .Refuses("PREPARE p (INT) AS SELECT $1, $2", "42P02", "there is no parameter $2")
            .Accepts("PREPARE p (INT) AS SELECT $1 AS n")
            .Accepts("EXECUTE p (5)", "5"),
        Rule.Form(Family, "EXPLAIN checks a statement and does not run it", Evidence.Documented, "r_EXPLAIN")
            .Given("CREATE TABLE t (a INT)")
            .Accepts("EXPLAIN SELECT a FROM t")
            .Accepts("EXPLAIN VERBOSE INSERT INTO t VALUES (1)")
            .Accepts("SELECT COUNT(*) FROM t", "0")
            .Refuses("EXPLAIN SELECT nope FROM t", "42703", "column \"nope\" does not exist")
            .Refuses("EXPLAIN CREATE TABLE x (a INT)", "42601", "near \"CREATE\"")
            .OnPostgres(),
        Rule.Form(Family, "SET, SHOW and RESET", Evidence.Documented, "r_SET")
            .Accepts("SET search_path TO public")
            .Accepts("SHOW search_path", "public")
            .Accepts("SET statement_timeout = 60000")
            .Accepts("SHOW statement_timeout", "60000")
            .Accepts("RESET statement_timeout")
            .Accepts("SET query_group TO 'night'")
            .Accepts("SHOW query_group", "night")
            .Refuses("SET no_such_parameter TO 1", "42704", "unrecognized configuration parameter \"no_such_parameter\""),
        Rule.Form(Family, "extra_float_digits adds to 15 and 6 digits", Evidence.Documented, "r_extra_float_digits")
            .Accepts("SELECT 0.1::FLOAT8 + 0.2::FLOAT8, 0.1::FLOAT4, 123456789::FLOAT4, 1e15::FLOAT8", "0.3|0.1|1.23457e+08|1e+15")
            .Given("SET extra_float_digits TO 2").Accepts("SELECT 0.1::FLOAT8 + 0.2::FLOAT8, 0.1::FLOAT8, 123456789::FLOAT4", "0.30000000000000004|0.10000000000000001|1.2345679e+08")
            .Given("SET extra_float_digits TO -13").Accepts("SELECT 3.14159::FLOAT8, 3.14159::FLOAT4", "3.1|3")
            .Given("RESET extra_float_digits").Accepts("SHOW extra_float_digits", "0")
            .Refuses("SET extra_float_digits TO 3", "22023", "3 is outside the valid range for parameter \"extra_float_digits\" (-15 .. 2)").Refuses("SET extra_float_digits TO -16", "22023", "-16 is outside the valid range for parameter \"extra_float_digits\" (-15 .. 2)").Refuses("SET extra_float_digits TO 'many'", "22023", "many is outside the valid range for parameter \"extra_float_digits\" (-15 .. 2)"),
        Rule.Form(Family, "extra_float_digits counts for casts to texts too", Evidence.Known, "PostgreSQL 8.0: the cast is the type's output")
            .Accepts("SELECT (0.1::FLOAT8 + 0.2::FLOAT8)::VARCHAR, '' || (1::FLOAT4 / 3::FLOAT4)", "0.3|0.333333")
            .Given("PREPARE p AS SELECT (0.1::FLOAT8 + 0.2::FLOAT8)::VARCHAR", "SET extra_float_digits TO 2")
            .Accepts("EXECUTE p", "0.30000000000000004").Accepts("SELECT '' || (1::FLOAT4 / 3::FLOAT4)", "0.33333334"),
        Rule.Form(Family, "a rollback takes SET back, SET LOCAL ends with its transaction", Evidence.Documented, "r_SET")
            .Given("SET search_path TO public", "BEGIN", "SET search_path TO pg_catalog", "ROLLBACK")
            .Accepts("SHOW search_path", "public")
            .Given("BEGIN", "SET LOCAL search_path TO pg_catalog")
            .Accepts("SHOW search_path", "pg_catalog")
            .Given("COMMIT")
            .Accepts("SHOW search_path", "public")
            .OnPostgres(),
        Rule.Form(Family, "isolation levels of drivers", Evidence.Documented, "r_BEGIN")
            .Accepts("SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL READ COMMITTED")
            .Accepts("SHOW TRANSACTION ISOLATION LEVEL")
            .Accepts("BEGIN TRANSACTION ISOLATION LEVEL READ COMMITTED")
            .Accepts("COMMIT")
            .Accepts("SELECT 1", "1")
            .OnPostgres(),
    ];
}
