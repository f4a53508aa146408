namespace RedshiftIntegration;

/// <summary>The warehouse that pipelines load.</summary>
public sealed class RedshiftOptions
{
    /// <summary>An Npgsql connection string. TLS is verified (<c>SSL Mode=VerifyFull</c>) and keep-alive on unless it says otherwise. No default.</summary>
    public string ConnectionString { get; set; } = string.Empty;

    /// <summary>The role that COPY reads S3 with: an ARN, a chain of ARNs separated by commas, or <c>default</c>. Default: <c>default</c>, the cluster's default role.</summary>
    public string CopyRole { get; set; } = "default";

    /// <summary>The schema of run records, gates and mappings. Default: <c>redshift_integration</c>.</summary>
    public string ControlSchema { get; set; } = "redshift_integration";
}
