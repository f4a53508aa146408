using DuckDB.NET.Data;
using RedshiftIntegration.Testing.Binding;
using RedshiftIntegration.Testing.Engine;
using RedshiftIntegration.Testing.Sessions;

namespace RedshiftIntegration.Testing.Catalogue.SystemViews;

/// <summary>For superusers (AWS: r_SVV_TABLE_INFO). Permanent tables that have rows: Redshift leaves empty ones out. Rows are counted as committed; a size of 1 MB a column stands for its first block.</summary>
internal sealed class SvvTableInfo() : SystemView(
    PgCatalog,
    "svv_table_info",
    Text("database"), Text("schema"), Oid("table_id"), Text("table"), Text("encoded"), Text("diststyle"), Text("sortkey1"), Int("max_varchar"), Text("sortkey1_enc"),
    Int("sortkey_num"), Long("size"), Float("pct_used"), Long("empty"), Float("unsorted"), Float("stats_off"), Long("tbl_rows"), Float("skew_sortkey1"),
    Float("skew_rows"), Long("estimated_visible_rows"))
{
    public override bool ForSuperusers => true;

    public override IEnumerable<object?[]> Rows(Session session, Warehouse warehouse)
    {
        using DuckDBConnection connection = warehouse.Duck.OpenSession();
        HashSet<uint> committed = [.. warehouse.Catalogue.Committed.Relations.Keys];
        foreach (SeenRelation relation in SeenRelation.OfUsers(session).Where(r => r.Table is { Temporary: false } && committed.Contains(r.Oid)))
        {
            Table table = relation.Table!;
            long rows = DuckCommands.Count(connection, table.PhysicalSql);
            if (rows > 0)
            {
                yield return Row(warehouse.Catalogue.Database, table, rows);
            }
        }
    }

    private static object?[] Row(string database, Table table, long rows)
    {
        Column? first = table.SortKey.Length > 0 ? table.Find(table.SortKey[0]) : null;
        bool encoded = table.Columns.Any(c => c.Encoding is not ("none" or "raw"));
        int widest = table.Columns.Where(c => c.Type.Kind == SqlTypeKind.Varchar).Select(c => c.Type.Length).DefaultIfEmpty(0).Max();
        string? sortKey = table.SortStyle switch
        {
            SortStyle.Auto => "AUTO(SORTKEY)",
            SortStyle.Interleaved => "INTERLEAVED",
            _ => first?.Name,
        };
        return
        [
            database, table.Schema, table.Oid, table.Name, (encoded ? "Y" : "N") + (table.AutoEncoding ? ", AUTO(ENCODE)" : ""), DistStyles.Words(table), sortKey, widest, first?.Encoding,
            table.SortKey.Length, (long)table.Columns.Length, 0.0, 0L, 0.0, 0.0, rows, null,
            null, rows,
        ];
    }
}
