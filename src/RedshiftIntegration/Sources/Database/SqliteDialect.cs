using System.Data.Common;
using System.Globalization;
using RedshiftIntegration.Errors;
using RedshiftIntegration.Flow;
using RedshiftIntegration.Flow.Figures;
using RedshiftIntegration.Types;

namespace RedshiftIntegration.Sources.Database;

/// <summary>SQLite through Microsoft.Data.Sqlite.</summary>
internal sealed class SqliteDialect : DatabaseDialect
{
    private const string TimestampPattern = "[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9] [0-9][0-9]:[0-9][0-9]:[0-9][0-9]*";
    private const string DatePattern = "[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]";

    public override string Name => "SQLite";

    /// <summary>By backticks: SQLite reads an unknown name in double quotes as a string ("Double-quoted String Literals Are Accepted" in its quirks).</summary>
    public override string Quote(string identifier) => $"`{identifier.Replace("`", "``", StringComparison.Ordinal)}`";

    public override string ParameterMark(int index) => string.Create(CultureInfo.InvariantCulture, $"@p{index}");

    /// <summary>Without a Mode the provider would create the file that it can't find, and report an unknown table.</summary>
    public override string ConnectionString(string connectionString)
    {
        DbConnectionStringBuilder builder = new() { ConnectionString = connectionString };
        string file = (builder.TryGetValue("Data Source", out object? source) || builder.TryGetValue("DataSource", out source) || builder.TryGetValue("Filename", out source)) ? source.ToString() ?? string.Empty : string.Empty;
        if (!builder.ContainsKey("Mode") && file.Length > 0 && !file.Equals(":memory:", StringComparison.OrdinalIgnoreCase) && !file.StartsWith("file:", StringComparison.OrdinalIgnoreCase))
        {
            builder["Mode"] = "ReadWrite";
        }

        return builder.ConnectionString;
    }

    public override Task<SourceTable> DescribeAsync(DatabaseSession session, Source source, CancellationToken cancellationToken) =>
        source.IsQuery ? SqliteCatalogue.OfQueryAsync(session, source, cancellationToken) : SqliteCatalogue.OfTableAsync(session, this, source, cancellationToken);

    public override ColumnResolution Resolve(SourceColumn column, RedshiftType? asked, string? clrType) => SqliteType.Resolve(column, asked, clrType);

    /// <summary>By text: the provider's BeginTransaction takes the write lock at once.</summary>
    public override async Task BeginSnapshotAsync(DatabaseSession session, CancellationToken cancellationToken)
    {
        await session.ExecuteAsync("BEGIN DEFERRED", cancellationToken);
        session.EndStatement = "ROLLBACK";
    }

    /// <summary>A DECIMAL arrives as a double; its text has the digits that were stored. A BLOB stays one, to be refused.</summary>
    public override string Select(ResolvedColumn column, string quoted) => SqliteType.Of(column.SourceType).Family == TypeFamily.Decimal
        ? $"CASE typeof({quoted}) WHEN 'blob' THEN {quoted} ELSE CAST({quoted} AS TEXT) END"
        : quoted;

    public override CellReader CellReader(ResolvedColumn column)
    {
        TypeFamily family = SqliteType.Of(column.SourceType).Family;
        return family == TypeFamily.Unknown ? new ValueCell() : new SqliteCell(column.SourceType, family);
    }

    public override string Newest(ResolvedCursor cursor, ResolvedColumn column, string quoted) => $"CAST(MAX({quoted}) AS TEXT)";

    /// <summary>
    /// Times are text. Equal ones may differ in zeros after the point: the shortest text lies before them all, the longest behind.
    /// </summary>
    public override string Bound(SourceStatement statement, CursorBound bound, ResolvedColumn column, bool isLower)
    {
        if (bound.Kind == CursorKind.Number)
        {
            return statement.Parameter((long)Int128.Clamp(bound.Value, long.MinValue, long.MaxValue));
        }

        string text = bound.ToString();
        int point = text.IndexOf('.', StringComparison.Ordinal);
        return statement.Parameter(isLower && point > 0 ? $"{text[..point]}{text[point..].TrimEnd('0').TrimEnd('.')}" : text);
    }

    public override string FirstRows(long rows) => string.Create(CultureInfo.InvariantCulture, $"LIMIT {rows}");

    public override Task<DateTime> ClockAsync(DatabaseSession session, TimeProvider clock, CancellationToken cancellationToken) => Task.FromResult(clock.GetUtcNow().UtcDateTime);

