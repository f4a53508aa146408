namespace RedshiftIntegration;

/// <summary>How sources are read.</summary>
public sealed class ExtractionOptions
{
    /// <summary>Rows in a batch between reader and encoder. Default: 4096, whose batches fit the processor's cache.</summary>
    public int BatchRows { get; set; } = 4_096;

    /// <summary>Encoded bytes after which a row group is closed. Default: 16 MB.</summary>
    public int RowGroupBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>Rows of one chunk of a back-fill, which is read in one snapshot and loaded in one transaction. Default: 5,000,000.</summary>
    public long BackfillRows { get; set; } = 5_000_000;

    /// <summary>Compressed bytes after which the next file is begun. Default: 128 MB.</summary>
    public long FileBytes { get; set; } = 128L * 1024 * 1024;
}
