using System.Collections.Immutable;
using RedshiftIntegration.Errors;
using RedshiftIntegration.Flow;

namespace RedshiftIntegration.Deployment;

/// <summary>Compares what capabilities contribute with what is there, and carries a plan out. Knows no kind of object.</summary>
internal sealed class DeploymentService(IEnumerable<IResourceContributor> contributors, IPipelineRegistry registry) : IPipelineDeployment, IDefinitionDeployment
{
    public Task<DeploymentPlan> PlanAsync(CancellationToken cancellationToken = default) => PlanAsync(registry.All(), cancellationToken);

    public async Task ApplyAsync(PipelineDefinition definition, CancellationToken cancellationToken) =>
        await ApplyAsync(await PlanAsync([definition], cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);

    private async Task<DeploymentPlan> PlanAsync(IReadOnlyList<PipelineDefinition> definitions, CancellationToken cancellationToken)
    {
        IReadOnlyList<IResource> resources = ResourceOrder.Sort(await ContributeAsync(definitions, cancellationToken).ConfigureAwait(false));
        ImmutableArray<PlannedChange>.Builder changes = ImmutableArray.CreateBuilder<PlannedChange>(resources.Count);
        foreach (IResource resource in resources)
        {
            ResourceDifference difference = await resource.CompareAsync(cancellationToken).ConfigureAwait(false);
            changes.Add(Change(resource, difference));
        }

        return new DeploymentPlan { Changes = changes.MoveToImmutable() };
    }

    public async Task<DeploymentResult> ApplyAsync(DeploymentPlan plan, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        if (plan.NeedsApproval)
        {
            throw new DeploymentException(DeploymentProblems.NotApproved(plan.Changes.Where(c => c.NeedsApproval).Select(c => $"{c.Kind} {c.Name}")));
        }

        List<(PlannedChange Change, ResourceDifference Difference)> pending = [];
        foreach (PlannedChange change in plan.Changes.Where(c => c.Action != ChangeAction.None))
        {
            ResourceDifference now = await change.Resource!.CompareAsync(cancellationToken).ConfigureAwait(false);
            if (now.Action == ChangeAction.None)
            {
                // Somebody else has applied the same plan.
                continue;
            }

            if (!string.Equals(now.Ground, change.Ground, StringComparison.Ordinal))
            {
                throw new DeploymentException(DeploymentProblems.GroundShifted(change.Kind, change.Name));
            }

            pending.Add((change, now));
        }

        foreach ((PlannedChange change, ResourceDifference difference) in pending)
        {
            await change.Resource!.ApplyAsync(difference, cancellationToken).ConfigureAwait(false);
        }

        return new DeploymentResult { Applied = [.. pending.Select(p => p.Change)] };
    }

    private static PlannedChange Change(IResource resource, ResourceDifference difference) => new()
    {
        Kind = resource.Kind,
        Name = resource.Name,
        Action = difference.Action,
        Reason = difference.Reason,
        Details = [.. difference.Details],
        Sql = [.. difference.Sql],
        Ground = difference.Ground,
        NeedsApproval = difference.NeedsApproval,
        Resource = resource,
    };

    private async Task<IReadOnlyList<IResource>> ContributeAsync(IReadOnlyList<PipelineDefinition> definitions, CancellationToken cancellationToken)
    {
        List<IResource> resources = [];
        List<Problem> problems = [];
        foreach (IResourceContributor contributor in contributors)
        {
            ContributedResources contributed = await contributor.ContributeAsync(definitions, cancellationToken).ConfigureAwait(false);
            resources.AddRange(contributed.Resources);
            problems.AddRange(contributed.Problems);
        }

        return problems.Count == 0
            ? resources
            : throw new PipelineDefinitionException(definitions.Count == 1 ? $"The pipeline '{definitions[0].Id}'" : "The set of pipelines", [.. problems.Distinct()]);
    }
}
