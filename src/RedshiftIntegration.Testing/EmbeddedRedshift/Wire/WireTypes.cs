using RedshiftIntegration.Testing.Binding;
using RedshiftIntegration.Testing.Engine;

namespace RedshiftIntegration.Testing.Wire;

/// <summary>Redshift's type numbers, sizes and modifiers as a row description carries them (measured on a live Redshift; VARBYTE's number is from its documentation).</summary>
internal static class WireTypes
{
    private const int SuperBytes = 16_384_000;

    public static uint Oid(SqlType type) => type.Kind switch
    {
        SqlTypeKind.Boolean => 16,
        SqlTypeKind.SmallInt => 21,
        SqlTypeKind.Integer => 23,
        SqlTypeKind.BigInt => 20,
        SqlTypeKind.Real => 700,
        SqlTypeKind.Double => 701,
        SqlTypeKind.Decimal => 1700,
        SqlTypeKind.Char => 1042,
        SqlTypeKind.Date => 1082,
        SqlTypeKind.Time => 1083,
        SqlTypeKind.TimeTz => 1266,
        SqlTypeKind.Timestamp => 1114,
        SqlTypeKind.TimestampTz => 1184,
        SqlTypeKind.Super => 4000,
        SqlTypeKind.Varbyte => 6551,
        SqlTypeKind.Name => 19,
        SqlTypeKind.Oid => 26,
        _ => 1043,
    };

    public static short Size(SqlType type) => type.Kind switch
    {
        SqlTypeKind.Boolean => 1,
        SqlTypeKind.SmallInt => 2,
        SqlTypeKind.Integer or SqlTypeKind.Real or SqlTypeKind.Date or SqlTypeKind.Oid => 4,
        SqlTypeKind.BigInt or SqlTypeKind.Double or SqlTypeKind.Time or SqlTypeKind.Timestamp or SqlTypeKind.TimestampTz => 8,
        SqlTypeKind.TimeTz => 12,
        SqlTypeKind.Name => 64,
        _ => -1,
    };

    /// <summary>Lengths carry four bytes of an old header, as in PostgreSQL.</summary>
    public static int Modifier(SqlType type) => type.Kind switch
    {
        SqlTypeKind.Decimal when type.Precision > 0 => ((type.Precision << 16) | type.Scale) + 4,
        SqlTypeKind.Char or SqlTypeKind.Varchar or SqlTypeKind.Varbyte when type.Length > 0 => type.Length + 4,
        SqlTypeKind.Super => SuperBytes,
        _ => -1,
    };

    /// <summary>The type that a client declares in Parse; null where the binder shall infer it.</summary>
    public static SqlType? Declared(uint oid) => oid switch
    {
        16 => new SqlType(SqlTypeKind.Boolean),
        17 or 6551 => new SqlType(SqlTypeKind.Varbyte, Length: 1_024_000),
        19 => new SqlType(SqlTypeKind.Name),
        20 => new SqlType(SqlTypeKind.BigInt),
        21 => new SqlType(SqlTypeKind.SmallInt),
        23 => new SqlType(SqlTypeKind.Integer),
        26 => new SqlType(SqlTypeKind.Oid),
        700 => new SqlType(SqlTypeKind.Real),
        701 => new SqlType(SqlTypeKind.Double),
        1700 => new SqlType(SqlTypeKind.Decimal, Precision: 38, Scale: 10),
        25 or 1042 or 1043 => new SqlType(SqlTypeKind.Varchar, Length: 65_535),
        1082 => new SqlType(SqlTypeKind.Date),
        1083 => new SqlType(SqlTypeKind.Time),
        1266 => new SqlType(SqlTypeKind.TimeTz),
        1114 => new SqlType(SqlTypeKind.Timestamp),
        1184 => new SqlType(SqlTypeKind.TimestampTz),
        4000 => new SqlType(SqlTypeKind.Super),
        0 or 705 => null,
        _ => throw SqlError.NotSupported($"a parameter of type {oid}"),
    };
}
