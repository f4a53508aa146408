using RedshiftIntegration.Testing.Sessions;

namespace RedshiftIntegration.Testing.Catalogue.SystemViews;

internal sealed class InformationSchemata() : SystemView(
    InformationSchema,
    "schemata",
    Text("catalog_name", 128), Text("schema_name", 128), Text("schema_owner", 128), Text("default_character_set_catalog", 128),
    Text("default_character_set_schema", 128), Text("default_character_set_name", 128), Text("sql_path", 128))
{
    public override IEnumerable<object?[]> Rows(Session session, Warehouse warehouse) =>
        from s in session.Catalogue.Schemas().Where(s => new AccessControl(session.Catalogue).MayUse(s.Name)).Select(s => (s.Name, s.Owner))
            .Concat([(Name: PgCatalog, Owner: KnownOids.Rdsdb), (Name: InformationSchema, Owner: KnownOids.Rdsdb)])
        select new object?[] { warehouse.Catalogue.Database, s.Name, session.Catalogue.UserName(s.Owner), null, null, null, null };
}
