namespace RedshiftIntegration.Testing;

/// <summary>The isolation level of a database; all of its transactions have it, whatever level their BEGIN names (AWS: c_serial_isolation).</summary>
public enum RedshiftIsolation
{
    /// <summary>Redshift's default. INSERT and COPY share a table; a change of a row that changed after the transaction's snapshot is error 1023.</summary>
    Snapshot,

    /// <summary>All writers of a table wait for each other, and a statement after which the transactions had no serial order is error 1023.</summary>
    Serializable,
}
