using System.Globalization;
using RedshiftIntegration.Errors;
using RedshiftIntegration.Flow;

namespace RedshiftIntegration.Sources.Database;

/// <summary>Takes the bounds of an incremental read, inside the snapshot that the rows are read from.</summary>
internal static class CursorQueries
{
    private const string ChunkColumn = "chunk_cursor";

    public static async Task<ReadBounds> BoundsAsync(
        DatabaseDialect dialect, DatabaseSession session, SourceSelect select, ResolvedCursor cursor, TimeProvider clock, CancellationToken cancellationToken)
    {
        await RefuseMisfitAsync(dialect, session, select, cursor, cancellationToken);
        if (select.Request.Range is { } range)
        {
            return ReadBounds.Of(range);
        }

        CursorBound? from = select.Request.WatermarkFrom is { Length: > 0 } text ? CursorBound.Parse(cursor.Kind, text) : null;
        string newestText = dialect.Newest(cursor, select.CursorColumn, select.Cursor);
        string? newest = await TextAsync(session, select.Filtered($"SELECT {newestText}", ReadBounds.Everything), cursor, cancellationToken);
        CursorBound? limit = newest is null ? null : CursorBound.OfClock(cursor.Kind, await dialect.ClockAsync(session, clock, cancellationToken));
        long deferred = 0;
        if (limit is { } now && !(CursorBound.TryParse(cursor.Kind, newest!, out CursorBound highest) && highest <= now))
        {
            // Rows beyond the clock stay for a later run; what lies below is found in a second look, so that the usual first one is a look into the index.
            newest = await TextAsync(session, select.Filtered($"SELECT {newestText}", new ReadBounds { Upper = now }), cursor, cancellationToken);
            ReadBounds beyond = new() { Lower = new CursorLowerBound(now, IsInclusive: false) };
            deferred = Convert.ToInt64(await session.ScalarAsync(select.Filtered("SELECT COUNT(*)", beyond), cancellationToken), CultureInfo.InvariantCulture);
        }

        CursorBound? found = Read(select, cursor, newest);
        CursorBound? upper = CursorBound.Upper(found, from);
        return new ReadBounds
        {
            Lower = CursorBound.Lower(cursor, from, select.Mode),
            Upper = upper,
            IsEmpty = upper is null,
            RowsDeferred = deferred,
        };
    }

    /// <summary>The cursor of the last of the first <paramref name="rows"/> rows of the request's range.</summary>
    public static async Task<CursorBound?> ChunkEndAsync(
        DatabaseDialect dialect, DatabaseSession session, SourceSelect select, ResolvedCursor cursor, long rows, CancellationToken cancellationToken)
    {
        await RefuseMisfitAsync(dialect, session, select, cursor, cancellationToken);
        SourceStatement first = select.Filtered($"SELECT {select.Cursor} AS {dialect.Quote(ChunkColumn)}", ReadBounds.Of(select.Request.Range!));
        first.Append($" ORDER BY {select.Cursor} {dialect.FirstRows(rows)}");
        string newest = dialect.Newest(cursor, select.CursorColumn, dialect.Quote(ChunkColumn));
        return Read(select, cursor, await TextAsync(session, first.Within($"SELECT {newest} FROM (", ") chunk"), cursor, cancellationToken));
    }

    private static CursorBound? Read(SourceSelect select, ResolvedCursor cursor, string? text) => text is null
        ? null
        : CursorBound.TryParse(cursor.Kind, text, out CursorBound value) ? value : throw Refused(select, cursor, "can't be read as a cursor");

    private static async Task RefuseMisfitAsync(DatabaseDialect dialect, DatabaseSession session, SourceSelect select, ResolvedCursor cursor, CancellationToken cancellationToken)
    {
        if (dialect.MisfitCursor(cursor, select.Cursor, select.From) is { } misfit && await session.ScalarAsync(misfit, cancellationToken) is { } found)
        {
            throw Refused(select, cursor, string.Create(CultureInfo.InvariantCulture, $"is stored as {found} or in another form than the rest, so it can't be compared"));
        }
    }

    private static SourceReadException Refused(SourceSelect select, ResolvedCursor cursor, string rule) => SourceProblems.ValueRefused(
        select.Request.Source.Connection,
        select.Request.Source.Name,
        select.Request.Pipeline,
        "some row",
        cursor.SourceColumn,
        rule,
        cursor.Kind switch
        {
            CursorKind.Number => "Store integers, or name another column in IncrementalBy.",
            CursorKind.Date => "Store yyyy-MM-dd, or name another column in IncrementalBy.",
            _ => "Store yyyy-MM-dd HH:mm:ss with at most 6 digits after the second, or name another column in IncrementalBy.",
        });

    private static async Task<string?> TextAsync(DatabaseSession session, SourceStatement statement, ResolvedCursor cursor, CancellationToken cancellationToken) =>
        await session.ScalarAsync(statement, cancellationToken) switch
        {
            null => null,
            string text => text,
            DateTime time => CursorBound.Of(cursor.Kind, time).ToString(),
            DateTimeOffset time => CursorBound.Of(cursor.Kind, time.UtcDateTime).ToString(),
            DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            var other => Convert.ToString(other, CultureInfo.InvariantCulture),
        };
}
