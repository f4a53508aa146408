namespace RedshiftIntegration.Flow;

/// <summary>How a capability brings its kinds of objects into the plan; Deployment knows no kind.</summary>
internal interface IResourceContributor
{
    /// <summary>The resources that the definitions need, made from definitions, catalogue facts and options; changes nothing.</summary>
    Task<ContributedResources> ContributeAsync(IReadOnlyList<PipelineDefinition> definitions, CancellationToken cancellationToken);
}

internal sealed record ContributedResources(IReadOnlyList<IResource> Resources, IReadOnlyList<Problem> Problems);

/// <summary>One object that a plan creates, compares and applies.</summary>
internal interface IResource
{
    /// <summary>For example <c>redshift table</c>.</summary>
    string Kind { get; }

    /// <summary>The name that a person knows it by, for example <c>analytics.orders</c>.</summary>
    string Name { get; }

    /// <summary>Names (<c>kind:name</c>) of resources that must be there first.</summary>
    IReadOnlyList<string> DependsOn { get; }

    /// <summary>Reads what is there and says what would have to be done.</summary>
    Task<ResourceDifference> CompareAsync(CancellationToken cancellationToken);

    /// <summary>Carries <paramref name="difference"/> out. Idempotent.</summary>
    Task ApplyAsync(ResourceDifference difference, CancellationToken cancellationToken);
}

internal sealed record ResourceDifference(ChangeAction Action, string Reason)
{
    /// <summary>One line each: columns with type and why, changed members with old and new value.</summary>
    public IReadOnlyList<string> Details { get; init; } = [];

    /// <summary>The SQL that ApplyAsync will send; none of it holds a secret.</summary>
    public IReadOnlyList<string> Sql { get; init; } = [];

    public bool NeedsApproval { get; init; }

    /// <summary>Text of what was found; apply refuses a plan whose ground has shifted.</summary>
    public string Ground { get; init; } = string.Empty;
}
