using RedshiftIntegration.Testing.Sessions;

namespace RedshiftIntegration.Testing.Catalogue.SystemViews;

internal sealed class InformationViews() : SystemView(
    InformationSchema,
    "views",
    Text("table_catalog", 128), Text("table_schema", 128), Text("table_name", 128), Text("view_definition", 65_535), Text("check_option", 64),
    Text("is_updatable", 3), Text("is_insertable_into", 3))
{
    public override IEnumerable<object?[]> Rows(Session session, Warehouse warehouse) =>
        from r in SeenRelation.OfUsers(session)
        where r.Definition is not null
        select new object?[] { warehouse.Catalogue.Database, r.Schema, r.Name, r.Definition!.Query + ";", "NONE", "NO", "NO" };
}
