namespace RedshiftIntegration.Flow;

/// <summary>Rows by column, in the physical form of the Parquet file; reused from a pool.</summary>
internal sealed class ColumnBatch
{
    public int Rows { get; set; }
}
