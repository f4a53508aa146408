using RedshiftIntegration.Testing.Sessions;

namespace RedshiftIntegration.Testing.Catalogue.SystemViews;

internal sealed class PgRoles() : SystemView(
    PgCatalog,
    "pg_roles",
    Int("oid"), NameOf("rolname"), Bool("rolsuper"), Bool("rolinherit"), Bool("rolcreaterole"), Bool("rolcreatedb"), Bool("rolcanlogin"), Int("rolconnlimit"),
    Moment("rolvaliduntil"), Bool("rolreplication"), Bool("rolbypassrls"))
{
    public override IEnumerable<object?[]> Rows(Session session, Warehouse warehouse)
    {
        yield return [KnownOids.Owner, warehouse.Catalogue.Owner, true, true, true, true, true, -1, null, false, false];
    }
}
