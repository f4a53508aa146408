using RedshiftIntegration.Testing.Sessions;

namespace RedshiftIntegration.Testing.Catalogue.SystemViews;

/// <summary>The whole texts, in rows of 4,000 characters (AWS: SYS_QUERY_TEXT).</summary>
internal sealed class SysQueryText() : SystemView(
    PgCatalog,
    "sys_query_text",
    Int("user_id"), Long("query_id"), Long("transaction_id"), Int("session_id"), Moment("start_time"), Int("sequence"), Fixed("text", RowLength))
{
    private const int RowLength = 4000;

    public override IEnumerable<object?[]> Rows(Session session, Warehouse warehouse) =>
        from q in warehouse.History.Snapshot()
        where session.SeesLogsOf(q.UserId)
        from part in q.Text.Chunk(RowLength).Select((characters, i) => (Text: new string(characters), Number: i))
        select new object?[] { q.UserId, q.QueryId, q.TransactionId, q.SessionId, q.Start, part.Number, part.Text };
}
