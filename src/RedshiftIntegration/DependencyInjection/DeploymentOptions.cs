namespace RedshiftIntegration;

/// <summary>Names of what a plan makes.</summary>
public sealed class DeploymentOptions
{
    /// <summary>The deployment's name, written into the comments of what it makes. Default: <c>default</c>.</summary>
    public string Name { get; set; } = "default";
}
