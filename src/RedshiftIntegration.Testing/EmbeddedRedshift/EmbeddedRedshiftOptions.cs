namespace RedshiftIntegration.Testing;

/// <summary>How an <see cref="EmbeddedRedshift"/> is started. All parts may be left out.</summary>
public sealed record EmbeddedRedshiftOptions
{
    /// <summary>How clients prove their passwords.</summary>
    /// <value><see cref="RedshiftAuthentication.ScramSha256"/>.</value>
    public RedshiftAuthentication Authentication { get; init; }

    /// <summary>Where COPY finds its objects.</summary>
    /// <value>Null: a COPY is refused because its bucket does not exist.</value>
    public EmbeddedAws? Aws { get; init; }

    /// <summary>The region that the warehouse is in, such as <c>eu-central-1</c>: COPY from a bucket elsewhere then needs REGION, and is refused for Parquet.</summary>
    /// <value>Null: buckets of all regions are taken for near.</value>
    public string? Region { get; init; }

    /// <summary>The clock behind GETDATE(), SYSDATE, CURRENT_DATE, the history views, <c>statement_timeout</c> and <see cref="RedshiftFaults.Delay"/>.</summary>
    /// <value>The system's clock when null.</value>
    public TimeProvider? Clock { get; init; }

    /// <summary>The isolation level of the database at first; <c>ALTER DATABASE ... ISOLATION LEVEL</c> changes it.</summary>
    /// <value><see cref="RedshiftIsolation.Snapshot"/>, as new clusters and workgroups have it.</value>
    public RedshiftIsolation Isolation { get; init; }

    /// <summary>
    /// Where the server keeps its tables and working files, in a folder of its own that it deletes when it is disposed: several servers may share the folder.
    /// With it the data may be larger than the memory.
    /// </summary>
    /// <value>Null: tables are kept in memory, and what a statement can't keep there goes to the system's folder for temporary files.</value>
    public string? Folder { get; init; }
}
