namespace RedshiftIntegration.Testing.Binding;

internal enum SqlTypeKind
{
    Boolean, SmallInt, Integer, BigInt, Real, Double, Decimal, Char, Varchar, Date, Time, TimeTz, Timestamp, TimestampTz, Super, Varbyte, Name, Oid,

    /// <summary>An intermediate of date arithmetic; no column or result has it.</summary>
    Interval,

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
internal sealed record SqlType(SqlTypeKind Kind, int Length = 0, int Precision = 0, int Scale = 0)
{
    public const int MaximumVarchar = 65535;

    public static SqlType Boolean { get; } = new(SqlTypeKind.Boolean);

    public static SqlType SmallInt { get; } = new(SqlTypeKind.SmallInt);

    public static SqlType Integer { get; } = new(SqlTypeKind.Integer);

    public static SqlType BigInt { get; } = new(SqlTypeKind.BigInt);

    public static SqlType Real { get; } = new(SqlTypeKind.Real);

    public static SqlType Double { get; } = new(SqlTypeKind.Double);

    public static SqlType Date { get; } = new(SqlTypeKind.Date);

    public static SqlType Time { get; } = new(SqlTypeKind.Time);

    public static SqlType Timestamp { get; } = new(SqlTypeKind.Timestamp);

    public static SqlType TimestampTz { get; } = new(SqlTypeKind.TimestampTz);

    public static SqlType Super { get; } = new(SqlTypeKind.Super);

    public static SqlType Name { get; } = new(SqlTypeKind.Name);

    public static SqlType Oid { get; } = new(SqlTypeKind.Oid);

    public static SqlType Unknown { get; } = new(SqlTypeKind.Unknown);

    public static SqlType Interval { get; } = new(SqlTypeKind.Interval);

    public static SqlType Varchar(int length = MaximumVarchar) => new(SqlTypeKind.Varchar, Math.Clamp(length, 1, MaximumVarchar));

    public static SqlType Decimal(int precision, int scale) => new(SqlTypeKind.Decimal, 0, precision, scale);

    public bool IsInteger => Kind is SqlTypeKind.SmallInt or SqlTypeKind.Integer or SqlTypeKind.BigInt or SqlTypeKind.Oid;

    public bool IsNumber => IsInteger || Kind is SqlTypeKind.Decimal or SqlTypeKind.Real or SqlTypeKind.Double;

    public bool IsFloat => Kind is SqlTypeKind.Real or SqlTypeKind.Double;

    public bool IsText => Kind is SqlTypeKind.Varchar or SqlTypeKind.Char or SqlTypeKind.Name;

    public bool IsDateTime => Kind is SqlTypeKind.Date or SqlTypeKind.Timestamp or SqlTypeKind.TimestampTz;

    /// <summary>As format_type and error messages print it.</summary>
    public override string ToString() => TypeNames.Print(this);
}
