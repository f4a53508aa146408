using RedshiftIntegration.Errors;
using RedshiftIntegration.Flow;
using RedshiftIntegration.Flow.Resolution;
using RedshiftIntegration.Redshift;

namespace RedshiftIntegration.Loading;

/// <summary>What the loads of pipelines need in Redshift: schemas, the control schema, target tables, gates and the pipelines' registrations.</summary>
internal sealed class LoadingContributor(RedshiftTargets targets, ISourceConnectors sources, TimeProvider clock) : IResourceContributor
{
    public async Task<ContributedResources> ContributeAsync(IReadOnlyList<PipelineDefinition> definitions, CancellationToken cancellationToken)
    {
        List<Problem> problems = [];
        List<LoadedPipeline> pipelines = [];
        foreach (PipelineDefinition definition in definitions)
        {
            if (await ResolveAsync(definition, problems, cancellationToken).ConfigureAwait(false) is { } pipeline)
            {
                pipelines.Add(pipeline);
            }
        }

        List<IResource> resources = [];
        foreach (IGrouping<RedshiftTarget, LoadedPipeline> perTarget in pipelines.GroupBy(p => p.Target))
        {
            AddTarget(perTarget.Key, [.. perTarget], resources, problems);
        }

        return new ContributedResources(resources, problems);
    }

    /// <summary>What one pipeline does not bring is no reason to delete what another has brought.</summary>
    private static IEnumerable<Problem> Sharing(IReadOnlyList<LoadedPipeline> pipelines)
    {
        string table = pipelines[0].Definition.Target.QualifiedName;
        foreach (LoadedPipeline pipeline in pipelines.Where(p => pipelines.Count > 1 && p.Definition.Deletes is not null))
        {
            string others = string.Join(", ", pipelines.Where(p => p != pipeline).Select(p => $"'{p.Definition.Id}'"));
            yield return DeploymentProblems.SharedDeletes(table, pipeline.Definition.Id, others);
        }
    }

    private static string Key(IResource resource) => $"{resource.Kind}:{resource.Name}";

    private async Task<LoadedPipeline?> ResolveAsync(PipelineDefinition definition, List<Problem> problems, CancellationToken cancellationToken)
    {
        try
        {
            RedshiftTarget target = targets.For(definition.Target);
            ISourceConnector connector = sources.For(definition.Source);
            SourceTable table = await connector.DescribeAsync(definition.Source, cancellationToken).ConfigureAwait(false);
            MappingResolution resolution = MappingResolver.Resolve(definition, table, connector.Resolve);
            problems.AddRange(resolution.Problems);
            return resolution.Mapping is null ? null : new LoadedPipeline(definition, resolution.Mapping, target);
        }
        catch (PipelineDefinitionException exception)
        {
            problems.AddRange(exception.Problems);
            return null;
        }
    }

    private void AddTarget(RedshiftTarget target, IReadOnlyList<LoadedPipeline> pipelines, List<IResource> resources, List<Problem> problems)
    {
        ControlSchemaResource control = new(target, clock);
        resources.Add(control);
        Dictionary<string, SchemaResource> schemas = new(StringComparer.Ordinal);
        foreach (string schema in pipelines.Select(p => p.Definition.Target.Schema).Distinct(StringComparer.Ordinal))
        {
            if (!string.Equals(schema, target.Options.ControlSchema, StringComparison.Ordinal))
            {
                schemas[schema] = new SchemaResource(target, schema);
                resources.Add(schemas[schema]);
            }
        }

        foreach (IGrouping<string, LoadedPipeline> perTable in pipelines.GroupBy(p => p.Definition.Target.QualifiedName, StringComparer.Ordinal))
        {
            problems.AddRange(Sharing([.. perTable]));
            RedshiftTable named = perTable.First().Definition.Target;
            string schemaKey = Key(schemas.TryGetValue(named.Schema, out SchemaResource? schema) ? schema : control);
            TableResource table = new(target, WantedTables.Of([.. perTable], problems), [.. perTable], [schemaKey]);
            GateResource gate = new(target, [.. perTable.Select(p => p.Definition)], [Key(control)]);
            resources.Add(table);
            resources.Add(gate);
            resources.AddRange(perTable.Select(p => new PipelineResource(target, p.Definition, p.Mapping, clock, [Key(control), Key(table), Key(gate)])));
        }
    }
}

/// <summary>A definition whose mapping is resolved.</summary>
internal sealed record LoadedPipeline(PipelineDefinition Definition, ResolvedMapping Mapping, RedshiftTarget Target);
