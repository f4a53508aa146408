namespace RedshiftIntegration;

/// <summary>How one run is carried out.</summary>
public sealed record RunOptions
{
    /// <summary>Plans and applies what this pipeline lacks before the run. Default: false, a run whose objects are missing fails.</summary>
    public bool Apply { get; init; }

    /// <summary>How long to wait for another runner of the same pipeline. Default: not at all.</summary>
    public TimeSpan LeaseWait { get; init; }

    /// <summary>The longest that the run, retries included, may take. Default: no bound.</summary>
    public TimeSpan? TimeBudget { get; init; }

    /// <summary>Fails at the first obstacle: a run that meets a serialization conflict, or that another run overtook, is not tried again. Default: false.</summary>
    public bool FailFast { get; init; }

    /// <summary>Told of the run's progress. Default: nobody.</summary>
    public IProgress<PipelineProgress>? Progress { get; init; }
}
