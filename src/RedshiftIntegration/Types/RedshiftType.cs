using System.Globalization;
using RedshiftIntegration.Types;

namespace RedshiftIntegration;

/// <summary>A column type of Amazon Redshift.</summary>
/// <remarks>Source: AWS, "Data types" in the Amazon Redshift Database Developer Guide (c_Supported_data_types).</remarks>
public sealed record RedshiftType
{
    /// <summary>The largest VARCHAR, in bytes.</summary>
    internal const int MaxVarcharBytes = 65_535;

    /// <summary>The largest CHAR, in bytes.</summary>
    internal const int MaxCharBytes = 4_096;

    /// <summary>The largest VARBYTE, in bytes.</summary>
    internal const int MaxVarbyteBytes = 16_777_216;

    internal RedshiftType(RedshiftTypeKind kind) => Kind = kind;

    /// <summary>SMALLINT, 2 bytes, -32768 to 32767.</summary>
    public static RedshiftType SmallInt { get; } = new(RedshiftTypeKind.SmallInt);

    /// <summary>INTEGER, 4 bytes.</summary>
    public static RedshiftType Integer { get; } = new(RedshiftTypeKind.Integer);

    /// <summary>BIGINT, 8 bytes.</summary>
    public static RedshiftType BigInt { get; } = new(RedshiftTypeKind.BigInt);

    /// <summary>BOOLEAN.</summary>
    public static RedshiftType Boolean { get; } = new(RedshiftTypeKind.Boolean);

    /// <summary>REAL, 4-byte floating point.</summary>
    public static RedshiftType Real { get; } = new(RedshiftTypeKind.Real);

    /// <summary>DOUBLE PRECISION, 8-byte floating point.</summary>
    public static RedshiftType DoublePrecision { get; } = new(RedshiftTypeKind.DoublePrecision);

    /// <summary>DATE, a calendar day without a time.</summary>
    public static RedshiftType Date { get; } = new(RedshiftTypeKind.Date);

    /// <summary>TIME, a time of day with microseconds and without a zone.</summary>
    public static RedshiftType Time { get; } = new(RedshiftTypeKind.Time);

    /// <summary>TIMESTAMP, date and time with microseconds and without a zone.</summary>
    public static RedshiftType Timestamp { get; } = new(RedshiftTypeKind.Timestamp);

    /// <summary>TIMESTAMPTZ, a point in time, shown in the session's zone.</summary>
    public static RedshiftType TimestampTz { get; } = new(RedshiftTypeKind.TimestampTz);

    /// <summary>SUPER, semi-structured data.</summary>
    public static RedshiftType Super { get; } = new(RedshiftTypeKind.Super);

    internal RedshiftTypeKind Kind { get; }

    /// <summary>CHAR, VARCHAR, VARBYTE: the length in bytes; else 0.</summary>
    internal int Length { get; private init; }

    /// <summary>DECIMAL: digits in all; else 0.</summary>
    internal int Precision { get; private init; }

    /// <summary>DECIMAL: digits after the point; else 0.</summary>
    internal int Scale { get; private init; }

    /// <summary>DECIMAL(<paramref name="precision"/>, <paramref name="scale"/>).</summary>
    /// <param name="precision">Digits in all, 1 to 38.</param>
    /// <param name="scale">Digits after the point, 0 to 37 and not above the precision.</param>
    /// <exception cref="ArgumentOutOfRangeException">A bound is passed (AWS: r_Numeric_types201).</exception>
    public static RedshiftType Decimal(int precision, int scale)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(precision, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(precision, 38);
        ArgumentOutOfRangeException.ThrowIfNegative(scale);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(scale, Math.Min(precision, 37));
        return new(RedshiftTypeKind.Decimal) { Precision = precision, Scale = scale };
    }

    /// <summary>CHAR(<paramref name="bytes"/>): single-byte characters, padded with blanks.</summary>
    /// <param name="bytes">Bytes, 1 to 4096.</param>
    public static RedshiftType Char(int bytes) => Sized(RedshiftTypeKind.Char, bytes, MaxCharBytes);

