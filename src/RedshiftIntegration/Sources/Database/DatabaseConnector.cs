using System.Data.Common;
using RedshiftIntegration.Errors;
using RedshiftIntegration.Flow;

namespace RedshiftIntegration.Sources.Database;

/// <summary>A connection added by <c>AddDatabase</c>: any ADO.NET provider, with SQLite and PostgreSQL as known dialects.</summary>
internal sealed class DatabaseConnector : ISourceConnector
{
    private readonly DbProviderFactory _factory;
    private readonly string _connectionString;
    private readonly DatabaseDialect _dialect;
    private readonly TimeProvider _clock;

    public DatabaseConnector(string connection, DbProviderFactory factory, string connectionString, TimeProvider clock)
    {
        Connection = connection;
        _factory = factory;
        _clock = clock;
        _dialect = DatabaseDialect.Of(factory);
        try
        {
            _connectionString = _dialect.ConnectionString(connectionString);
        }
        catch (ArgumentException)
        {
            // The provider's own message may quote the text, and with it a password.
            throw SourceProblems.BadConnectionString(connection, "it is no list of 'name=value;'");
        }
    }

    public string Connection { get; }

    public async Task<SourceTable> DescribeAsync(Source source, CancellationToken cancellationToken)
    {
        await using DatabaseSession session = await ConnectAsync(source, cancellationToken);
        return await TranslatingAsync(source, () => _dialect.DescribeAsync(session, source, cancellationToken), cancellationToken);
    }

    public ColumnResolution Resolve(SourceColumn column, RedshiftType? asked, string? clrType) => _dialect.Resolve(column, asked, clrType);

    public async Task<ISourceRead> OpenAsync(ExtractRequest request, CancellationToken cancellationToken)
    {
        DatabaseSession session = await ConnectAsync(request.Source, cancellationToken);
        try
        {
            return await TranslatingAsync(request.Source, () => OpenAsync(session, request, cancellationToken), cancellationToken);
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    public async Task<CursorBound?> ChunkEndAsync(ExtractRequest request, long rows, CancellationToken cancellationToken)
    {
        await using DatabaseSession session = await ConnectAsync(request.Source, cancellationToken);
        return await TranslatingAsync(
            request.Source,
            async () =>
            {
                await _dialect.BeginSnapshotAsync(session, cancellationToken);
                SourceSelect select = await SelectAsync(session, request, cancellationToken);
                return await CursorQueries.ChunkEndAsync(_dialect, session, select, request.Mapping.Cursor!, rows, cancellationToken);
            },
            cancellationToken);
    }

    private async Task<ISourceRead> OpenAsync(DatabaseSession session, ExtractRequest request, CancellationToken cancellationToken)
    {
        await _dialect.BeginSnapshotAsync(session, cancellationToken);
        SourceSelect select = await SelectAsync(session, request, cancellationToken);
        ReadBounds bounds = request.Mapping.Cursor is { } cursor
            ? await CursorQueries.BoundsAsync(_dialect, session, select, cursor, _clock, cancellationToken)
            : ReadBounds.Everything;
        long? expected = await _dialect.ExpectedRowsAsync(session, request.Source, select.Count(bounds), bounds.IsWhole && request.Source.Predicates.Count == 0, cancellationToken);
        DbCommand command = select.Rows(bounds).ToCommand(session);
        try
        {
            // Now, and not at the first Fill: with the first statement the snapshot is taken.
            DbDataReader reader = await command.ExecuteReaderAsync(cancellationToken);
            return new DatabaseRead(session, command, reader, _dialect, select, bounds, expected);
        }
        catch
        {
            await command.DisposeAsync();
            throw;
        }
    }

    private async Task<SourceSelect> SelectAsync(DatabaseSession session, ExtractRequest request, CancellationToken cancellationToken)
    {
        SourceTable table = await _dialect.DescribeAsync(session, request.Source, cancellationToken);
        Dictionary<string, SourceColumn> columns = table.Columns.DistinctBy(c => c.Name, StringComparer.OrdinalIgnoreCase).ToDictionary(c => c.Name, StringComparer.OrdinalIgnoreCase);
        SourceDrift.Check(request, columns, Connection);
        return new SourceSelect(_dialect, request, table, columns);
    }

    private async Task<DatabaseSession> ConnectAsync(Source source, CancellationToken cancellationToken)
    {
        DbConnection connection = _factory.CreateConnection() ?? throw SourceProblems.BadConnectionString(Connection, $"the provider {_dialect.Name} makes no connection");
        try
        {
            connection.ConnectionString = _connectionString;
        }
        catch (ArgumentException)
        {
            await connection.DisposeAsync();
            throw SourceProblems.BadConnectionString(Connection, $"{_dialect.Name} does not know one of its names, or can't read its value");
        }

        try
        {
            await connection.OpenAsync(cancellationToken);
            return new DatabaseSession(connection);
        }
        catch (Exception error)
        {
            await connection.DisposeAsync();
            cancellationToken.ThrowIfCancellationRequested();
            throw _dialect.Translate(error, source, isOpening: true);
        }
    }

    private async Task<T> TranslatingAsync<T>(Source source, Func<Task<T>> work, CancellationToken cancellationToken)
    {
        try
        {
            return await _dialect.TranslatingAsync(source, work, cancellationToken);
        }
        catch (FormatException error)
        {
            throw SourceProblems.BadPredicate(Connection, source.Name, error.Message);
        }
    }
}
