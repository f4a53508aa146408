namespace RedshiftIntegration;

/// <summary>Redshift refused a statement of the load; nothing of the run is in the target (RSI4xxx).</summary>
public sealed class LoadException : RedshiftIntegrationException
{
    internal LoadException(Problem problem, bool isTransient = false, Exception? inner = null)
        : base(problem, isTransient, inner)
    {
    }

    /// <summary>The target table.</summary>
    public string Table { get; internal init; } = string.Empty;

    /// <summary>The name of the step that failed, for example <c>copy</c>.</summary>
    public string Step { get; internal init; } = string.Empty;
}
