using RedshiftIntegration.Testing.Sessions;

namespace RedshiftIntegration.Testing.Catalogue.SystemViews;

/// <summary>One row for each file that a COPY has read (AWS: r_STL_LOAD_COMMITS).</summary>
internal sealed class StlLoadCommits() : SystemView(
    PgCatalog,
    "stl_load_commits",
    Int("userid"), Int("query"), Int("slice"), Fixed("name", 256), Fixed("filename", 256), Int("byte_offset"), Int("lines_scanned"), Int("errors"), Moment("curtime"), Int("status"),
    Fixed("file_format", 16), Int("is_partial"), Long("start_offset"))
{
    public override IEnumerable<object?[]> Rows(Session session, Warehouse warehouse) =>
        from l in warehouse.Loads.History
        where session.SeesLogsOf(l.Copy.UserId)
        from f in l.Files.Take(l.Scanned)
        select new object?[]
        {
            l.Copy.UserId, (int)l.Copy.QueryId, 0, Pad(f.Url, 256), Pad(f.Url, 256), 0, (int)f.Lines, f.Errors, l.EndTime ?? l.Copy.StartTime, 1,
            Pad(l.FileFormat, 16), 0, 0L,
        };
}
