using RedshiftIntegration.Definition;
using RedshiftIntegration.Mapping;

namespace RedshiftIntegration;

/// <summary>A pipeline that has a source and a map and needs a target.</summary>
/// <typeparam name="TRow">The type of a row.</typeparam>
public sealed class MappedPipeline<TRow>
{
    private readonly Source<TRow> _source;
    private readonly FieldMap<TRow> _map;

    internal MappedPipeline(Source<TRow> source, FieldMap<TRow> map)
    {
        _source = source;
        _map = map;
    }

    /// <summary>Ends the definition: it writes to <paramref name="target"/>.</summary>
    /// <exception cref="PipelineDefinitionException">Something is wrong with source, map or target; the exception has all problems.</exception>
    public PipelineDefinition To(RedshiftTable target)
    {
        ArgumentNullException.ThrowIfNull(target);
        List<Problem> problems = [.. _source.Problems];
        MapSpec map = MapCompletion.Complete(typeof(TRow), _map.Draft, problems);
        PipelineDefinition definition = new(PipelineDefinition.DefaultId(target), _source.Untyped(), map, target);
        problems.AddRange(DefinitionValidator.Validate(definition));
        return problems.Count == 0
            ? definition
            : throw new PipelineDefinitionException($"The pipeline from {_source.Connection}.{_source.Name} to {target.QualifiedName}", [.. problems]);
    }
}
