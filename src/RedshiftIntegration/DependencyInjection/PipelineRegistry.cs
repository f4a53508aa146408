using System.Collections.Immutable;
using Microsoft.Extensions.Options;
using RedshiftIntegration.Definition;
using RedshiftIntegration.Flow;

namespace RedshiftIntegration.DependencyInjection;

/// <summary>A function that was given to AddPipelines; called once, at host start or at first use.</summary>
internal sealed record PipelineRegistration(Func<PipelineDefinition> Definition);

internal sealed class PipelineRegistry : IPipelineRegistry
{
    private readonly Lazy<(ImmutableArray<PipelineDefinition> Definitions, ImmutableArray<Problem> Problems)> _collected;

    public PipelineRegistry(
        IEnumerable<PipelineRegistration> registrations, ConnectionRegistrations connections, IEnumerable<NamedTarget> targets, IOptions<RedshiftIntegrationOptions> options)
    {
        PipelineRegistration[] all = [.. registrations];
        HashSet<string> targetNames = targets.Select(t => t.Name).ToHashSet(StringComparer.Ordinal);
        _collected = new(() => Collect(all, d => [.. connections.ProblemsOf(d), .. TargetProblems(d, targetNames), .. PiiProblems(d, options.Value)]));
    }

    public IReadOnlyList<PipelineDefinition> All()
    {
        (ImmutableArray<PipelineDefinition> definitions, ImmutableArray<Problem> problems) = _collected.Value;
        return problems.IsEmpty ? definitions : throw new PipelineDefinitionException("The registered pipelines", problems);
    }

    public PipelineDefinition ById(string id) =>
        All().FirstOrDefault(d => string.Equals(d.Id, id, StringComparison.Ordinal))
            ?? throw new PipelineDefinitionException("The call", [RegistrationProblems.UnknownPipeline(id, All().Select(d => d.Id))]);

    private static (ImmutableArray<PipelineDefinition> Definitions, ImmutableArray<Problem> Problems) Collect(
        PipelineRegistration[] registrations, Func<PipelineDefinition, IEnumerable<Problem>> check)
    {
        ImmutableArray<PipelineDefinition>.Builder definitions = ImmutableArray.CreateBuilder<PipelineDefinition>(registrations.Length);
        ImmutableArray<Problem>.Builder problems = ImmutableArray.CreateBuilder<Problem>();
        foreach (PipelineRegistration registration in registrations)
        {
            try
            {
                definitions.Add(registration.Definition());
            }
            catch (PipelineDefinitionException e)
            {
                problems.AddRange(e.Problems);
            }
        }

        problems.AddRange(definitions.SelectMany(check));
        problems.AddRange(definitions.GroupBy(d => d.Id, StringComparer.Ordinal).Where(g => g.Count() > 1).Select(g => RegistrationProblems.SameId(g.Key, g.Count())));
        problems.AddRange(SharedTargets(definitions));
        return (definitions.ToImmutable(), problems.ToImmutable());
    }

    private static IEnumerable<Problem> TargetProblems(PipelineDefinition definition, HashSet<string> targets)
    {
        if (definition.Target.TargetName is { } name && !targets.Contains(name))
        {
            yield return RegistrationProblems.UnknownTarget(definition.Id, name);
        }
    }

    private static IEnumerable<Problem> PiiProblems(PipelineDefinition definition, RedshiftIntegrationOptions options)
    {
        if (options.Pii.HashKey is null && definition.RequiresPiiKey)
        {
            yield return RegistrationProblems.NoHashKey(definition.Id);
        }
    }

    /// <summary>docs/loading.md, Modes: several definitions on one target may merge and append, never replace.</summary>
    private static IEnumerable<Problem> SharedTargets(IEnumerable<PipelineDefinition> definitions) =>
        from definition in definitions
        group definition by (definition.Target.TargetName, definition.Target.QualifiedName) into target
        where target.Count() > 1 && target.Any(d => d.Target.Mode == LoadMode.Replace)
        select RegistrationProblems.ReplacedSharedTarget(target.Key.QualifiedName, target.Select(d => d.Id));
}
