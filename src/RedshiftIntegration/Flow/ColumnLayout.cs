using RedshiftIntegration.Types;

namespace RedshiftIntegration.Flow;

/// <summary>How the values of a type lie in memory and in the file. Decided by the transport type alone, so that file and stage table agree.</summary>
internal readonly record struct ColumnLayout(ColumnKind Kind, int FixedWidth)
{
    /// <summary>Decimals above this many digits don't fit INT64, and INT32 decimals are unproven in COPY.</summary>
    private const int MaxInt64Digits = 18;

    /// <summary>Bytes of a value without the bytes of text.</summary>
    public int BytesPerValue => Kind switch
    {
        ColumnKind.Int32 or ColumnKind.Float or ColumnKind.Bytes => sizeof(int),
        ColumnKind.Boolean => sizeof(bool),
        ColumnKind.FixedBytes => FixedWidth,
        _ => sizeof(long),
    };

    public static ColumnLayout Of(ResolvedColumn column)
    {
        RedshiftType transport = column.TransportType;
        return transport.Kind switch
        {
            RedshiftTypeKind.SmallInt or RedshiftTypeKind.Integer or RedshiftTypeKind.Date => new(ColumnKind.Int32, 0),
            RedshiftTypeKind.BigInt or RedshiftTypeKind.Timestamp => new(ColumnKind.Int64, 0),
            RedshiftTypeKind.Decimal when transport.Precision <= MaxInt64Digits => new(ColumnKind.Int64, 0),
            RedshiftTypeKind.Decimal => new(ColumnKind.FixedBytes, DecimalWidth(transport.Precision)),
            RedshiftTypeKind.Boolean => new(ColumnKind.Boolean, 0),
            RedshiftTypeKind.Real => new(ColumnKind.Float, 0),
            RedshiftTypeKind.DoublePrecision => new(ColumnKind.Double, 0),
            _ => new(ColumnKind.Bytes, 0),
        };
    }

    /// <summary>The fewest bytes whose two's complement holds <paramref name="digits"/> nines (parquet-format, LogicalTypes, DECIMAL).</summary>
    public static int DecimalWidth(int digits)
    {
        Int128 nines = CanonicalNumber.PowerOfTen(digits) - 1;
        int width = 1;
        while (width < 16 && nines >= Int128.One << ((8 * width) - 1))
        {
            width++;
        }

        return width;
    }
}
