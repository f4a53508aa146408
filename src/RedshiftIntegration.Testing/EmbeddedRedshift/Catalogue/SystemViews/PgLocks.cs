using RedshiftIntegration.Testing.Sessions;

namespace RedshiftIntegration.Testing.Catalogue.SystemViews;

/// <summary>The table locks, in PostgreSQL 8.0's columns.</summary>
internal sealed class PgLocks() : SystemView(PgCatalog, "pg_locks", Oid("relation"), Oid("database"), Long("transaction"), Int("pid"), Text("mode"), Bool("granted"))
{
    public override IEnumerable<object?[]> Rows(Session session, Warehouse warehouse) =>
        from l in warehouse.Locks.Snapshot()
        select new object?[]
        {
            session.Catalogue.Find(l.Schema, l.Table)?.Oid, KnownOids.Database, l.Owner.Number, l.Owner.SessionId, LockModes.Name(l.Mode, warehouse.Isolation), l.Granted,
        };
}
