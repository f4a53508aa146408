using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RedshiftIntegration.Flow;

namespace RedshiftIntegration.Running;

/// <summary>Runs a pipeline: lease, bound, extract, load; starts over once when another run came first.</summary>
internal sealed class PipelineRunner(
    IPipelineRegistry registry,
    IDefinitionDeployment deployment,
    RunAttemptFactory attempts,
    IRunHistory history,
    ISourceConnectors connectors,
    IOptions<RedshiftIntegrationOptions> settings,
    TimeProvider clock,
    ILogger<PipelineRunner> logger) : IPipelineRunner
{
    private static readonly TimeSpan RestartLeaseWait = TimeSpan.FromSeconds(30);

    public Task<PipelineRun> RunAsync(string id, RunOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(id);
        return RunAsync(registry.ById(id), options, cancellationToken);
    }

    public Task<PipelineRun> RunAsync(PipelineDefinition definition, RunOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(definition);
        return RunAsync(definition, _ => RunOrder.Load, options ?? new RunOptions(), cancellationToken);
    }

    public Task<PipelineRun> ResetAsync(string id, string? watermark, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(id);
        PipelineDefinition definition = registry.ById(id);
        return RunAsync(definition, mapping => CursorOrders.Reset(definition, mapping, watermark, registry.All()), new RunOptions(), cancellationToken);
    }

    public async Task<PipelineRun> BackfillAsync(string id, string from, string to, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(id);
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        PipelineDefinition definition = registry.ById(id);
        ResolvedMapping mapping = (await AppliedMappingAsync(definition, new RunOptions(), cancellationToken).ConfigureAwait(false)).Mapping;
        Backfill backfill = new(definition, mapping, connectors.For(definition.Source), settings.Value.Extraction.BackfillRows);
        CursorRange left = CursorOrders.Range(definition, mapping, from, to);
        PipelineRun? last = null;
        while (await backfill.NextChunkAsync(left, cancellationToken).ConfigureAwait(false) is { } chunk)
        {
            last = await RunAsync(definition, _ => RunOrder.Backfill(chunk), Patient(new RunOptions()), cancellationToken).ConfigureAwait(false);
            left = left with { From = chunk.To, IncludesFrom = false };
        }

        // A range without rows is a run too: that it was looked at, and held nothing, stands in the record.
        return last ?? await RunAsync(definition, _ => RunOrder.Backfill(left), Patient(new RunOptions()), cancellationToken).ConfigureAwait(false);
    }

    private static RunOptions Patient(RunOptions options) => options with { LeaseWait = options.LeaseWait > RestartLeaseWait ? options.LeaseWait : RestartLeaseWait };

    private async Task<PipelineRun> RunAsync(
        PipelineDefinition definition, Func<ResolvedMapping, RunOrder> order, RunOptions options, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();

        using TimeBudget budget = TimeBudget.Start(options.TimeBudget, clock, cancellationToken);
        try
        {
            AppliedMapping applied = await AppliedMappingAsync(definition, options, budget.Token).ConfigureAwait(false);
            return await RunWithOneRestartAsync(definition, applied, order(applied.Mapping), options, budget).ConfigureAwait(false);
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

    private async Task<PipelineRun> RunWithOneRestartAsync(PipelineDefinition definition, AppliedMapping applied, RunOrder order, RunOptions options, TimeBudget budget)
    {
        try
        {
            return await attempts.Create(definition, applied, order, options, budget).RunAsync().ConfigureAwait(false);
        }
        catch (SupersededException first) when (options.FailFast)
        {
            throw new LoadException(RunProblems.Superseded(definition.Id), isTransient: true, first) { Table = definition.Target.QualifiedName, Step = "compare" };
        }
        catch (SupersededException)
        {
            // The other run has committed and is about to release its lease, so a short wait is right even for callers who would not wait.
            try
            {
                return await attempts.Create(definition, applied, order, Patient(options), budget).RunAsync().ConfigureAwait(false);
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
