namespace RedshiftIntegration.Types;

internal enum RedshiftTypeKind
{
    SmallInt, Integer, BigInt, Boolean, Real, DoublePrecision, Decimal, Char, Varchar, Varbyte, Date, Time, Timestamp, TimestampTz, Super,
}
