using System.Globalization;
using MySqlConnector;
using RedshiftIntegration.Flow;

namespace RedshiftIntegration.Sources.MySql;

/// <summary>The upper bound of an incremental read, taken in the read's own snapshot (docs/loading.md, The cursor).</summary>
internal sealed record MySqlBound(CursorBound? Upper, long Deferred)
{
    /// <summary>
    /// MAX(cursor) that is not above the source's clock, never below the watermark. A DATETIME has no zone: it may be written in UTC or in the server's
    /// zone, so the later of the two clocks is its bound; the earlier one would hold back fresh rows for hours.
    /// </summary>
    public static async Task<MySqlBound> TakeAsync(
        MySqlSession session, MySqlStatement statement, ResolvedCursor cursor, MySqlColumnFacts facts, TimeSpan localAhead, CursorBound? from, CancellationToken cancellationToken)
    {
        string column = MySqlName.Quote(cursor.SourceColumn);
        CursorBound? newest = await AskAsync(session, statement, $"CAST(MAX({column}) AS CHAR)", cursor.Kind, [], cancellationToken);
        if (newest is null || await ClockAsync(session, cursor.Kind, facts, localAhead, cancellationToken) is not { } clock || newest <= clock)
        {
            return new MySqlBound(CursorBound.Upper(newest, from), 0);
        }

        string limit = MySqlStatement.Literal(clock);
        newest = await AskAsync(session, statement, $"CAST(MAX({column}) AS CHAR)", cursor.Kind, [$"{column} <= {limit}"], cancellationToken);
        CursorBound? upper = CursorBound.Upper(newest, from);
        await using MySqlCommand count = statement.Command(session.Connection, "COUNT(*)", $"{column} > {MySqlStatement.Literal(upper ?? clock)}");
        long deferred = Convert.ToInt64(await count.ExecuteScalarAsync(cancellationToken), CultureInfo.InvariantCulture);
        return new MySqlBound(upper, deferred);
    }

    /// <summary>The conditions of the read; none of its rows if there is no bound at all.</summary>
    public void AddTo(MySqlStatement statement, ResolvedCursor cursor, CursorLowerBound? lower)
    {
        string column = MySqlName.Quote(cursor.SourceColumn);
        if (Upper is not { } upper)
        {
            statement.Add("1 = 0");
            return;
        }

        if (lower is { } from)
        {
            statement.Add($"{column} {(from.IsInclusive ? ">=" : ">")} {MySqlStatement.Literal(from.Value)}");
        }

        statement.Add($"{column} <= {MySqlStatement.Literal(upper)}");
    }

    /// <summary>The cursor of the last of the first <paramref name="rows"/> rows, which the cursor's index gives without a sort.</summary>
    public static async Task<CursorBound?> ChunkEndAsync(MySqlSession session, MySqlStatement statement, ResolvedCursor cursor, long rows, CancellationToken cancellationToken)
    {
        await using MySqlCommand command = statement.Command(session.Connection, MySqlName.Quote(cursor.SourceColumn) + " AS c");
        command.CommandText = string.Create(CultureInfo.InvariantCulture, $"SELECT CAST(MAX(c) AS CHAR) FROM ({command.CommandText} ORDER BY c LIMIT {rows}) AS chunk");
        return await command.ExecuteScalarAsync(cancellationToken) is string text ? CursorBound.Parse(cursor.Kind, text) : null;
    }

    private static async Task<CursorBound?> AskAsync(
        MySqlSession session, MySqlStatement statement, string select, CursorKind kind, string[] more, CancellationToken cancellationToken)
    {
        await using MySqlCommand command = statement.Command(session.Connection, select, more);
        string? text = await command.ExecuteScalarAsync(cancellationToken) as string;
        return text is not null && CursorBound.TryParse(kind, text, out CursorBound bound) ? bound : null;
    }

    private static async Task<CursorBound?> ClockAsync(
        MySqlSession session, CursorKind kind, MySqlColumnFacts facts, TimeSpan localAhead, CancellationToken cancellationToken)
    {
        if (kind == CursorKind.Number)
        {
            return null;
        }

        string text = (string)(await session.ScalarAsync("SELECT CAST(UTC_TIMESTAMP(6) AS CHAR)", cancellationToken))!;
        DateTime utc = CursorBound.Parse(CursorKind.Timestamp, text).ToDateTime();
        bool isPointInTime = facts.DataType == "timestamp";
        return CursorBound.OfClock(kind, isPointInTime || localAhead < TimeSpan.Zero ? utc : utc + localAhead);
    }
}
