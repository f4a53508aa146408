using RedshiftIntegration.Testing.Sessions;

namespace RedshiftIntegration.Testing.Catalogue.SystemViews;

/// <summary>The fields of each wrong row up to the wrong one (AWS: r_STL_LOADERROR_DETAIL).</summary>
internal sealed class StlLoadErrorDetail() : SystemView(
    PgCatalog,
    "stl_loaderror_detail",
    Int("userid"), Int("slice"), Int("session"), Int("query"), Fixed("filename", 256), Long("line_number"), Int("field"), Fixed("colname", 1024), Fixed("value", 1024), Int("is_null"),
    Fixed("type", 10), Fixed("col_length", 10))
{
    public override IEnumerable<object?[]> Rows(Session session, Warehouse warehouse) =>
        from e in warehouse.Loads.Errors
        where session.SeesLogsOf(e.Copy.UserId)
        from f in e.Fields.Select((field, i) => (Field: field, Number: i))
        select new object?[]
        {
            e.Copy.UserId, 0, e.Copy.SessionId, (int)e.Copy.QueryId, Pad(e.FileName, 256), e.LineNumber, f.Number, Pad(f.Field.Column, 1024), Pad(f.Field.Value ?? "", 1024),
            f.Field.Value is null ? 1 : 0, Pad(f.Field.Type, 10), Pad(f.Field.Length, 10),
        };
}
