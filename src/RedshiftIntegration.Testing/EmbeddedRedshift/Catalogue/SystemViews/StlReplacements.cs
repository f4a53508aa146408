using RedshiftIntegration.Testing.Sessions;

namespace RedshiftIntegration.Testing.Catalogue.SystemViews;

/// <summary>Lines in which ACCEPTINVCHARS replaced something (AWS: r_STL_REPLACEMENTS).</summary>
internal sealed class StlReplacements() : SystemView(
    PgCatalog,
    "stl_replacements",
    Int("userid"), Int("query"), Int("slice"), Int("tbl"), Moment("starttime"), Int("session"), Fixed("filename", 256), Long("line_number"), Fixed("colname", 127), Fixed("raw_line", 1024))
{
    public override IEnumerable<object?[]> Rows(Session session, Warehouse warehouse) =>
        from r in warehouse.Loads.Replacements
        where session.SeesLogsOf(r.Copy.UserId)
        select new object?[]
        {
            r.Copy.UserId, (int)r.Copy.QueryId, 0, (int)r.Copy.TableId, r.Copy.StartTime, r.Copy.SessionId, Pad(r.FileName, 256), r.LineNumber, Pad(r.ColumnName, 127), Pad(r.RawLine, 1024),
        };
}
