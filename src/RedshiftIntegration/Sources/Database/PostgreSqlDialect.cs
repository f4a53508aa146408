using System.Data;
using System.Data.Common;
using System.Globalization;
using System.Net.Sockets;
using System.Security.Authentication;
using RedshiftIntegration.Errors;
using RedshiftIntegration.Flow;
using RedshiftIntegration.Flow.Figures;
using RedshiftIntegration.Types;

namespace RedshiftIntegration.Sources.Database;

/// <summary>PostgreSQL through Npgsql.</summary>
internal sealed class PostgreSqlDialect : DatabaseDialect
{
    public override string Name => "PostgreSQL";

    public override string Quote(string identifier) => $"\"{identifier.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>Positional: the provider then sends the text as it stands, without looking for names in it.</summary>
    public override string ParameterMark(int index) => string.Create(CultureInfo.InvariantCulture, $"${index + 1}");

    public override void Bind(DbParameter parameter, int index, object? value)
    {
        base.Bind(parameter, index, value);
        parameter.ParameterName = string.Empty;
    }

    public override string ConnectionString(string connectionString) => PostgreSqlConnectionString.Complete(connectionString);

    public override Task<SourceTable> DescribeAsync(DatabaseSession session, Source source, CancellationToken cancellationToken) =>
        source.IsQuery ? PostgreSqlCatalogue.OfQueryAsync(session, source, cancellationToken) : PostgreSqlCatalogue.OfTableAsync(session, this, source, cancellationToken);

    public override ColumnResolution Resolve(SourceColumn column, RedshiftType? asked, string? clrType) => PostgreSqlType.Resolve(column, asked);

    public override async Task BeginSnapshotAsync(DatabaseSession session, CancellationToken cancellationToken)
    {
        session.Transaction = await BeginAsync(session, IsolationLevel.RepeatableRead, cancellationToken);
        // SET LOCAL ends with the transaction, so a pooled connection keeps nothing of it.
        await session.ExecuteAsync(
            "SET TRANSACTION READ ONLY; SET LOCAL TimeZone = 'UTC'; SET LOCAL DateStyle = 'ISO, YMD'; SET LOCAL extra_float_digits = 1; SET LOCAL statement_timeout = 0",
            cancellationToken);
    }

    public override string Select(ResolvedColumn column, string quoted) => FormOf(column) == PostgreSqlCell.Form.Text && !IsPlainText(column) ? $"{quoted}::text" : quoted;

    public override CellReader CellReader(ResolvedColumn column) => new PostgreSqlCell(FormOf(column));

    public override string Newest(ResolvedCursor cursor, ResolvedColumn column, string quoted) =>
        IsZoned(column) ? $"(MAX({quoted}) AT TIME ZONE 'UTC')::text" : $"MAX({quoted})::text";

    public override string Bound(SourceStatement statement, CursorBound bound, ResolvedColumn column, bool isLower)
    {
        string type = column.SourceType.StartsWith("numeric", StringComparison.Ordinal) ? "numeric" : "bigint";
        return bound.Kind switch
        {
            CursorKind.Date => $"CAST({statement.Parameter(bound.ToString())} AS date)",
            CursorKind.Number => $"CAST({statement.Parameter(Int128.Clamp(bound.Value, long.MinValue, long.MaxValue).ToString(CultureInfo.InvariantCulture))} AS {type})",
            _ when IsZoned(column) => $"CAST({statement.Parameter(bound + "+00")} AS timestamptz)",
            _ => $"CAST({statement.Parameter(bound.ToString())} AS timestamp)",
        };
    }

    public override async Task<DateTime> ClockAsync(DatabaseSession session, TimeProvider clock, CancellationToken cancellationToken)
    {
        await using DbCommand command = session.CreateCommand("SELECT clock_timestamp() AT TIME ZONE 'UTC'");
        return (DateTime)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    public override async Task<long?> ExpectedRowsAsync(DatabaseSession session, Source source, SourceStatement count, bool isWhole, CancellationToken cancellationToken)
    {
        if (!isWhole || source.IsQuery)
        {
            return null;
        }

        SourceStatement statement = new(this);
        statement.Append("SELECT reltuples::bigint FROM pg_class WHERE oid = to_regclass(" + statement.Parameter(QuoteTable(source.Name)) + ") AND reltuples >= 0");
        return await session.ScalarAsync(statement, cancellationToken) as long?;
    }

    public override void Ask(FigureQuery query, Measured measured, string quoted) =>
        query.Add(measured, measured.Measure == Measure.Nulls ? $"COUNT(*) - COUNT({quoted})" : PostgreSqlFigures.Expression(measured, quoted, IsZoned(measured.Column!)));

    public override SourceReadException Translate(Exception error, Source source, bool isOpening)
    {
        string state = (error as DbException)?.SqlState ?? string.Empty;
        return state switch
        {
            "28P01" or "28000" or "42501" => SourceProblems.Denied(source.Connection, source.Name, error),
            "42P01" or "3F000" => SourceProblems.UnknownTable(source.Connection, source.Name, error),
            "42703" => SourceProblems.UnknownColumn(source.Connection, source.Name, error.Message.Split('"') is [_, { } column, ..] ? column : null, error),
            "57P01" or "57P02" or "57P03" or "08006" or "08000" when !isOpening => SourceProblems.ConnectionLost(source.Connection, source.Name, error),
            "40001" or "40P01" => SourceProblems.StatementFailed(source.Connection, source.Name, error, isTransient: true),
            "" when !isOpening && error.InnerException is IOException or SocketException or TimeoutException => SourceProblems.ConnectionLost(source.Connection, source.Name, error),
            _ when isOpening && error.InnerException is AuthenticationException => SourceProblems.NotTrusted(source.Connection, error),
            _ when isOpening => SourceProblems.Unreachable(source.Connection, source.Name, error),
            _ => SourceProblems.StatementFailed(source.Connection, source.Name, error),
        };
    }

    private static bool IsZoned(ResolvedColumn column) => column.SourceType.EndsWith("with time zone", StringComparison.Ordinal);

    /// <summary>A CHAR would lose its padding by the cast.</summary>
    private static bool IsPlainText(ResolvedColumn column) => column.SourceType.StartsWith("char", StringComparison.Ordinal) || column.SourceType is "text" or "name";

    private static PostgreSqlCell.Form FormOf(ResolvedColumn column)
    {
        bool isText = column.Type.Kind is RedshiftTypeKind.Varchar or RedshiftTypeKind.Char or RedshiftTypeKind.Decimal;
        return PostgreSqlType.Of(column.SourceType).Family switch
        {
            TypeFamily.Integer => column.SourceType switch
            {
                "smallint" => PostgreSqlCell.Form.Int16,
                "integer" => PostgreSqlCell.Form.Int32,
                "oid" => PostgreSqlCell.Form.UInt32,
                _ => PostgreSqlCell.Form.Int64,
            },
            TypeFamily.Boolean => PostgreSqlCell.Form.Boolean,
            TypeFamily.Real when !isText => PostgreSqlCell.Form.Single,
            TypeFamily.Double when !isText => PostgreSqlCell.Form.Double,
            TypeFamily.Date => PostgreSqlCell.Form.Date,
            TypeFamily.Timestamp => PostgreSqlCell.Form.Timestamp,
            TypeFamily.Time when !isText => PostgreSqlCell.Form.Clock,
            TypeFamily.Binary => PostgreSqlCell.Form.Bytes,
            _ => PostgreSqlCell.Form.Text,
        };
    }
}
