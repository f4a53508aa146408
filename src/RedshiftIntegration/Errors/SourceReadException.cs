namespace RedshiftIntegration;

/// <summary>A source could not be reached, described or read, or a value can't be carried (RSI2xxx).</summary>
public sealed class SourceReadException : RedshiftIntegrationException
{
    internal SourceReadException(Problem problem, bool isTransient = false, Exception? inner = null)
        : base(problem, isTransient, inner)
    {
    }

    /// <summary>The connection as the definition names it.</summary>
    public string Connection { get; internal init; } = string.Empty;

    /// <summary>The table or the query's name.</summary>
    public string Table { get; internal init; } = string.Empty;
}
