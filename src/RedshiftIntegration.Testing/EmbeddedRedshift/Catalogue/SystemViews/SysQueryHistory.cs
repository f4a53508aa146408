using RedshiftIntegration.Testing.Sessions;

namespace RedshiftIntegration.Testing.Catalogue.SystemViews;

/// <summary>AWS: SYS_QUERY_HISTORY.</summary>
internal sealed class SysQueryHistory() : SystemView(
    PgCatalog,
    "sys_query_history",
    Int("user_id"), Long("query_id"), Fixed("query_label", 320), Long("transaction_id"), Int("session_id"), Fixed("database_name", 128), Fixed("query_type", 32),
    Fixed("status", 10), Bool("result_cache_hit"), Moment("start_time"), Moment("end_time"), Long("elapsed_time"), Long("queue_time"), Long("execution_time"),
    Fixed("error_message", 512), Long("returned_rows"), Long("returned_bytes"), Fixed("query_text", LongestText))
{
    private const int LongestText = 4000;

    public override IEnumerable<object?[]> Rows(Session session, Warehouse warehouse) =>
        from q in warehouse.History.Snapshot()
        where session.SeesLogsOf(q.UserId)
        let end = q.Status == "running" ? warehouse.Now() : q.End
        let elapsed = (end - q.Start).Ticks / TimeSpan.TicksPerMicrosecond
        select new object?[]
        {
            q.UserId, q.QueryId, "default", q.TransactionId, q.SessionId, warehouse.Catalogue.Database, q.QueryType,
            q.Status, false, q.Start, end, elapsed, 0L, elapsed,
            q.ErrorMessage, q.ReturnedRows, 0L, Pad(q.Text, LongestText),
        };
}
