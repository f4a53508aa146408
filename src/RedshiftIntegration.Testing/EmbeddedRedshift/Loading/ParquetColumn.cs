using System.Globalization;

namespace RedshiftIntegration.Testing.Loading;

/// <summary>One column of a file as <c>parquet_schema</c> tells it.</summary>
internal sealed record ParquetColumn(string Name, string Physical, int Width, string Converted, string Logical, int Precision, int Scale, bool Nested)
{
    public bool IsText => Physical == "BYTE_ARRAY" && (Converted == "UTF8" || Logical.StartsWith("StringType", StringComparison.Ordinal));

    public bool IsBytes => Physical == "BYTE_ARRAY" && Converted.Length == 0 && Logical.Length == 0;

    public bool IsDecimal => Converted == "DECIMAL" || Logical.StartsWith("DecimalType", StringComparison.Ordinal);

    public bool IsDate => Physical == "INT32" && (Converted == "DATE" || Logical.StartsWith("DateType", StringComparison.Ordinal));

    /// <summary>Signed bits that the annotation names; the physical width without one; 0 for unsigned or other annotations.</summary>
    public int IntegerBits => Converted switch
    {
        "INT_8" => 8,
        "INT_16" => 16,
        "INT_32" => 32,
        "INT_64" => 64,
        "" when Logical.Length == 0 => Physical switch { "INT32" => 32, "INT64" => 64, _ => 0 },
        _ => 0,
    };

    public bool IsTimestamp => Physical == "INT64" && (Converted.StartsWith("TIMESTAMP", StringComparison.Ordinal) || Logical.StartsWith("Timestamp", StringComparison.Ordinal));

    /// <summary>Redshift reads nanoseconds as wrong dates without an error, as live clusters have shown.</summary>
    public bool IsNanoseconds => IsTimestamp && Converted.Length == 0 && (Logical.Contains("NANOS=Nano", StringComparison.Ordinal) || !Logical.Contains("MICROS=Micro", StringComparison.Ordinal));

    /// <summary>Older writers leave the logical type out; the converted type then means UTC.</summary>
    public bool IsUtc => IsTimestamp && (Logical.Length == 0 || Logical.Contains("isAdjustedToUTC=1", StringComparison.Ordinal) || Logical.Contains("isAdjustedToUTC=true", StringComparison.Ordinal));

    public override string ToString()
    {
        var type = Physical.ToLowerInvariant() + (Physical == "FIXED_LEN_BYTE_ARRAY" ? string.Create(CultureInfo.InvariantCulture, $"({Width})") : "");
        var annotation = IsDecimal ? string.Create(CultureInfo.InvariantCulture, $" (DECIMAL({Precision},{Scale}))") : Converted.Length > 0 ? $" ({Converted})" : Logical.Length > 0 ? $" ({Logical})" : "";
        return $"optional {(Nested ? "group" : type)} {Name}{annotation}";
    }
}
