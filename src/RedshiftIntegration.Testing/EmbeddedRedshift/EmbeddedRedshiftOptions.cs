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

    /// <summary>The clock behind GETDATE(), SYSDATE and the history views.</summary>
    /// <value>The system's clock when null.</value>
    public TimeProvider? Clock { get; init; }

    /// <summary>Where the server keeps its working files, in a folder of its own that it deletes when it is disposed.</summary>
    /// <value>The system's folder for temporary files when null.</value>
    public string? Folder { get; init; }
}
