using DuckDB.NET.Data;
using RedshiftIntegration.Testing.Catalogue;
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
internal sealed class SessionTransaction(Warehouse warehouse, int sessionId, DuckDBConnection connection, CatalogueSession catalogue, SessionSettings settings)
{
    private Transaction? current;
    private bool inDuckDb;

    public TransactionState State { get; private set; } = TransactionState.Idle;

    /// <summary>The wire's letter: I idle, T in a block, E in a failed block.</summary>
    public char Status => State switch { TransactionState.Block => 'T', TransactionState.Failed => 'E', _ => 'I' };

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
            current = warehouse.Conflicts.Begin(sessionId);
            Start = warehouse.Now();
            State = TransactionState.Implicit;
        }
    }

    /// <summary>Takes table locks and refuses a change on a snapshot that is too old. Temporary tables need neither.</summary>
    public void Lock(Effects effects, ChangeKinds kinds, CancellationToken cancellation)
    {
        Transaction transaction = current!;
        TableAccess[] shared = [.. effects.Tables.Where(t => !string.Equals(t.Schema, catalogue.TemporarySchema, StringComparison.Ordinal))];
        warehouse.Locks.Acquire(transaction, shared, cancellation);
        foreach (TableAccess access in shared.Where(t => kinds != ChangeKinds.None && t.Mode >= LockMode.Change))
        {
            warehouse.Conflicts.CheckChange(transaction, (access.Schema, access.Name), kinds);
        }
    }

    public void TakeSnapshot(Effects effects)
    {
        if (effects.TakesSnapshot)
        {
            warehouse.Conflicts.TakeSnapshot(current!);
        }

        if (!inDuckDb)
        {
            Execute("BEGIN TRANSACTION");
            inDuckDb = true;
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
            if (inDuckDb)
            {
                Execute("COMMIT");
                inDuckDb = false;
            }
        }
        catch
        {
            Rollback();
            throw;
        }

        catalogue.Commit();
        settings.Commit();
        End(committed: true);
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
            if (inDuckDb)
            {
                Execute("ROLLBACK");
            }
        }
        catch (DuckDBException)
        {
            // DuckDB ends a transaction by itself after some failures, a refused COMMIT among them: then there is nothing to roll back.
        }
        finally
        {
            inDuckDb = false;
            catalogue.Rollback();
            settings.Rollback();
            End(committed: false);
        }
    }

    private void End(bool committed)
    {
        Transaction ended = current!;
        current = null;
        warehouse.Conflicts.Ended(ended, committed);
        warehouse.Locks.Release(ended);
    }

    private void Execute(string sql)
    {
        using DuckDBCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
