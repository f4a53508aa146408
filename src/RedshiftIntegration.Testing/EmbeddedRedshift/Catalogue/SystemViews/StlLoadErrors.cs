using RedshiftIntegration.Testing.Sessions;

namespace RedshiftIntegration.Testing.Catalogue.SystemViews;

/// <summary>AWS: r_STL_LOAD_ERRORS.</summary>
internal sealed class StlLoadErrors() : SystemView(
    PgCatalog,
    "stl_load_errors",
    Int("userid"), Int("slice"), Int("tbl"), Moment("starttime"), Int("session"), Int("query"), Fixed("filename", 256), Long("line_number"), Fixed("colname", 127),
    Fixed("type", 10), Fixed("col_length", 10), Int("position"), Fixed("raw_line", 1024), Fixed("raw_field_value", 1024), Int("err_code"), Fixed("err_reason", 100))
{
    public override IEnumerable<object?[]> Rows(Session session, Warehouse warehouse) =>
        from e in warehouse.Loads.Errors
        where session.SeesLogsOf(e.Copy.UserId)
        select new object?[]
        {
            e.Copy.UserId, 0, (int)e.Copy.TableId, e.Copy.StartTime, e.Copy.SessionId, (int)e.Copy.QueryId, Pad(e.FileName, 256), e.LineNumber, Pad(e.ColumnName, 127),
            Pad(e.ColumnType, 10), Pad(e.ColumnLength, 10), e.Position, Pad(e.RawLine, 1024), Pad(e.RawValue, 1024), e.ErrorCode, Pad(e.ErrorMessage, 100),
        };
}
