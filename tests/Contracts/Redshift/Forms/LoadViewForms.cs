using System.Collections.Immutable;

namespace RedshiftIntegration.Contracts.Redshift.Forms;

/// <summary>The views in which loads and queries are found again.</summary>
internal static class LoadViewForms
{
    private const string Family = "views";
    private const string Copy = "COPY t FROM '{s3}/f' IAM_ROLE '{role}' CSV MAXERROR 2";

    public static ImmutableArray<Rule> All { get; } =
    [
        Rule.Form(Family, "SYS_LOAD_HISTORY", Evidence.Documented, "SYS_LOAD_HISTORY")
            .WithObject("f", "1,a\nx,b\n").Given("CREATE TABLE t (a INT, v VARCHAR(5))").Given(Copy)
            .Accepts(
                """
                SELECT TRIM(database_name) = current_database(), TRIM(status), TRIM(table_name), end_time >= start_time, duration >= 0, TRIM(data_source), TRIM(file_format), loaded_rows,
                       source_file_count, source_file_bytes, file_count_scanned, file_bytes_scanned, error_count
                FROM sys_load_history WHERE query_id = pg_last_copy_id()
                """,
                "t|completed|t|t|t|{s3}/f|csv|1|1|8|1|8|1")
            .Accepts("SELECT user_id > 0, transaction_id > 0, session_id = pg_backend_pid(), loaded_bytes > 0 FROM sys_load_history WHERE query_id = pg_last_copy_id()", "t|t|t|t"),
        Rule.Form(Family, "SYS_LOAD_ERROR_DETAIL", Evidence.Documented, "SYS_LOAD_ERROR_DETAIL")
            .WithObject("f", "1,a\nx,b\n").Given("CREATE TABLE t (a INT, v VARCHAR(5))").Given(Copy)
            .Accepts(
                """
                SELECT TRIM(database_name) = current_database(), table_id > 0, TRIM(file_name), line_number, TRIM(column_name), TRIM(column_type), TRIM(column_length), position, error_code, TRIM(error_message)
                FROM sys_load_error_detail WHERE query_id = pg_last_copy_id()
                """,
                "t|t|{s3}/f|2|a|int4|0|0|1207|Invalid digit, Value 'x', Pos 0, Type: Integer")
            .Accepts("SELECT user_id > 0, transaction_id > 0, session_id = pg_backend_pid(), start_time IS NOT NULL FROM sys_load_error_detail WHERE query_id = pg_last_copy_id()", "t|t|t|t"),
        Rule.Form(Family, "STL_LOAD_ERRORS", Evidence.Documented, "r_STL_LOAD_ERRORS")
            .WithObject("f", "1,a\n2,toolong\n").Given("CREATE TABLE t (a INT, v VARCHAR(5))").Given(Copy)
            .Accepts(
                """
                SELECT TRIM(filename), line_number, TRIM(colname), TRIM(type), TRIM(col_length), position, TRIM(raw_line), TRIM(raw_field_value), err_code, TRIM(err_reason)
                FROM stl_load_errors WHERE query = pg_last_copy_id()
                """,
                "{s3}/f|2|v|varchar|5|2|2,toolong|toolong|1204|String length exceeds DDL length")
            .Accepts("SELECT userid > 0, slice >= 0, tbl > 0, starttime IS NOT NULL, session = pg_backend_pid() FROM stl_load_errors WHERE query = pg_last_copy_id()", "t|t|t|t|t"),
        Rule.Form(Family, "STL_LOADERROR_DETAIL", Evidence.Documented, "r_STL_LOADERROR_DETAIL")
            .WithObject("f", "1,a\n2,toolong\n").Given("CREATE TABLE t (a INT, v VARCHAR(5))").Given(Copy)
            .Accepts("SELECT line_number, TRIM(colname), TRIM(value) FROM stl_loaderror_detail WHERE query = pg_last_copy_id() ORDER BY field", "2|a|2", "2|v|toolong"),
        Rule.Form(Family, "STL_LOAD_COMMITS", Evidence.Documented, "r_STL_LOAD_COMMITS")
            .WithObject("f", "1,a\n").WithObject("f2", "2,b\n").Given("CREATE TABLE t (a INT, v VARCHAR(5))").Given(Copy)
            .Accepts("SELECT TRIM(filename), curtime IS NOT NULL FROM stl_load_commits WHERE query = pg_last_copy_id() ORDER BY 1", "{s3}/f|t", "{s3}/f2|t"),
        Rule.Form(Family, "STL_REPLACEMENTS", Evidence.Documented, "r_STL_REPLACEMENTS")
            .WithObject("f", [0x31, 0x2C, 0xA4, 0x0A]).Given("CREATE TABLE t (a INT, v VARCHAR(5))").Given(Copy + " ACCEPTINVCHARS")
            .Accepts("SELECT TRIM(filename), line_number, TRIM(colname) FROM stl_replacements WHERE query = pg_last_copy_id()", "{s3}/f|1|v"),
        Rule.Form(Family, "SYS_QUERY_HISTORY of a query", Evidence.Documented, "SYS_QUERY_HISTORY")
            .Given("SELECT 1 AS looked_for")
            .Accepts(
                """
                SELECT TRIM(query_type), TRIM(status), returned_rows, TRIM(query_text), TRIM(error_message), end_time >= start_time, elapsed_time >= execution_time, queue_time >= 0
                FROM sys_query_history WHERE query_id = pg_last_query_id()
                """,
                "SELECT|success|1|SELECT 1 AS looked_for||t|t|t")
            .Accepts(
                """
                SELECT user_id > 0, transaction_id > 0, TRIM(query_label), session_id = pg_backend_pid(), TRIM(database_name) = current_database(), TRIM(status), result_cache_hit
                FROM sys_query_history WHERE session_id = pg_backend_pid() AND query_text LIKE 'SELECT user_id > 0, %' ORDER BY query_id DESC LIMIT 1
                """,
                "t|t|default|t|t|running|f"),
        Rule.Form(Family, "SYS_QUERY_HISTORY of a failed statement", Evidence.Documented, "SYS_QUERY_HISTORY")
            .Given("CREATE TABLE t (a DECIMAL(3,0))")
            .Refuses("INSERT INTO t VALUES (1000)", "22003", "Numeric data overflow (result precision)")
            .Accepts("SELECT TRIM(query_type), TRIM(status), LEN(TRIM(error_message)) > 0 FROM sys_query_history WHERE query_id = pg_last_query_id()", "INSERT|failed|t"),
        Rule.Form(Family, "SYS_QUERY_HISTORY names the types of statements", Evidence.Documented, "SYS_QUERY_HISTORY")
            .WithObject("f", "1\n").Given("CREATE TABLE t (a INT)", "CREATE TABLE u AS SELECT * FROM t", "UPDATE t SET a = 2", "DELETE FROM t", "COPY t FROM '{s3}/f' IAM_ROLE '{role}'")
            .Accepts(
                "SELECT TRIM(query_type) FROM sys_query_history WHERE session_id = pg_backend_pid() AND TRIM(query_type) IN ('DDL', 'CTAS', 'UPDATE', 'DELETE', 'COPY') ORDER BY query_id",
                "DDL", "CTAS", "UPDATE", "DELETE", "COPY"),
        Rule.Form(Family, "SYS_QUERY_TEXT", Evidence.Documented, "SYS_QUERY_TEXT")
            .Given("SELECT 2 AS looked_for")
            .Accepts("SELECT sequence, TRIM(text) FROM sys_query_text WHERE query_id = pg_last_query_id()", "0|SELECT 2 AS looked_for"),
    ];
}
