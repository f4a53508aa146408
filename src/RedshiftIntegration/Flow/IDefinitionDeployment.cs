namespace RedshiftIntegration.Flow;

/// <summary>Plans and applies what one pipeline needs, for runs with <see cref="RunOptions.Apply"/>; other pipelines are neither read nor changed.</summary>
internal interface IDefinitionDeployment
{
    /// <exception cref="DeploymentException">The plan needs approval.</exception>
    Task ApplyAsync(PipelineDefinition definition, CancellationToken cancellationToken);
}
