using RedshiftIntegration.Types;

namespace RedshiftIntegration.Mapping;

/// <summary>The whole map of a definition.</summary>
internal sealed record MapSpec
{
    public EquatableList<MappedField> Fields { get; init; }

    /// <summary>Untyped maps: all other columns of the source come too, by convention. Typed maps are expanded to <see cref="Fields"/> when they are made.</summary>
    public bool IncludesRest { get; init; }

    /// <summary>What the definition leaves out by name: columns of untyped maps, properties of typed ones.</summary>
    public EquatableList<string> Ignored { get; init; }

    /// <summary>Whether the row has a CLR shape: columns that it lacks are listed in the plan.</summary>
    public bool IsTyped { get; init; }
}
