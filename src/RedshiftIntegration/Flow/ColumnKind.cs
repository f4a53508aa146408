namespace RedshiftIntegration.Flow;

/// <summary>The physical type of a column in memory and in the Parquet file.</summary>
internal enum ColumnKind
{
    /// <summary>SMALLINT, INTEGER, DATE (days since 1970-01-01).</summary>
    Int32,

    /// <summary>BIGINT, DECIMAL of at most 18 digits (unscaled), TIMESTAMP and TIME (microseconds).</summary>
    Int64,

    Boolean,

    Float,

    Double,

    /// <summary>DECIMAL above 18 digits: big-endian two's complement of minimal width.</summary>
    FixedBytes,

    /// <summary>VARCHAR as UTF-8, VARBYTE.</summary>
    Bytes,
}
