using DuckDB.NET.Data;
using RedshiftIntegration.Testing.Catalogue;
using RedshiftIntegration.Testing.Engine;
using RedshiftIntegration.Testing.Statements;
using RedshiftIntegration.Testing.Transactions;

namespace RedshiftIntegration.Testing.Sessions;

internal enum TransactionState
{
    Idle,

    /// <summary>Opened by a statement, ends with the client's request.</summary>
    Implicit,

    /// <summary>Opened by BEGIN.</summary>
    Block,

    /// <summary>A block in which a statement failed: everything is undone already, the client has yet to say ROLLBACK.</summary>
    Failed,
}

/// <summary>A session's transaction state, with what begins and ends together: DuckDB's transaction, catalogue changes, settings, table locks.</summary>
internal sealed class SessionTransaction(Warehouse warehouse, int sessionId, int userId, DuckDBConnection connection, CatalogueSession catalogue, SessionSettings settings)
{
    private Transaction? current;

    public TransactionState State { get; private set; } = TransactionState.Idle;

    /// <summary>The wire's letter: I idle, T in a block, E in a failed block.</summary>
    public char Status => State switch { TransactionState.Block => 'T', TransactionState.Failed => 'E', _ => 'I' };

    /// <summary>Whether DuckDB has a transaction open: it begins with the snapshot.</summary>
    public bool InEngine { get; private set; }

    public long Number => current?.Number ?? 0;

    public DateTime Start { get; private set; }

    public void BeginBlock()
    {
        Open();
        State = TransactionState.Block;
    }

    /// <summary>Opens an implicit transaction unless one is open.</summary>
    public void Open()
    {
        if (current is null)
        {
            Start = warehouse.Now();
            current = warehouse.Transactions.Begin(sessionId, userId, Start);
            State = TransactionState.Implicit;
        }
    }

    /// <summary>Takes table locks. Temporary tables need none.</summary>
    public void Lock(Effects effects, CancellationToken cancellation) => warehouse.Locks.Acquire(current!, Shared(effects), cancellation);

    /// <summary>
    /// Before it DuckDB has no transaction: looking up a function would already fix what it shows. A statement that takes no snapshot only reads, and no table.
    /// </summary>
    public void TakeSnapshot(Effects effects)
    {
        if (effects.TakesSnapshot)
        {
            warehouse.Transactions.TakeSnapshot(current!, Begin);
        }
    }

    /// <summary>Refuses a statement that conflicts with what others did since the snapshot. To be called after the locks and the snapshot are taken.</summary>
    public void CheckConflicts(BoundStatement bound, Execution execution)
    {
        if (!bound.Effects.TakesSnapshot)
        {
            return;
        }

        TableAccess[] shared = Shared(bound.Effects);
        foreach (TableAccess access in shared)
        {
            warehouse.Transactions.CheckShape(current!, Oid(access.Schema, access.Name));
        }

        if (warehouse.Isolation == RedshiftIsolation.Serializable)
        {
            warehouse.Transactions.CheckOrder(current!, shared, a => Oid(a.Schema, a.Name));
        }
        else
        {
            foreach (RowChanges changes in bound.Changes.Where(c => c.Schema != catalogue.TemporarySchema))
            {
                warehouse.Transactions.CheckRows(current!, (changes.Schema, changes.Table), Rows(changes, execution), () => Oid(changes.Schema, changes.Table));
            }
        }
    }

    /// <summary>Commits, or rolls back and throws when DuckDB refuses.</summary>
    public void Commit()
    {
        if (current is null)
        {
            State = TransactionState.Idle;
            return;
        }

        try
        {
            warehouse.Transactions.Commit(current, CommitHere);
        }
        catch
        {
            Rollback();
            throw;
        }

        settings.Commit();
        End();
        State = TransactionState.Idle;
    }

    public void Rollback()
    {
        Undo();
        State = TransactionState.Idle;
    }

    /// <summary>After an error: everything is undone at once; a block still waits for its ROLLBACK.</summary>
    public void Abort()
    {
        bool inBlock = State is TransactionState.Block or TransactionState.Failed;
        Undo();
        State = inBlock ? TransactionState.Failed : TransactionState.Idle;
    }

    private void Undo()
    {
        if (current is null)
        {
            return;
        }

        try
        {
            if (InEngine)
            {
                DuckCommands.Execute(connection, $"ROLLBACK");
            }
        }
        catch (DuckDBException)
        {
            // DuckDB ends a transaction by itself after some failures, a refused COMMIT among them: then there is nothing to roll back.
        }
        finally
        {
            InEngine = false;
            catalogue.Rollback();
            settings.Rollback();
            warehouse.Transactions.Rollback(current);
            End();
        }
    }

    private void Begin()
    {
        DuckCommands.Execute(connection, $"BEGIN TRANSACTION");
        InEngine = true;
    }

    private void CommitHere()
    {
        if (InEngine)
        {
            DuckCommands.Execute(connection, $"COMMIT");
            InEngine = false;
        }

        foreach ((uint oid, bool made) in catalogue.Reshaped())
        {
            warehouse.Transactions.Reshaped(oid, made);
        }

        catalogue.Commit();
    }

    private void End()
    {
        Transaction ended = current!;
        current = null;
        warehouse.Locks.Release(ended);
    }

    private TableAccess[] Shared(Effects effects) =>
        [.. effects.Tables.Where(t => !string.Equals(t.Schema, catalogue.TemporarySchema, StringComparison.Ordinal))];

    private uint Oid(string schema, string name) => catalogue.Find(schema, name)?.Oid ?? 0;

    /// <summary>While there is no other session, nobody can have an older snapshot of what a statement by itself changes: the rows needn't be told apart.</summary>
    private RowSet Rows(RowChanges changes, Execution execution) => changes.Numbers is { } numbers && (State == TransactionState.Block || warehouse.SessionCount > 1)
        ? RowSet.Of(numbers(execution))
        : RowSet.All;
}
