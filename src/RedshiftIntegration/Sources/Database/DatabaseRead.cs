using System.Data.Common;
using RedshiftIntegration.Flow;
using RedshiftIntegration.Flow.Figures;

namespace RedshiftIntegration.Sources.Database;

/// <summary>One open snapshot, read once, on the thread that calls <see cref="Fill"/>.</summary>
internal sealed class DatabaseRead(
    DatabaseSession session, DbCommand command, DbDataReader reader, DatabaseDialect dialect, SourceSelect select, ReadBounds bounds, long? expectedRows) : ISourceRead
{
    private readonly RowAppender _appender = select.Appender;
    private readonly CellReader[] _cells = [.. select.Appender.Inputs.Select(select.CellReader)];
    private bool _isAtEnd;

    /// <summary>Whether the session is another read's, which ends it.</summary>
    public bool IsOfSharedSession { get; init; }

    public string? UpperBound { get; } = bounds.Upper?.ToString();

    public long RowsDeferred => bounds.RowsDeferred;

    public long? ExpectedRows => expectedRows;

    public IReadOnlyCollection<string> AlteredColumns => _appender.CutColumns;

    public long RowsLeftOut => _appender.RowsLeftOut;

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
        catch (Exception error) when (error is DbException or IOException or System.Net.Sockets.SocketException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw dialect.Translate(error, select.Request.Source, isOpening: false);
        }
    }

    public Task<ISourceRead> ReadKeysAsync(ResolvedMapping keys, CancellationToken cancellationToken) => !_isAtEnd
        ? throw new InvalidOperationException("Keys are read after the last row.")
        : dialect.TranslatingAsync(select.Request.Source, () => KeysAsync(keys, cancellationToken), cancellationToken);

    public Task<IReadOnlyList<Figure>> FiguresAsync(IReadOnlyList<Measured> measured, CancellationToken cancellationToken) =>
        dialect.TranslatingAsync(select.Request.Source, () => AskAsync(select.Figures(measured), cancellationToken), cancellationToken);

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

        if (!IsOfSharedSession)
        {
            await session.DisposeAsync();
        }
    }

    private async Task<ISourceRead> KeysAsync(ResolvedMapping keys, CancellationToken cancellationToken)
    {
        // The connection takes no second statement while a reader is open.
        await reader.DisposeAsync();
        SourceSelect ofKeys = select.OfKeys(keys);
        DbCommand ofAll = ofKeys.Keys().ToCommand(session);
        try
        {
            return new DatabaseRead(session, ofAll, await ofAll.ExecuteReaderAsync(cancellationToken), dialect, ofKeys, ReadBounds.Everything, null) { IsOfSharedSession = true };
        }
        catch
        {
            await ofAll.DisposeAsync();
            throw;
        }
    }

    private async Task<IReadOnlyList<Figure>> AskAsync(FigureQuery query, CancellationToken cancellationToken)
    {
        await reader.DisposeAsync();
        await using DbCommand asking = select.Filtered($"SELECT {query.SelectList}", bounds).ToCommand(session);
        await using DbDataReader answer = await asking.ExecuteReaderAsync(cancellationToken);
        return await answer.ReadAsync(cancellationToken) ? query.Read(i => answer.IsDBNull(i) ? null : answer.GetValue(i)) : [];
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
        int column = 0;
        try
        {
            for (; column < _cells.Length; column++)
            {
                Append(column);
            }

            _appender.EndRow();
        }
        catch (ValueRefusedException refused)
        {
            Refuse(refused, column);
        }
        catch (System.Text.DecoderFallbackException)
        {
            Refuse(new(_appender.Inputs[column].Appender.Definition, "is no valid UTF-8 text", "Correct it in the source, or read a DatabaseQuery that converts it."), column);
        }
    }

    private void Append(int column)
    {
        ColumnAppender appender = _appender.Inputs[column].Appender;
        if (reader.IsDBNull(column))
        {
            appender.AppendNull();
        }
        else
        {
            _cells[column].Read(reader, column, appender);
        }
    }

    /// <summary>Names the row by its key; keys behind the refused column have not been read yet.</summary>
    private void Refuse(ValueRefusedException refused, int column)
    {
        for (int i = column + 1; i < _cells.Length; i++)
        {
            if (!_appender.LacksKey(_appender.Inputs[i].Appender))
            {
                continue;
            }

            try
            {
                Append(i);
            }
            catch (ValueRefusedException)
            {
                // One refusal is enough; the key then says that this part of it was not read.
            }
        }

        _appender.Refuse(refused, select.Request);
    }
}
