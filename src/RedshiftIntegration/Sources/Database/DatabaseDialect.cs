using System.Data;
using System.Data.Common;
using RedshiftIntegration.Flow;
using RedshiftIntegration.Flow.Figures;

namespace RedshiftIntegration.Sources.Database;

/// <summary>What one kind of database says differently: quoting, marks, catalogue, types, snapshot, cells, errors.</summary>
internal abstract class DatabaseDialect
{
    /// <summary>For messages.</summary>
    public abstract string Name { get; }

    /// <summary>The dialect of a provider, by the name of its factory's type: the library references no provider for this.</summary>
    public static DatabaseDialect Of(DbProviderFactory factory) => factory.GetType().FullName switch
    {
        "Microsoft.Data.Sqlite.SqliteFactory" => new SqliteDialect(),
        "Npgsql.NpgsqlFactory" => new PostgreSqlDialect(),
        _ => new OtherDialect(factory),
    };

    public abstract string Quote(string identifier);

    /// <summary><c>table</c> or <c>schema.table</c>, as the definition spells it.</summary>
    public string QuoteTable(string name) => name.Split('.', 2) is [{ Length: > 0 } schema, { Length: > 0 } table] ? $"{Quote(schema)}.{Quote(table)}" : Quote(name);

    public abstract string ParameterMark(int index);

    /// <summary>Gives a parameter its name and its value.</summary>
    public virtual void Bind(DbParameter parameter, int index, object? value)
    {
        parameter.ParameterName = ParameterMark(index);
        parameter.Value = value switch { null => DBNull.Value, Enum e => Convert.ChangeType(e, e.GetTypeCode(), System.Globalization.CultureInfo.InvariantCulture), _ => value };
    }

    /// <summary>What must be added to a connection string, or refused in it.</summary>
    public virtual string ConnectionString(string connectionString) => connectionString;

    public abstract Task<SourceTable> DescribeAsync(DatabaseSession session, Source source, CancellationToken cancellationToken);

    public abstract ColumnResolution Resolve(SourceColumn column, RedshiftType? asked, string? clrType);

    /// <summary>Begins the one read-only transaction whose snapshot all statements share.</summary>
    public abstract Task BeginSnapshotAsync(DatabaseSession session, CancellationToken cancellationToken);

    /// <summary>How a column stands in the SELECT list.</summary>
    public virtual string Select(ResolvedColumn column, string quoted) => quoted;

    /// <summary>What reads that column's cells.</summary>
    public abstract CellReader CellReader(ResolvedColumn column);

    /// <summary>An expression that gives the cursor's highest value as text that <see cref="CursorBound"/> reads.</summary>
    public abstract string Newest(ResolvedCursor cursor, ResolvedColumn column, string quoted);

    /// <summary>The mark, or expression around it, that compares like the cursor's column.</summary>
    /// <param name="isLower">Whether the value is a lower bound; where equal values have several texts, the mark must lie before or behind them all.</param>
    public abstract string Bound(SourceStatement statement, CursorBound bound, ResolvedColumn column, bool isLower);

    /// <summary>What ends a SELECT that is to give its first <paramref name="rows"/> rows alone.</summary>
    public virtual string FirstRows(long rows) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"FETCH FIRST {rows} ROWS ONLY");

    /// <summary>The source's clock in UTC.</summary>
    public abstract Task<DateTime> ClockAsync(DatabaseSession session, TimeProvider clock, CancellationToken cancellationToken);

    /// <summary>A statement that finds a cursor value whose form would make comparisons wrong; null where the column's type rules that out.</summary>
    public virtual SourceStatement? MisfitCursor(ResolvedCursor cursor, string quoted, string from) => null;

    /// <summary>How many rows the statement will give; null where that can't be had cheaply.</summary>
    public virtual Task<long?> ExpectedRowsAsync(DatabaseSession session, Source source, SourceStatement count, bool isWhole, CancellationToken cancellationToken) => Task.FromResult<long?>(null);

    /// <summary>
    /// Asks for a figure of a column by an exact aggregate; asks for nothing where there is none. <paramref name="quoted"/> is the column, whose values are staged as they are read.
    /// </summary>
    public virtual void Ask(FigureQuery query, Measured measured, string quoted)
    {
        if (measured.Measure == Measure.Nulls)
        {
            query.Add(measured, $"COUNT(*) - COUNT({quoted})");
        }
    }

    /// <summary>Work on an open connection; what the provider throws becomes the library's error.</summary>
    public async Task<T> TranslatingAsync<T>(Source source, Func<Task<T>> work, CancellationToken cancellationToken)
    {
        try
        {
            return await work();
        }
        catch (Exception error) when (error is DbException or IOException or System.Net.Sockets.SocketException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw Translate(error, source, isOpening: false);
        }
    }

    /// <summary>The library's error for one of the provider.</summary>
    public abstract SourceReadException Translate(Exception error, Source source, bool isOpening);

    protected static async Task<DbTransaction> BeginAsync(DatabaseSession session, IsolationLevel level, CancellationToken cancellationToken) =>
        await session.Connection.BeginTransactionAsync(level, cancellationToken);
}
