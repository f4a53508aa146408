namespace RedshiftIntegration.Testing.Binding;

internal enum SqlTypeKind
{
    Boolean, SmallInt, Integer, BigInt, Real, Double, Decimal, Char, Varchar, Date, Time, TimeTz, Timestamp, TimestampTz, Super, Varbyte, Name, Oid,

    /// <summary>A bare NULL or a parameter without a declared type, before it is coerced.</summary>
    Unknown,
}

/// <summary>
/// A Redshift type as the binder computes it and as the wire reports it. CLR values of results: bool, short, int, long, float, double,
/// <see cref="string"/> for DECIMAL (canonical text with the full scale), CHAR, VARCHAR, SUPER (JSON text) and NAME, DateOnly, TimeOnly,
/// DateTime (TIMESTAMP, TIMESTAMPTZ in UTC), byte[] for VARBYTE, uint for OID.
/// </summary>
/// <param name="Kind">The family.</param>
/// <param name="Length">CHAR, VARCHAR, VARBYTE: bytes.</param>
/// <param name="Precision">DECIMAL: digits.</param>
/// <param name="Scale">DECIMAL: digits after the point.</param>
internal sealed record SqlType(SqlTypeKind Kind, int Length = 0, int Precision = 0, int Scale = 0);
