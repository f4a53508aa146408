using RedshiftIntegration.Testing.Sessions;
using RedshiftIntegration.Testing.Statements;
using RedshiftIntegration.Testing.Transactions;

namespace RedshiftIntegration.Testing.Catalogue.SystemViews;

/// <summary>One row for each open transaction and one for each table lock that it holds or awaits (AWS: r_SVV_TRANSACTIONS).</summary>
internal sealed class SvvTransactions() : SystemView(
    PgCatalog,
    "svv_transactions",
    Text("txn_owner"), Text("txn_db"), Long("xid"), Int("pid"), Moment("txn_start"), Text("lock_mode"), Text("lockable_object_type"), Oid("relation"), Bool("granted"))
{
    public override IEnumerable<object?[]> Rows(Session session, Warehouse warehouse)
    {
        ILookup<Transaction, LockState> locks = warehouse.Locks.Snapshot().ToLookup(l => l.Owner);
        foreach (Transaction transaction in warehouse.Transactions.Open)
        {
            object?[] Row(string mode, string type, uint? relation, bool granted) =>
            [
                session.Catalogue.UserName(transaction.UserId), warehouse.Catalogue.Database, transaction.Number, transaction.SessionId, transaction.Start, mode, type, relation, granted,
            ];

            yield return Row("ExclusiveLock", "transactionid", null, true);
            foreach (LockState held in locks[transaction])
            {
                yield return Row(LockModes.Name(held.Mode, warehouse.Isolation), "relation", session.Catalogue.Find(held.Schema, held.Table)?.Oid, held.Granted);
            }
        }
    }
}

internal static class LockModes
{
    /// <summary>PostgreSQL's names. What INSERT and COPY share under SNAPSHOT can't be the ShareRowExclusiveLock that AWS names for SERIALIZABLE.</summary>
    public static string Name(LockMode mode, RedshiftIsolation isolation) => mode switch
    {
        LockMode.Read => "AccessShareLock",
        LockMode.Append when isolation == RedshiftIsolation.Snapshot => "RowExclusiveLock",
        LockMode.Append or LockMode.Change => "ShareRowExclusiveLock",
        _ => "AccessExclusiveLock",
    };
}
