using System.Collections.Immutable;
using RedshiftIntegration.Deployment;

namespace RedshiftIntegration;

/// <summary>What an apply would change, and why; nothing is changed without one.</summary>
public sealed record DeploymentPlan
{
    internal DeploymentPlan()
    {
    }

    /// <summary>Whether everything is as it should be.</summary>
    public bool IsEmpty => Changes.All(c => c.Action == ChangeAction.None);

    /// <summary>Whether a change destroys something, so that <see cref="Approved"/> has to be called.</summary>
    public bool NeedsApproval => !IsApproved && Changes.Any(c => c.NeedsApproval);

    /// <summary>All objects in the order in which they would be made, unchanged ones included.</summary>
    public ImmutableArray<PlannedChange> Changes { get; internal init; } = [];

    internal bool IsApproved { get; private init; }

    /// <summary>The same plan with its destructive changes approved.</summary>
    public DeploymentPlan Approved() => this with { IsApproved = true };

    /// <summary>The plan for a person to read: each object with a sign, what happens to it and why, each column with its type and why.</summary>
    public override string ToString() => PlanText.Write(this);

    /// <summary>The plan for a tool to read, with a format version.</summary>
    public string ToJson() => PlanJson.Write(this);

    /// <summary>The SQL that apply sends, as a script that can be run instead.</summary>
    public string ToSql() => PlanSql.Write(this);
}
