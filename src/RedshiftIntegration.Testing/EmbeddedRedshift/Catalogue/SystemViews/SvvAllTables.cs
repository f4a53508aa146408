using RedshiftIntegration.Testing.Sessions;

namespace RedshiftIntegration.Testing.Catalogue.SystemViews;

/// <summary>AWS: r_SVV_ALL_TABLES. The double has no external and no shared tables beside its own.</summary>
internal sealed class SvvAllTables() : SystemView(
    PgCatalog,
    "svv_all_tables",
    Text("database_name", 128), Text("schema_name", 128), Text("table_name", 128), Text("table_type", 128), Text("table_acl", 128), Text("remarks", 256))
{
    public override IEnumerable<object?[]> Rows(Session session, Warehouse warehouse) =>
        from r in SeenRelation.OfUsers(session)
        select new object?[] { warehouse.Catalogue.Database, r.Schema, r.Name, r.Table is null ? "VIEW" : "TABLE", null, r.Comment };
}
