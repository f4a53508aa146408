using RedshiftIntegration.Testing.Sessions;

namespace RedshiftIntegration.Testing.Catalogue.SystemViews;

/// <summary>Texts are CHAR here: users trim them (AWS: SYS_LOAD_ERROR_DETAIL).</summary>
internal sealed class SysLoadErrorDetail() : SystemView(
    PgCatalog,
    "sys_load_error_detail",
    Int("user_id"), Long("query_id"), Long("transaction_id"), Int("session_id"), Fixed("database_name", 64), Int("table_id"), Moment("start_time"),
    Fixed("file_name", 256), Long("line_number"), Fixed("column_name", 127), Fixed("column_type", 10), Fixed("column_length", 10), Int("position"),
    Int("error_code"), Fixed("error_message", 512))
{
    public override IEnumerable<object?[]> Rows(Session session, Warehouse warehouse) =>
        from e in warehouse.Loads.Errors
        where session.SeesLogsOf(e.Copy.UserId)
        select new object?[]
        {
            e.Copy.UserId, e.Copy.QueryId, e.Copy.TransactionId, e.Copy.SessionId, Pad(warehouse.Catalogue.Database, 64), (int)e.Copy.TableId, e.Copy.StartTime,
            Pad(e.FileName, 256), e.LineNumber, Pad(e.ColumnName, 127), Pad(e.ColumnType, 10), Pad(e.ColumnLength, 10), e.Position,
            e.ErrorCode, Pad(e.ErrorMessage, 512),
        };
}
