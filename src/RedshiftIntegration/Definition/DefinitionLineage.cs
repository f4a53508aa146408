using System.Collections.Immutable;
using RedshiftIntegration.Mapping;

namespace RedshiftIntegration.Definition;

/// <summary>The lines from source column to target column.</summary>
internal static class DefinitionLineage
{
    public static ImmutableArray<FieldLineage> Of(MapSpec map)
    {
        ImmutableArray<FieldLineage>.Builder lines = ImmutableArray.CreateBuilder<FieldLineage>();
        foreach (MappedField field in map.Fields)
        {
            lines.Add(field.Computed switch
            {
                null => new(field.SourceName ?? string.Empty, string.Join(" → ", field.Transforms), field.TargetColumn),
                ConcatTransform concat => new(string.Join(", ", concat.Columns), concat.ToString(), field.TargetColumn),
                Transform constant => new(string.Empty, constant.ToString(), field.TargetColumn),
            });
        }

        if (map.IncludesRest)
        {
            lines.Add(new("*", string.Empty, "*"));
        }

        return lines.ToImmutable();
    }
}
