using System.Data.Common;
using RedshiftIntegration.Flow;

namespace RedshiftIntegration.Sources.Database;

/// <summary>One open snapshot, read once, on the thread that calls <see cref="Fill"/>.</summary>
internal sealed class DatabaseRead(
    DatabaseSession session, DbCommand command, DbDataReader reader, DatabaseDialect dialect, SourceSelect select, ReadBounds bounds, long? expectedRows) : ISourceRead
{
    private readonly RowAppender _appender = select.Appender;
    private readonly CellReader[] _cells = [.. select.Appender.Inputs.Select(i => dialect.CellReader(select.Column(i)))];
    private bool _isAtEnd;

    public string? UpperBound { get; } = bounds.Upper?.ToString();

    public long RowsDeferred => bounds.RowsDeferred;

    public long? ExpectedRows => expectedRows;

    public bool Fill(ColumnBatch batch, CancellationToken cancellationToken)
    {
        if (_isAtEnd)
        {
            return false;
        }

        // Providers that can't cancel (SQLite) are stopped between two rows.
        using CancellationTokenRegistration registration = cancellationToken.Register(static state => Cancel((DbCommand)state!), command);
        try
        {
            _appender.Bind(batch);
            while (!batch.IsFull)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (!reader.Read())
                {
                    _isAtEnd = true;
                    break;
                }

                AppendRow();
            }

            return batch.Rows > 0;
        }
        catch (ValueRefusedException refused)
        {
            throw _appender.Refused(refused, select.Request);
        }
        catch (Exception error) when (error is DbException or IOException or System.Net.Sockets.SocketException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw dialect.Translate(error, select.Request.Source, isOpening: false);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_isAtEnd)
        {
            // Without it, disposing reads the rest of the result.
            Cancel(command);
        }

        try
        {
            await reader.DisposeAsync();
            await command.DisposeAsync();
        }
        catch (DbException)
        {
            // The answer to our own cancel, or a connection that is gone: there is nothing left to read.
        }

        await session.DisposeAsync();
    }

    private static void Cancel(DbCommand command)
    {
        try
        {
            command.Cancel();
        }
        catch (Exception error) when (error is DbException or InvalidOperationException or NotSupportedException)
        {
            // Cancelling is best effort; the read also looks at its token before each row.
        }
    }

    private void AppendRow()
    {
        IReadOnlyList<RowInput> inputs = _appender.Inputs;
        for (int i = 0; i < _cells.Length; i++)
        {
            if (reader.IsDBNull(i))
            {
                inputs[i].Appender.AppendNull();
            }
            else
            {
                _cells[i].Read(reader, i, inputs[i].Appender);
            }
        }

        _appender.EndRow();
    }
}
