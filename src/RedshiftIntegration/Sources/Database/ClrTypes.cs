using RedshiftIntegration.Flow;

namespace RedshiftIntegration.Sources.Database;

/// <summary>The default type of a typed row's property, where the catalogue can't say more.</summary>
internal static class ClrTypes
{
    public static RedshiftType? Default(string clrType) => clrType.TrimEnd('?') switch
    {
        "Byte" or "SByte" or "Int16" => RedshiftType.SmallInt,
        "UInt16" or "Int32" => RedshiftType.Integer,
        "UInt32" or "Int64" => RedshiftType.BigInt,
        "UInt64" => RedshiftType.Decimal(20, 0),
        "Boolean" => RedshiftType.Boolean,
        "Single" => RedshiftType.Real,
        "Double" => RedshiftType.DoublePrecision,
        "String" => RedshiftType.Varchar(RedshiftType.MaxVarcharBytes),
        "Guid" => RedshiftType.Char(36),
        "Byte[]" => RedshiftType.Varbyte(RedshiftType.MaxVarbyteBytes),
        "DateOnly" => RedshiftType.Date,
        "TimeOnly" => RedshiftType.Time,
        "DateTime" or "DateTimeOffset" => RedshiftType.Timestamp,
        _ => null,
    };

    /// <summary>The type by the property; the problem where a property does not say enough, as with Decimal.</summary>
    public static ColumnResolution Resolve(SourceColumn column, string? clrType, Problem problem) => clrType is not null && Default(clrType) is { } type
        ? new() { Type = type, Why = $"by the property's type {clrType}" }
        : new() { Problem = problem };
}
