namespace RedshiftIntegration;

/// <summary>Plans and makes what the registered pipelines need in Redshift. Take it from the service provider.</summary>
public interface IPipelineDeployment
{
    /// <summary>Compares what the registered pipelines need with what is there. Changes nothing.</summary>
    /// <exception cref="PipelineDefinitionException">Definitions don't fit their sources; all problems at once.</exception>
    Task<DeploymentPlan> PlanAsync(CancellationToken cancellationToken = default);

    /// <summary>Carries <paramref name="plan"/> out, in the order of dependency.</summary>
    /// <exception cref="DeploymentException">The plan needs approval, or what it was compared with has changed since.</exception>
    Task<DeploymentResult> ApplyAsync(DeploymentPlan plan, CancellationToken cancellationToken = default);
}
