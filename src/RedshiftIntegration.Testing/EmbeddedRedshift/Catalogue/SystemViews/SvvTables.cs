using RedshiftIntegration.Testing.Sessions;

namespace RedshiftIntegration.Testing.Catalogue.SystemViews;

internal sealed class SvvTables() : SystemView(
    PgCatalog, "svv_tables", Text("table_catalog", 128), Text("table_schema", 128), Text("table_name", 128), Text("table_type", 64), Text("remarks", 65_535))
{
    public override IEnumerable<object?[]> Rows(Session session, Warehouse warehouse) =>
        from r in SeenRelation.Accessible(session, warehouse)
        select new object?[] { warehouse.Catalogue.Database, r.Schema, r.Name, InformationTables.Kind(r), r.Comment };
}