    /// <summary>VARCHAR(<paramref name="bytes"/>): UTF-8 text; the length counts bytes, not characters.</summary>
    /// <param name="bytes">Bytes, 1 to 65535.</param>
    public static RedshiftType Varchar(int bytes) => Sized(RedshiftTypeKind.Varchar, bytes, MaxVarcharBytes);

    /// <summary>VARBYTE(<paramref name="bytes"/>): binary data.</summary>
    /// <param name="bytes">Bytes, 1 to 16777216.</param>
    public static RedshiftType Varbyte(int bytes) => Sized(RedshiftTypeKind.Varbyte, bytes, MaxVarbyteBytes);

    /// <summary>The type as it stands in DDL, for example <c>DECIMAL(12,2)</c>.</summary>
    public override string ToString() => Kind switch
    {
        RedshiftTypeKind.SmallInt => "SMALLINT",
        RedshiftTypeKind.Integer => "INTEGER",
        RedshiftTypeKind.BigInt => "BIGINT",
        RedshiftTypeKind.Boolean => "BOOLEAN",
        RedshiftTypeKind.Real => "REAL",
        RedshiftTypeKind.DoublePrecision => "DOUBLE PRECISION",
        RedshiftTypeKind.Decimal => string.Create(CultureInfo.InvariantCulture, $"DECIMAL({Precision},{Scale})"),
        RedshiftTypeKind.Char => string.Create(CultureInfo.InvariantCulture, $"CHAR({Length})"),
        RedshiftTypeKind.Varchar => string.Create(CultureInfo.InvariantCulture, $"VARCHAR({Length})"),
        RedshiftTypeKind.Varbyte => string.Create(CultureInfo.InvariantCulture, $"VARBYTE({Length})"),
        RedshiftTypeKind.Date => "DATE",
        RedshiftTypeKind.Time => "TIME",
        RedshiftTypeKind.Timestamp => "TIMESTAMP",
        RedshiftTypeKind.TimestampTz => "TIMESTAMPTZ",
        _ => "SUPER",
    };

    /// <summary>Reads what <see cref="ToString"/> writes; null where the text is no such type.</summary>
    internal static RedshiftType? TryParse(string text)
    {
        int open = text.IndexOf('(', StringComparison.Ordinal);
        string name = (open < 0 ? text : text[..open]).Trim().ToUpperInvariant();
        int[] sizes = [];
        if (open >= 0)
        {
            if (!text.EndsWith(')'))
            {
                return null;
            }

            string[] parts = text[(open + 1)..^1].Split(',');
            sizes = new int[parts.Length];
            for (int i = 0; i < parts.Length; i++)
            {
                if (!int.TryParse(parts[i], NumberStyles.None | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out sizes[i]))
                {
                    return null;
                }
            }
        }

        try
        {
            return (name, sizes.Length) switch
            {
                ("SMALLINT", 0) => SmallInt,
                ("INTEGER", 0) => Integer,
                ("BIGINT", 0) => BigInt,
                ("BOOLEAN", 0) => Boolean,
                ("REAL", 0) => Real,
                ("DOUBLE PRECISION", 0) => DoublePrecision,
                ("DATE", 0) => Date,
                ("TIME", 0) => Time,
                ("TIMESTAMP", 0) => Timestamp,
                ("TIMESTAMPTZ", 0) => TimestampTz,
                ("SUPER", 0) => Super,
                ("DECIMAL", 2) => Decimal(sizes[0], sizes[1]),
                ("CHAR", 1) => Char(sizes[0]),
                ("VARCHAR", 1) => Varchar(sizes[0]),
                ("VARBYTE", 1) => Varbyte(sizes[0]),
                _ => null,
            };
        }
        catch (ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    private static RedshiftType Sized(RedshiftTypeKind kind, int bytes, int max)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bytes, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes, max);
        return new(kind) { Length = bytes };
    }
}
