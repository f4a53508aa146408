namespace RedshiftIntegration;

/// <summary>Another runner holds the pipeline's lease (RSI3100).</summary>
public sealed class RunInProgressException : RedshiftIntegrationException
{
    internal RunInProgressException(Problem problem, bool isTransient = false, Exception? inner = null)
        : base(problem, isTransient, inner)
    {
    }

    /// <summary>Who holds the lease: host and process.</summary>
    public string Holder { get; internal init; } = string.Empty;

    /// <summary>How long ago the holder last renewed the lease.</summary>
    public TimeSpan Age { get; internal init; }
}
