namespace RedshiftIntegration;

/// <summary>The library's settings, bound from configuration and validated at start, all problems at once.</summary>
public sealed class RedshiftIntegrationOptions
{
    /// <summary>The warehouse.</summary>
    public RedshiftOptions Redshift { get; set; } = new();

    /// <summary>Where files wait for COPY.</summary>
    public StagingOptions Staging { get; set; } = new();

    /// <summary>How sources are read.</summary>
    public ExtractionOptions Extraction { get; set; } = new();

    /// <summary>Names of what a plan makes.</summary>
    public DeploymentOptions Deployment { get; set; } = new();

    /// <summary>Protection of personal data.</summary>
    public PiiOptions Pii { get; set; } = new();
}
