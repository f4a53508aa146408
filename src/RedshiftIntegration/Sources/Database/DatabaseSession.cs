using System.Data.Common;

namespace RedshiftIntegration.Sources.Database;

/// <summary>An open connection, with the transaction in which everything is read, if one was begun.</summary>
internal sealed class DatabaseSession(DbConnection connection) : IAsyncDisposable
{
    public DbConnection Connection { get; } = connection;

    public DbTransaction? Transaction { get; set; }

    /// <summary>What ends a transaction that was begun by text; null where there is none.</summary>
    public string? EndStatement { get; set; }

    public DbCommand CreateCommand(string text)
    {
        DbCommand command = Connection.CreateCommand();
        command.CommandText = text;
        // A read may take as long as it takes; it ends by cancelling.
        command.CommandTimeout = 0;
        command.Transaction = Transaction;
        return command;
    }

    public async Task ExecuteAsync(string text, CancellationToken cancellationToken)
    {
        await using DbCommand command = CreateCommand(text);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task<object?> ScalarAsync(SourceStatement statement, CancellationToken cancellationToken)
    {
        await using DbCommand command = statement.ToCommand(this);
        object? value = await command.ExecuteScalarAsync(cancellationToken);
        return value is DBNull ? null : value;
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (EndStatement is not null)
            {
                await ExecuteAsync(EndStatement, CancellationToken.None);
            }

            if (Transaction is not null)
            {
                await Transaction.DisposeAsync();
            }
        }
        catch (DbException)
        {
            // The transaction only read; a connection that is gone has ended it already.
        }
        finally
        {
            await Connection.DisposeAsync();
        }
    }
}
