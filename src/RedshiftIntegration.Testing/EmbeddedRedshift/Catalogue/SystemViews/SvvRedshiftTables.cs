using RedshiftIntegration.Testing.Sessions;

namespace RedshiftIntegration.Testing.Catalogue.SystemViews;

/// <summary>AWS: r_SVV_REDSHIFT_TABLES.</summary>
internal sealed class SvvRedshiftTables() : SystemView(
    PgCatalog,
    "svv_redshift_tables",
    Text("database_name", 128), Text("schema_name", 128), Text("table_name", 128), Text("table_type", 128), Text("table_acl", 128), Text("remarks", 256),
    Text("table_owner", 128))
{
    public override IEnumerable<object?[]> Rows(Session session, Warehouse warehouse) =>
        from r in SeenRelation.OfUsers(session)
        select new object?[] { warehouse.Catalogue.Database, r.Schema, r.Name, r.Table is null ? "VIEW" : "TABLE", null, r.Comment, session.Catalogue.UserName(r.Owner) };
}
