using RedshiftIntegration.Flow.Figures;
using RedshiftIntegration.Types;

namespace RedshiftIntegration.Sources.Database;

/// <summary>PostgreSQL's exact aggregates, as text. Before version 14 EXTRACT is a double, so times are summed as days and the microseconds of a day.</summary>
internal static class PostgreSqlFigures
{
    public static string? Expression(Measured measured, string quoted, bool isZoned)
    {
        string native = measured.Column!.SourceType;
        RedshiftTypeKind kind = measured.Column.Type.Kind;
        TypeFamily family = PostgreSqlType.Of(native).Family;
        return measured.Measure switch
        {
            Measure.Min => Compared(family, kind) ? Extreme("MIN", quoted, isZoned) : null,
            Measure.Max => Compared(family, kind) ? Extreme("MAX", quoted, isZoned) : null,
            Measure.Sum => Summed(family, kind, isZoned ? $"({quoted} AT TIME ZONE 'UTC')" : quoted) is { } summed ? $"SUM({summed})::text" : null,
            Measure.Bytes => Bytes(family, kind, native, quoted) is { } bytes ? $"SUM(OCTET_LENGTH({bytes}))::text" : null,
            _ => null,
        };
    }

    private static string Extreme(string aggregate, string quoted, bool isZoned) =>
        isZoned ? $"({aggregate}({quoted}) AT TIME ZONE 'UTC')::text" : $"{aggregate}({quoted})::text";

    private static bool Compared(TypeFamily family, RedshiftTypeKind kind) => (family, kind) switch
    {
        (TypeFamily.Integer, RedshiftTypeKind.SmallInt or RedshiftTypeKind.Integer or RedshiftTypeKind.BigInt or RedshiftTypeKind.Decimal) => true,
        (TypeFamily.Decimal, RedshiftTypeKind.Decimal) => true,
        (TypeFamily.Real, RedshiftTypeKind.Real) or (TypeFamily.Double, RedshiftTypeKind.DoublePrecision) => true,
        (TypeFamily.Date, RedshiftTypeKind.Date) => true,
        (TypeFamily.Timestamp, RedshiftTypeKind.Timestamp or RedshiftTypeKind.TimestampTz) => true,
        (TypeFamily.Time, RedshiftTypeKind.Time or RedshiftTypeKind.BigInt) => true,
        _ => false,
    };

    private static string? Summed(TypeFamily family, RedshiftTypeKind kind, string value) => family switch
    {
        TypeFamily.Boolean when kind == RedshiftTypeKind.Boolean => $"{value}::int",
        TypeFamily.Date when kind == RedshiftTypeKind.Date => $"({value} - DATE '1970-01-01')::bigint",
        TypeFamily.Timestamp when Compared(family, kind) =>
            $"({value}::date - DATE '1970-01-01')::bigint * 86400000000 + ROUND(EXTRACT(EPOCH FROM ({value} - DATE_TRUNC('day', {value}))) * 1000000)::bigint",
        TypeFamily.Time when Compared(family, kind) => $"ROUND(EXTRACT(EPOCH FROM {value}) * 1000000)::bigint",
        TypeFamily.Integer when Compared(family, kind) => $"{value}::bigint",
        TypeFamily.Decimal when Compared(family, kind) => value,
        _ => null,
    };

    /// <summary>Padded CHAR loses its blanks in every function but OCTET_LENGTH, which counts the server's own encoding: left to the reader's tally.</summary>
    private static string? Bytes(TypeFamily family, RedshiftTypeKind kind, string native, string quoted) => family switch
    {
        TypeFamily.Binary when kind == RedshiftTypeKind.Varbyte => quoted,
        TypeFamily.Text or TypeFamily.Json when !native.StartsWith("character(", StringComparison.Ordinal)
            && kind is RedshiftTypeKind.Varchar or RedshiftTypeKind.Char or RedshiftTypeKind.Super => $"CONVERT_TO({quoted}::text, 'UTF8')",
        _ => null,
    };
}
