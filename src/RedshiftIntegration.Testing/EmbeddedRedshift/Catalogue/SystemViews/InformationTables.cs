using RedshiftIntegration.Testing.Sessions;

namespace RedshiftIntegration.Testing.Catalogue.SystemViews;

internal sealed class InformationTables() : SystemView(
    InformationSchema,
    "tables",
    Text("table_catalog", 128), Text("table_schema", 128), Text("table_name", 128), Text("table_type", 64), Text("self_referencing_column_name", 128),
    Text("reference_generation", 64), Text("user_defined_type_catalog", 128), Text("user_defined_type_schema", 128), Text("user_defined_type_name", 128))
{
    public override IEnumerable<object?[]> Rows(Session session, Warehouse warehouse) =>
        from r in SeenRelation.Accessible(session, warehouse)
        select new object?[] { warehouse.Catalogue.Database, r.Schema, r.Name, Kind(r), null, null, null, null, null };

    public static string Kind(SeenRelation relation) => relation.Table switch
    {
        null => "VIEW",
        { Temporary: true } => "LOCAL TEMPORARY",
        _ => "BASE TABLE",
    };
}
