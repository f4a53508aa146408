namespace RedshiftIntegration;

/// <summary>An AWS service refused a call (RSI5xxx).</summary>
public sealed class AwsServiceException : RedshiftIntegrationException
{
    internal AwsServiceException(Problem problem, bool isTransient = false, Exception? inner = null)
        : base(problem, isTransient, inner)
    {
    }

    /// <summary>The operation, for example <c>AssumeRole</c>.</summary>
    public string Operation { get; internal init; } = string.Empty;

    /// <summary>The service's error code.</summary>
    public string Code { get; internal init; } = string.Empty;

    /// <summary>The request id for a support case.</summary>
    public string RequestId { get; internal init; } = string.Empty;
}
