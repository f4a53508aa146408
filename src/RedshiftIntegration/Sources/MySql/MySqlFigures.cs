using MySqlConnector;
using RedshiftIntegration.Flow;
using RedshiftIntegration.Flow.Figures;
using RedshiftIntegration.Types;

namespace RedshiftIntegration.Sources.MySql;

/// <summary>
/// The figures of the rows that a read gives, by one aggregate statement in its snapshot. All are exact: MySQL sums integers and decimals as DECIMAL of up to
/// 65 digits, and numbers and times come as text.
/// </summary>
/// <param name="statement">FROM and WHERE of the read, its bounds included.</param>
/// <param name="table">What the catalogue says.</param>
/// <param name="mapping">What is read.</param>
internal sealed class MySqlFigures(MySqlStatement statement, SourceTable table, ResolvedMapping mapping)
{
    private const string EpochDays = "719528";

    private readonly Dictionary<string, MySqlColumnFacts> _facts = table.Columns.DistinctBy(c => c.Name, StringComparer.OrdinalIgnoreCase)
        .Where(c => c.Facts is MySqlColumnFacts).ToDictionary(c => c.Name, c => (MySqlColumnFacts)c.Facts!, StringComparer.OrdinalIgnoreCase);

    public async Task<IReadOnlyList<Figure>> AskAsync(MySqlSession session, IReadOnlyList<Measured> measured, CancellationToken cancellationToken)
    {
        FigureQuery query = Query(measured);
        await using MySqlCommand command = statement.Command(session.Connection, query.SelectList);
        await using CancellationTokenRegistration cancelling = cancellationToken.Register(command.Cancel);
        await using MySqlDataReader reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? query.Read(i => reader.IsDBNull(i) ? null : reader.GetValue(i)) : [];
    }

    public FigureQuery Query(IReadOnlyList<Measured> measured)
    {
        FigureQuery query = new();
        foreach (Measured one in measured)
        {
            query.Add(one, one.Column is { } column ? OfColumn(column, one.Measure) : OfRows(one.Measure));
        }

        return query;
    }

    /// <summary>A key that is not the source's primary key is left to the load, which refuses what is ambiguous in it: counting it would sort the whole table.</summary>
    private string? OfRows(Measure measure) => measure == Measure.Rows || SourceKey.IsPrimary(mapping, table) ? "COUNT(*)" : null;

    private string? OfColumn(ResolvedColumn column, Measure measure)
    {
        if (table.IsComputed || !ExpectedFigures.IsOfSource(column) || !_facts.TryGetValue(column.SourceColumn!, out MySqlColumnFacts? facts) || MySqlTypeMap.RowOf(facts) is not { } row)
        {
            return null;
        }

        string name = MySqlName.Quote(column.SourceColumn!);
        MySqlFamily family = row.Family(facts);
        return measure switch
        {
            Measure.Nulls => $"COUNT(*) - COUNT({name})",
            Measure.Bytes => Bytes(facts, family, column.Type.Kind, name) is { } bytes ? $"CAST(SUM(OCTET_LENGTH({bytes})) AS CHAR)" : null,
            Measure.Sum => Summed(facts, family, column.Type.Kind, name) is { } summed ? $"CAST(SUM({summed}) AS CHAR)" : null,
            Measure.Min => Compared(facts, family, column.Type.Kind, name) is { } least ? $"CAST(MIN({least}) AS CHAR)" : null,
            Measure.Max => Compared(facts, family, column.Type.Kind, name) is { } greatest ? $"CAST(MAX({greatest}) AS CHAR)" : null,
            _ => null,
        };
    }

    /// <summary>The octets that the read gives: UTF-8 whatever the column's character set.</summary>
    private static string? Bytes(MySqlColumnFacts facts, MySqlFamily family, RedshiftTypeKind kind, string name) => (family, kind) switch
    {
        (MySqlFamily.Binary, RedshiftTypeKind.Varbyte) => name,
        (MySqlFamily.Geometry, RedshiftTypeKind.Varbyte) => $"ST_AsWKB({name})",
        (MySqlFamily.Spelled, _) or (MySqlFamily.Json, _) when facts.DataType is "json" or "uuid" or "inet4" or "inet6" => $"CAST({name} AS CHAR)",
        (MySqlFamily.Text or MySqlFamily.Json, RedshiftTypeKind.Varchar or RedshiftTypeKind.Char or RedshiftTypeKind.Super) =>
            !facts.IsOfQuery && facts.Charset is "utf8mb4" or "utf8mb3" or "utf8" or "ascii" ? name : $"CONVERT({name} USING utf8mb4)",
        _ => null,
    };

    private static string? Compared(MySqlColumnFacts facts, MySqlFamily family, RedshiftTypeKind kind, string name) => (family, kind) switch
    {
        _ when IsWhole(family, kind) => Number(facts, family, name),
        (MySqlFamily.Decimal, RedshiftTypeKind.Decimal) => Number(facts, family, name),
        (MySqlFamily.Float, RedshiftTypeKind.Real or RedshiftTypeKind.DoublePrecision) => $"{name} + 0e0",
        (MySqlFamily.Double, RedshiftTypeKind.DoublePrecision) => name,
        (MySqlFamily.Date, RedshiftTypeKind.Date) => name,
        (MySqlFamily.DateTime, RedshiftTypeKind.Timestamp or RedshiftTypeKind.TimestampTz) => name,
        (MySqlFamily.Time, RedshiftTypeKind.BigInt or RedshiftTypeKind.Time) => name,
        _ => null,
    };

    /// <summary>TIME_TO_SEC of fractions differs by server, so a TIME is taken apart.</summary>
    private static string? Summed(MySqlColumnFacts facts, MySqlFamily family, RedshiftTypeKind kind, string name) => (family, kind) switch
    {
        (MySqlFamily.Date, RedshiftTypeKind.Date) => $"TO_DAYS({name}) - {EpochDays}",
        (MySqlFamily.DateTime, RedshiftTypeKind.Timestamp or RedshiftTypeKind.TimestampTz) => $"TIMESTAMPDIFF(MICROSECOND, TIMESTAMP'1970-01-01 00:00:00', {name})",
        (MySqlFamily.Time, RedshiftTypeKind.BigInt or RedshiftTypeKind.Time) =>
            $"IF({name} < TIME'00:00:00', -1, 1) * (HOUR({name}) * 3600000000 + MINUTE({name}) * 60000000 + SECOND({name}) * 1000000 + MICROSECOND({name}))",
        (MySqlFamily.Bit or MySqlFamily.Int or MySqlFamily.BigInt, RedshiftTypeKind.Boolean) => Number(facts, family, name),
        _ when IsWhole(family, kind) => Number(facts, family, name),
        (MySqlFamily.Decimal, RedshiftTypeKind.Decimal) => Number(facts, family, name),
        _ => null,
    };

    private static bool IsWhole(MySqlFamily family, RedshiftTypeKind kind) => family is MySqlFamily.Int or MySqlFamily.BigInt or MySqlFamily.Bit
        && kind is RedshiftTypeKind.SmallInt or RedshiftTypeKind.Integer or RedshiftTypeKind.BigInt or RedshiftTypeKind.Decimal;

    /// <summary>+ 0 takes ZEROFILL's padding away and makes numbers of BIT and YEAR.</summary>
    private static string Number(MySqlColumnFacts facts, MySqlFamily family, string name) =>
        facts.IsZerofill || family == MySqlFamily.Bit || facts.DataType == "year" ? $"{name} + 0" : name;
}
