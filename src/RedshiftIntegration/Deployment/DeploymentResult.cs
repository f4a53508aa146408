using System.Collections.Immutable;

namespace RedshiftIntegration;

/// <summary>What an apply has done.</summary>
public sealed record DeploymentResult
{
    internal DeploymentResult()
    {
    }

    /// <summary>The changes that were carried out, in their order.</summary>
    public ImmutableArray<PlannedChange> Applied { get; internal init; } = [];
}
