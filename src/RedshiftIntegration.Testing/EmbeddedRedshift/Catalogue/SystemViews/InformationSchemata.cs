using RedshiftIntegration.Testing.Sessions;

namespace RedshiftIntegration.Testing.Catalogue.SystemViews;

internal sealed class InformationSchemata() : SystemView(
    InformationSchema,
    "schemata",
    Text("catalog_name", 128), Text("schema_name", 128), Text("schema_owner", 128), Text("default_character_set_catalog", 128),
    Text("default_character_set_schema", 128), Text("default_character_set_name", 128), Text("sql_path", 128))
{
    public override IEnumerable<object?[]> Rows(Session session, Warehouse warehouse) =>
        from name in session.Catalogue.Schemas().Select(s => s.Name).Concat([PgCatalog, InformationSchema])
        select new object?[] { warehouse.Catalogue.Database, name, warehouse.Catalogue.Owner, null, null, null, null };
}
