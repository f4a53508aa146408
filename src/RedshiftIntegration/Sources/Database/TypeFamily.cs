using RedshiftIntegration.Errors;
using RedshiftIntegration.Flow;
using RedshiftIntegration.Types;

namespace RedshiftIntegration.Sources.Database;

/// <summary>What a source type is at heart, and with it what it can become without a silent loss; a value that does not fit is still refused when it comes.</summary>
internal enum TypeFamily
{
    Integer, Decimal, Real, Double, Text, Json, Binary, Boolean, Date, Timestamp, Time, Unknown,
}

internal static class TypeFamilies
{
    public static bool CanBecome(this TypeFamily family, RedshiftTypeKind kind) => kind is RedshiftTypeKind.Varchar or RedshiftTypeKind.Char || family switch
    {
        TypeFamily.Integer => kind is RedshiftTypeKind.SmallInt or RedshiftTypeKind.Integer or RedshiftTypeKind.BigInt or RedshiftTypeKind.Decimal or RedshiftTypeKind.Boolean,
        TypeFamily.Decimal => kind is RedshiftTypeKind.Decimal or RedshiftTypeKind.SmallInt or RedshiftTypeKind.Integer or RedshiftTypeKind.BigInt,
        TypeFamily.Real => kind is RedshiftTypeKind.Real or RedshiftTypeKind.DoublePrecision or RedshiftTypeKind.Decimal,
        TypeFamily.Double => kind is RedshiftTypeKind.DoublePrecision or RedshiftTypeKind.Decimal,
        TypeFamily.Binary => kind is RedshiftTypeKind.Varbyte,
        TypeFamily.Boolean => kind is RedshiftTypeKind.Boolean or RedshiftTypeKind.SmallInt or RedshiftTypeKind.Integer or RedshiftTypeKind.BigInt,
        TypeFamily.Date => kind is RedshiftTypeKind.Date or RedshiftTypeKind.Timestamp,
        TypeFamily.Timestamp => kind is RedshiftTypeKind.Timestamp or RedshiftTypeKind.TimestampTz,
        TypeFamily.Time => kind is RedshiftTypeKind.Time or RedshiftTypeKind.BigInt,
        TypeFamily.Json => kind is RedshiftTypeKind.Super,
        _ => true,
    };

    /// <summary>Texts can become whatever they spell; each value is checked.</summary>
    public static ColumnResolution Asked(SourceColumn column, TypeFamily family, RedshiftType asked) => family.CanBecome(asked.Kind)
        ? new() { Type = asked, Why = $"asked for; {Native(column)} in the source" }
        : new() { Problem = SourceProblems.NotCarried(column.Name, Native(column), asked, "Leave As out for the default type, ask for VARCHAR, or cast it in a DatabaseQuery.") };

    /// <summary>DECIMAL as Redshift should hold it: DECIMAL(19,s) is kept in 8 bytes there and overflows (AWS: r_Numeric_types201), so it becomes DECIMAL(20,s).</summary>
    public static RedshiftType Decimal(int precision, int scale) => RedshiftType.Decimal(precision == 19 ? 20 : precision, scale);

    private static string Native(SourceColumn column) => column.NativeType.Length == 0 ? "without a declared type" : column.NativeType;
}
