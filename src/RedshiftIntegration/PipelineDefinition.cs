using RedshiftIntegration.Mapping;

namespace RedshiftIntegration;

/// <summary>A pipeline as an immutable value: where it reads, how it maps, where it writes. Making one does no I/O.</summary>
public sealed record PipelineDefinition
{
    internal PipelineDefinition(string id, Source<Row> source, MapSpec map, RedshiftTable target)
    {
        Id = id;
        Source = source;
        Map = map;
        Target = target;
    }

    /// <summary>The pipeline's id in run records, staging and configuration. Default: the target's name.</summary>
    public string Id { get; private init; }

    /// <summary>Where it reads.</summary>
    public Source Source { get; }

    /// <summary>Where it writes.</summary>
    public RedshiftTable Target { get; }

    internal MapSpec Map { get; }

    internal Engine Engine { get; private init; } = Engine.Direct;
}
