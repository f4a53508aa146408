namespace RedshiftIntegration;

/// <summary>The codec of staged Parquet files.</summary>
public enum StagingCompression
{
    /// <summary>Least CPU.</summary>
    Snappy,

    /// <summary>Zstandard level 1: about 30 % fewer bytes. Try one file on your own cluster first.</summary>
    Zstd,

    /// <summary>None.</summary>
    None,
}
