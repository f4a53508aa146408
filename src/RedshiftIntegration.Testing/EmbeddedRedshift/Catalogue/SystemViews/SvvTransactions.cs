using RedshiftIntegration.Testing.Sessions;
using RedshiftIntegration.Testing.Statements;

namespace RedshiftIntegration.Testing.Catalogue.SystemViews;

internal sealed class SvvTransactions() : SystemView(
    PgCatalog,
    "svv_transactions",
    Text("txn_owner"), Text("txn_db"), Long("xid"), Int("pid"), Text("lock_mode"), Text("lockable_object_type"), Oid("relation"), Bool("granted"))
{
    public override IEnumerable<object?[]> Rows(Session session, Warehouse warehouse) =>
        from l in warehouse.Locks.Snapshot()
        select new object?[]
        {
            session.Catalogue.UserName(warehouse.FindSession(l.SessionId)?.LoginUserId ?? KnownOids.Rdsdb), warehouse.Catalogue.Database, l.Transaction, l.SessionId, Words(l.Mode), "relation",
            session.Catalogue.Find(l.Schema, l.Table)?.Oid ?? 0u, l.Granted,
        };

    private static string Words(LockMode mode) => mode switch
    {
        LockMode.Read => "AccessShareLock",
        LockMode.Append => "RowExclusiveLock",
        LockMode.Change => "ShareRowExclusiveLock",
        _ => "AccessExclusiveLock",
    };
}
