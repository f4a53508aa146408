using RedshiftIntegration.Testing.Sessions;

namespace RedshiftIntegration.Testing.Catalogue.SystemViews;

internal sealed class StvDbIsolationLevel() : SystemView(PgCatalog, "stv_db_isolation_level", Fixed("db_name", 128), Fixed("isolation_level", 20))
{
    public override IEnumerable<object?[]> Rows(Session session, Warehouse warehouse) =>
        [[warehouse.Catalogue.Database, warehouse.Isolation == RedshiftIsolation.Serializable ? "Serializable" : "Snapshot Isolation"]];
}
