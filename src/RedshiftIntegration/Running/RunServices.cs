using Microsoft.Extensions.Logging;
using RedshiftIntegration.Flow;

namespace RedshiftIntegration.Running;

/// <summary>What a run needs of its surroundings.</summary>
internal sealed record RunServices(
    Lazy<IStagingArea> StagingArea,
    IReadOnlyList<IExtractor> Extractors,
    ILoader Loader,
    IRunHistory History,
    ITargetColumns TargetColumns,
    TimeProvider Clock,
    ILogger Logger)
{
    /// <summary>Made at the first run: its S3 client needs a region, which a program that only plans need not have.</summary>
    public IStagingArea Staging => StagingArea.Value;

    /// <summary>Host name and process id, for the lease and the run row.</summary>
    public required string Host { get; init; }

    /// <summary>The key of PII hashes.</summary>
    public byte[]? PiiKey { get; init; }

    public IExtractor ExtractorFor(Engine engine) =>
        Extractors.FirstOrDefault(e => e.Serves(engine)) ?? throw new InvalidOperationException($"No extractor serves the engine {engine}.");
}

/// <summary>Makes attempts, one per run id.</summary>
internal sealed class RunAttemptFactory(RunServices services)
{
    public RunAttempt Create(PipelineDefinition definition, AppliedMapping applied, RunOrder order, RunOptions options, TimeBudget budget) =>
        new(definition, applied, order, options, budget, services);
}