    /// <summary>Comparisons of text are right only while all values have one form.</summary>
    public override SourceStatement MisfitCursor(ResolvedCursor cursor, string quoted, string from)
    {
        string misfit = cursor.Kind switch
        {
            CursorKind.Number => $"typeof({quoted}) <> 'integer'",
            CursorKind.Date => $"(typeof({quoted}) <> 'text' OR {quoted} NOT GLOB '{DatePattern}')",
            _ => $"(typeof({quoted}) <> 'text' OR {quoted} NOT GLOB '{TimestampPattern}')",
        };
        return new SourceStatement(this).Append($"SELECT typeof({quoted}) FROM {from} WHERE {quoted} IS NOT NULL AND {misfit} LIMIT 1");
    }

    public override async Task<long?> ExpectedRowsAsync(DatabaseSession session, Source source, SourceStatement count, bool isWhole, CancellationToken cancellationToken) =>
        await session.ScalarAsync(count, cancellationToken) as long?;

    /// <summary>
    /// SQLite's SUM overflows at 64 bits, and its DECIMALs and times have no exact sums or order: those are left to the reader's tally.
    /// </summary>
    public override void Ask(FigureQuery query, Measured measured, string quoted)
    {
        TypeFamily family = SqliteType.Of(measured.Column!.SourceType).Family;
        RedshiftTypeKind kind = measured.Column.Type.Kind;
        switch (measured.Measure)
        {
            case Measure.Min or Measure.Max when (family, kind) is (TypeFamily.Integer, RedshiftTypeKind.SmallInt or RedshiftTypeKind.Integer or RedshiftTypeKind.BigInt)
                or (TypeFamily.Double, RedshiftTypeKind.DoublePrecision) or (TypeFamily.Date, RedshiftTypeKind.Date):
                query.Add(measured, $"{(measured.Measure == Measure.Min ? "MIN" : "MAX")}({quoted})");
                break;
            case Measure.Sum when (family, kind) is (TypeFamily.Integer or TypeFamily.Boolean, RedshiftTypeKind.SmallInt or RedshiftTypeKind.Integer or RedshiftTypeKind.BigInt or RedshiftTypeKind.Boolean):
                query.AddHalves(measured, $"SUM({quoted} >> 32)", $"SUM({quoted} & 4294967295)");
                break;
            case Measure.Bytes when (family, kind) is (TypeFamily.Text, RedshiftTypeKind.Varchar or RedshiftTypeKind.Char) or (TypeFamily.Json, RedshiftTypeKind.Super) or (TypeFamily.Binary, RedshiftTypeKind.Varbyte):
                query.Add(measured, $"SUM(LENGTH(CAST({quoted} AS BLOB)))");
                break;
            default:
                base.Ask(query, measured, quoted);
                break;
        }
    }

    public override SourceReadException Translate(Exception error, Source source, bool isOpening) => error.Message switch
    {
        var m when m.Contains("no such table", StringComparison.Ordinal) => SourceProblems.UnknownTable(source.Connection, source.Name, error),
        var m when m.Contains("no such column", StringComparison.Ordinal) => SourceProblems.UnknownColumn(source.Connection, source.Name, Quoted(m), error),
        // 5 SQLITE_BUSY, 6 SQLITE_LOCKED: a writer is at work.
        var m when m.Contains("Error 5:", StringComparison.Ordinal) || m.Contains("Error 6:", StringComparison.Ordinal) =>
            SourceProblems.StatementFailed(source.Connection, source.Name, error, isTransient: true),
        // 26 SQLITE_NOTADB is also what a wrong key of an encrypted file gives.
        var m when m.Contains("Error 26:", StringComparison.Ordinal) || m.Contains("Error 23:", StringComparison.Ordinal) => SourceProblems.Denied(source.Connection, source.Name, error),
        _ when isOpening => SourceProblems.Unreachable(source.Connection, source.Name, error),
        _ => SourceProblems.StatementFailed(source.Connection, source.Name, error),
    };

    /// <summary>The name in <c>SQLite Error 1: 'no such column: x'.</c></summary>
    private static string? Quoted(string message)
    {
        int colon = message.LastIndexOf(": ", StringComparison.Ordinal);
        return colon < 0 ? null : message[(colon + 2)..].TrimEnd('.', '\'').Replace("q.", string.Empty, StringComparison.Ordinal);
    }
}
