using MySqlConnector;
using RedshiftIntegration.Errors;
using RedshiftIntegration.Flow;

namespace RedshiftIntegration.Sources.MySql;

/// <summary>A registered MySQL or MariaDB connection.</summary>
/// <param name="connection">Its name in definitions.</param>
/// <param name="connectionString">As configured; never written anywhere.</param>
internal sealed class MySqlSource(string connection, string connectionString) : ISourceConnector
{
    private readonly string _connectionString = MySqlSession.Complete(connectionString);

    public string Connection { get; } = connection;

    public Task<SourceTable> DescribeAsync(Source source, CancellationToken cancellationToken) =>
        AskAsync(source, session => DescribeAsync(session, source, cancellationToken), cancellationToken);

    public ColumnResolution Resolve(SourceColumn column, RedshiftType? asked, string? clrType) => MySqlResolution.Resolve(column, asked, clrType);

    public Task<ISourceRead> OpenAsync(ExtractRequest request, CancellationToken cancellationToken) =>
        Task.Run(() => OpenHereAsync(request, cancellationToken), cancellationToken);

    public Task<CursorBound?> ChunkEndAsync(ExtractRequest request, long rows, CancellationToken cancellationToken) => AskAsync(
        request.Source,
        session =>
        {
            MySqlStatement statement = new(request.Source);
            new MySqlBound(request.Range!.To, 0).AddTo(statement, request.Mapping.Cursor!, request.Range.Lower);
            return MySqlBound.ChunkEndAsync(session, statement, request.Mapping.Cursor!, rows, cancellationToken);
        },
        cancellationToken);

    /// <summary>A session that reads and ends. It waits on a thread of its own: see <see cref="MySqlSession.Complete"/>.</summary>
    private Task<T> AskAsync<T>(Source source, Func<MySqlSession, Task<T>> ask, CancellationToken cancellationToken) => Task.Run(
        async () =>
        {
            await using MySqlSession session = await MySqlSession.OpenAsync(Connection, _connectionString, cancellationToken);
            try
            {
                await session.BeginReadOnlyAsync(cancellationToken);
                return await ask(session);
            }
            catch (Exception error)
            {
                throw MySqlErrors.Translate(error, Connection, source.Name, cancellationToken);
            }
        },
        cancellationToken);

    /// <summary>Waits on the calling thread: see <see cref="MySqlSession.Complete"/>.</summary>
    private async Task<ISourceRead> OpenHereAsync(ExtractRequest request, CancellationToken cancellationToken)
    {
        MySqlSession session = await MySqlSession.OpenAsync(Connection, _connectionString, cancellationToken);
        try
        {
            return await OpenAsync(session, request, cancellationToken);
        }
        catch (Exception error)
        {
            await session.DisposeAsync();
            throw MySqlErrors.Translate(error, Connection, request.Source.Name, cancellationToken);
        }
    }

    /// <summary>
    /// Snapshot, touch, catalogue, bound, in this order: the snapshot holds the rows but not the definition, which stands still only after the table was
    /// touched; from then on DDL of others waits until the transaction ends.
    /// </summary>
    private async Task<MySqlRead> OpenAsync(MySqlSession session, ExtractRequest request, CancellationToken cancellationToken)
    {
        TimeSpan localAhead = await session.BeginSnapshotAsync(cancellationToken);
        MySqlStatement statement = new(request.Source);
        await session.ScalarAsync($"SELECT 1 FROM {statement.From} LIMIT 0", cancellationToken);
        SourceTable table = await DescribeAsync(session, request.Source, cancellationToken);
        Dictionary<string, SourceColumn> columns = table.Columns.ToDictionary(c => c.Name, StringComparer.OrdinalIgnoreCase);
        SourceDrift.Check(request, columns, Connection);
        RowAppender rows = new(request.Mapping, request.PiiKey, request.Rejections);
        MySqlCell[] cells = Cells(rows, statement);
        bool isFiltered = statement.IsFiltered || request.Mapping.Cursor is not null;
        MySqlBound bound = new(null, 0);
        if (request.Mapping.Cursor is { } cursor)
        {
            MySqlColumnFacts facts = FactsOf(cursor.SourceColumn, columns, request);
            CursorBound? from = request.WatermarkFrom is null ? null : CursorBound.Parse(cursor.Kind, request.WatermarkFrom);
            bound = request.Range is { } range
                ? new MySqlBound(range.To, 0)
                : await MySqlBound.TakeAsync(session, statement, cursor, facts, localAhead, from, cancellationToken);
            bound.AddTo(statement, cursor, request.Range?.Lower ?? CursorBound.Lower(cursor, from, request.Mapping.Mode));
        }

        MySqlCommand command = statement.Command(session.Connection, string.Join(", ", cells.Select(c => c.Expression)));
        return new MySqlRead(session, command, cells, rows, request)
        {
            Figures = table.HasSnapshot ? new MySqlFigures(statement, table, request.Mapping) : null,
            UpperBound = bound.Upper?.ToString(),
            RowsDeferred = bound.Deferred,
            ExpectedRows = isFiltered ? null : table.EstimatedRows,
            Keys = Keys,
        };

        MySqlCell[] Cells(RowAppender appender, MySqlStatement from) => [.. appender.Inputs.Select((input, i) => input.IsDeletedFlag
            ? new MySqlIntCell(from.DeletedFlag, i, input.Appender)
            : Cell(input, i, columns, request, session))];

        MySqlRead Keys(ResolvedMapping mapping)
        {
            MySqlStatement all = new(request.Source);
            if (request.Source.DeletedPredicate is not null)
            {
                all.Add($"{all.DeletedFlag} = 0");
            }

            ExtractRequest ofKeys = request.OfKeys(mapping);
            RowAppender keys = new(mapping, request.PiiKey, ofKeys.Rejections);
            MySqlCell[] keyCells = Cells(keys, all);
            return new MySqlRead(session, all.Command(session.Connection, string.Join(", ", keyCells.Select(c => c.Expression))), keyCells, keys, ofKeys)
            {
                IsOfSharedSession = true,
            };
        }
    }

    private Task<SourceTable> DescribeAsync(MySqlSession session, Source source, CancellationToken cancellationToken) => source.Sql is { } sql
        ? MySqlQueryColumns.DescribeAsync(sql, session.Connection, cancellationToken)
        : MySqlCatalogue.DescribeTableAsync(Connection, source.Name, session.Connection, cancellationToken);

    private MySqlCell Cell(RowInput input, int ordinal, Dictionary<string, SourceColumn> columns, ExtractRequest request, MySqlSession session) =>
        MySqlCells.For(FactsOf(input.SourceColumn, columns, request), input.SourceColumn, ordinal, input.Appender, session.GivesBytesOfBinaryCollation);

    private MySqlColumnFacts FactsOf(string column, Dictionary<string, SourceColumn> columns, ExtractRequest request) =>
        columns.TryGetValue(column, out SourceColumn? found)
            ? (MySqlColumnFacts)found.Facts!
            : throw SourceProblems.UnknownColumn(Connection, request.Source.Name, column);
}
