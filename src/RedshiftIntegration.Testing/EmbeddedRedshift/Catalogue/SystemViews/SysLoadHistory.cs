using RedshiftIntegration.Testing.Sessions;

namespace RedshiftIntegration.Testing.Catalogue.SystemViews;

/// <summary>AWS: SYS_LOAD_HISTORY.</summary>
internal sealed class SysLoadHistory() : SystemView(
    PgCatalog,
    "sys_load_history",
    Int("user_id"), Long("query_id"), Long("transaction_id"), Int("session_id"), Text("database_name"), Text("status"), Text("table_name"), Moment("start_time"),
    Moment("end_time"), Long("duration"), Text("data_source", 65_535), Text("file_format"), Long("loaded_rows"), Long("loaded_bytes"), Int("source_file_count"),
    Long("source_file_bytes"), Int("file_count_scanned"), Long("file_bytes_scanned"), Long("error_count"))
{
    public override IEnumerable<object?[]> Rows(Session session, Warehouse warehouse) =>
        from l in warehouse.Loads.History
        where session.SeesLogsOf(l.Copy.UserId)
        let bytes = l.Files.Sum(f => f.Length)
        let scanned = l.Files.Take(l.Scanned).Sum(f => f.Length)
        select new object?[]
        {
            l.Copy.UserId, l.Copy.QueryId, l.Copy.TransactionId, l.Copy.SessionId, warehouse.Catalogue.Database, l.Status, l.Copy.TableName, l.Copy.StartTime,
            l.EndTime, ((l.EndTime ?? warehouse.Now()) - l.Copy.StartTime).Ticks / TimeSpan.TicksPerMicrosecond, l.DataSource, l.FileFormat, l.LoadedRows,
            l.LoadedRows > 0 ? scanned : 0L, l.Files.Length, bytes, l.Scanned, scanned, l.ErrorCount,
        };
}
