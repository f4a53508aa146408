using RedshiftIntegration.Testing.Sessions;

namespace RedshiftIntegration.Testing.Catalogue.SystemViews;

internal sealed class PgUser() : SystemView(
    PgCatalog,
    "pg_user",
    NameOf("usename"), Int("usesysid"), Bool("usecreatedb"), Bool("usesuper"), Bool("usecatupd"), Text("passwd"), Moment("valuntil"), Text("useconfig"))
{
    public override IEnumerable<object?[]> Rows(Session session, Warehouse warehouse)
    {
        yield return [warehouse.Catalogue.Owner, KnownOids.Owner, true, true, false, "********", null, null];
    }
}
