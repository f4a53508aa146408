namespace RedshiftIntegration;

/// <summary>A plan could not be made or applied (RSI8xxx).</summary>
public sealed class DeploymentException : RedshiftIntegrationException
{
    internal DeploymentException(Problem problem, bool isTransient = false, Exception? inner = null)
        : base(problem, isTransient, inner)
    {
    }
}
