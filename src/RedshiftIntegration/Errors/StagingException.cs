namespace RedshiftIntegration;

/// <summary>Files could not be written to, listed in or removed from the staging location (RSI3xxx).</summary>
public sealed class StagingException : RedshiftIntegrationException
{
    internal StagingException(Problem problem, bool isTransient = false, Exception? inner = null)
        : base(problem, isTransient, inner)
    {
    }

    /// <summary>The object key, or the prefix, that was worked on.</summary>
    public string Key { get; internal init; } = string.Empty;
}
