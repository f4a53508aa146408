namespace RedshiftIntegration;

/// <summary>Runs pipelines. Take it from the service provider; it is safe for concurrent use.</summary>
public interface IPipelineRunner
{
    /// <summary>Runs <paramref name="definition"/> once: extract, stage, load in one transaction, record.</summary>
    /// <returns>The run; always <see cref="RunStatus.Succeeded"/>, since everything else throws.</returns>
    /// <exception cref="RunInProgressException">Another runner holds the pipeline's lease for longer than <see cref="RunOptions.LeaseWait"/>.</exception>
    /// <exception cref="DeploymentException">Objects are missing or the definition has changed: plan and apply first.</exception>
    /// <exception cref="SourceReadException">The source can't be read, or a value can't be carried.</exception>
    /// <exception cref="StagingException">S3 refused.</exception>
    /// <exception cref="LoadException">Redshift refused; the target is as it was.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled; the target is as it was.</exception>
    Task<PipelineRun> RunAsync(PipelineDefinition definition, RunOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Runs the registered pipeline with this id.</summary>
    /// <exception cref="PipelineDefinitionException">RSI1901: no such pipeline is registered.</exception>
    Task<PipelineRun> RunAsync(string id, RunOptions? options = null, CancellationToken cancellationToken = default);
}
