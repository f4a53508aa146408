using RedshiftIntegration.Testing.Sessions;

namespace RedshiftIntegration.Testing.Catalogue.SystemViews;

internal sealed class PgDatabase() : SystemView(
    PgCatalog,
    "pg_database",
    Oid("oid"), NameOf("datname"), Int("datdba"), Int("encoding"), Bool("datistemplate"), Bool("datallowconn"), Text("datcollate"), Text("datctype"), Text("datacl"))
{
    public override IEnumerable<object?[]> Rows(Session session, Warehouse warehouse)
    {
        yield return [KnownOids.Database, warehouse.Catalogue.Database, DatabaseCatalogue.OwnerId, 6, false, true, "C", "C", AclItems.Print(session.Catalogue.FindAcl(KnownOids.Database), session.Catalogue)];
    }
}
