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

    /// <summary>
    /// Sets a pipeline's watermark back and removes the rows beyond it from the target, in one transaction: the next run loads from there as if it had been the first to
    /// come so far. It reads nothing.
    /// </summary>
    /// <param name="id">The pipeline's id.</param>
    /// <param name="watermark">
    /// A value of the cursor (<c>yyyy-MM-dd HH:mm:ss.ffffff</c> in UTC, <c>yyyy-MM-dd</c>, or digits), not ahead of the present watermark; null: to the beginning,
    /// which empties the target.
    /// </param>
    /// <param name="cancellationToken">Cancels the reset; the target is then as it was.</param>
    /// <returns>The reset as a run: <see cref="PipelineRun.RowsDeleted"/> is what was removed.</returns>
    /// <exception cref="PipelineDefinitionException">
    /// RSI1901: no such pipeline. RSI1170 to RSI1175: it has no cursor, the text is no value of it or lies ahead, the target does not hold it, or is shared.
    /// </exception>
    /// <exception cref="RunInProgressException">Another runner holds the pipeline's lease.</exception>
    /// <exception cref="LoadException">Redshift refused; target and watermark are as they were.</exception>
    Task<PipelineRun> ResetAsync(string id, string? watermark, CancellationToken cancellationToken = default);

    /// <summary>
    /// Loads the rows of a range of the cursor once more. The watermark stays where it is. A long range goes in chunks of
    /// <see cref="ExtractionOptions.BackfillRows"/> rows, each a run of its own with its own snapshot.
    /// </summary>
    /// <param name="id">The pipeline's id.</param>
    /// <param name="from">The first value of the cursor, in the form that <see cref="ResetAsync"/> takes.</param>
    /// <param name="to">The last value; it belongs to the range.</param>
    /// <param name="cancellationToken">Cancels the back-fill; chunks that are loaded stay.</param>
    /// <returns>The run of the last chunk. All of them stand in <c>runs</c> with the kind <c>backfill</c>.</returns>
    /// <exception cref="PipelineDefinitionException">RSI1901: no such pipeline. RSI1170, RSI1171, RSI1172: it has no cursor, or the texts are no range of it.</exception>
    /// <exception cref="RunInProgressException">Another runner holds the pipeline's lease.</exception>
    /// <exception cref="SourceReadException">The source can't be read, or a value can't be carried.</exception>
    /// <exception cref="LoadException">Redshift refused; the chunk is not in the target.</exception>
    Task<PipelineRun> BackfillAsync(string id, string from, string to, CancellationToken cancellationToken = default);
}
