using System.Globalization;
using Microsoft.Extensions.Logging;
using RedshiftIntegration.Flow;

namespace RedshiftIntegration.Running;

/// <summary>Runs a pipeline: lease, bound, extract, load; starts over once when another run came first.</summary>
internal sealed class PipelineRunner(
    IPipelineRegistry registry,
    IDefinitionDeployment deployment,
    RunAttemptFactory attempts,
    IRunHistory history,
    TimeProvider clock,
    ILogger<PipelineRunner> logger) : IPipelineRunner
{
    private static readonly TimeSpan RestartLeaseWait = TimeSpan.FromSeconds(30);

    public Task<PipelineRun> RunAsync(string id, RunOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(id);
        return RunAsync(registry.ById(id), options, cancellationToken);
    }

    public async Task<PipelineRun> RunAsync(PipelineDefinition definition, RunOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(definition);
        options ??= new RunOptions();
        cancellationToken.ThrowIfCancellationRequested();

        using TimeBudget budget = TimeBudget.Start(options.TimeBudget, clock, cancellationToken);
        try
        {
            AppliedMapping applied = await AppliedMappingAsync(definition, options, budget.Token).ConfigureAwait(false);
            return await RunWithOneRestartAsync(definition, applied, options, budget).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (budget.IsExceeded && !cancellationToken.IsCancellationRequested)
        {
            throw new LoadException(RunProblems.TimeBudgetExceeded(definition.Id, options.TimeBudget!.Value), isTransient: true) { Table = definition.Target.QualifiedName };
        }
        catch (Exception e) when (e is not OperationCanceledException && cancellationToken.IsCancellationRequested)
        {
            // Drivers report a cancelled command in many ways; the caller asked to cancel, so that is what it is told.
            throw new OperationCanceledException("The run was cancelled; the target is as it was.", e, cancellationToken);
        }
    }

    private async Task<PipelineRun> RunWithOneRestartAsync(PipelineDefinition definition, AppliedMapping applied, RunOptions options, TimeBudget budget)
    {
        try
        {
            return await attempts.Create(definition, applied, options, budget).RunAsync().ConfigureAwait(false);
        }
        catch (SupersededException first) when (options.FailFast)
        {
            throw new LoadException(RunProblems.Superseded(definition.Id), isTransient: true, first) { Table = definition.Target.QualifiedName, Step = "compare" };
        }
        catch (SupersededException)
        {
            // The other run has committed and is about to release its lease, so a short wait is right even for callers who would not wait.
            RunOptions patient = options with { LeaseWait = options.LeaseWait > RestartLeaseWait ? options.LeaseWait : RestartLeaseWait };
            try
            {
                return await attempts.Create(definition, applied, patient, budget).RunAsync().ConfigureAwait(false);
            }
            catch (SupersededException again)
            {
                throw new LoadException(RunProblems.Superseded(definition.Id), isTransient: true, again) { Table = definition.Target.QualifiedName, Step = "compare" };
            }
        }
    }

    private async Task<AppliedMapping> AppliedMappingAsync(PipelineDefinition definition, RunOptions options, CancellationToken cancellationToken)
    {
        AppliedMapping? applied = await history.AppliedMappingAsync(definition, cancellationToken).ConfigureAwait(false);
        if (!IsCurrent(applied, definition) && options.Apply)
        {
            await deployment.ApplyAsync(definition, cancellationToken).ConfigureAwait(false);
            applied = await history.AppliedMappingAsync(definition, cancellationToken).ConfigureAwait(false);
        }

        if (applied is null)
        {
            throw new DeploymentException(RunProblems.NotApplied(definition.Id));
        }

        if (!IsCurrent(applied, definition))
        {
            throw new DeploymentException(RunProblems.DefinitionChanged(definition.Id, applied.Version.ToString(CultureInfo.InvariantCulture)));
        }

        Log.MappingFound(logger, definition.Id, applied.Version);
        return applied;
    }

    private static bool IsCurrent(AppliedMapping? applied, PipelineDefinition definition) =>
        applied is not null && string.Equals(applied.Hash, applied.Mapping.ComputeHash(definition), StringComparison.Ordinal);
}
