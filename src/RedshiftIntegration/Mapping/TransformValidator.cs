using RedshiftIntegration.Errors;
using RedshiftIntegration.Types;

namespace RedshiftIntegration.Mapping;

/// <summary>Checks the transforms of a field as far as its type does not matter.</summary>
internal static class TransformValidator
{
    public static IEnumerable<Problem> Validate(MappedField field)
    {
        string name = field.SourceName ?? field.TargetColumn;
        if (field.Computed is { } computed)
        {
            if (computed is not (ConstantTransform or ConcatTransform))
            {
                yield return DefinitionProblems.NotForComputed(field.TargetColumn, computed);
            }
            else if (Fault(computed) is var (fault, remedy))
            {
                yield return DefinitionProblems.BadTransform(name, computed, fault, remedy);
            }
        }

        foreach (Transform transform in field.Transforms)
        {
            if (transform is ConstantTransform or ConcatTransform)
            {
                yield return DefinitionProblems.OnlyForComputed(name, transform);
            }
            else if (Fault(transform) is var (fault, remedy))
            {
                yield return DefinitionProblems.BadTransform(name, transform, fault, remedy);
            }
        }
    }

    private static (string Fault, string Remedy)? Fault(Transform transform) => transform switch
    {
        TruncateTransform { Characters: < 1 } => ("which keeps no character", "Keep at least 1 character, or leave the column out."),
        MaskTransform { KeepLast: < 0 } => ("which keeps a negative number of characters", "Keep 0 or more characters."),
        AtTimeZoneTransform zone when TimeZones.Find(zone.Zone) is null => ("a time zone that this machine does not know", "Use an IANA name such as Europe/Zurich; containers may need the tzdata package."),
        ConcatTransform { Columns.Count: 0 } => ("which names no column", "Name the source columns, or use Transform.Constant."),
        ConcatTransform concat when concat.Columns.Any(string.IsNullOrWhiteSpace) => ("which names an empty column", "Name the source columns."),
        ConstantTransform { Value: { } value } when value.Contains('\0', StringComparison.Ordinal) => ("which has a zero character; Redshift's text has none", "Take it out."),
        ConstantTransform { Value: { } value } when Identifier.Bytes(value) > RedshiftType.MaxVarcharBytes => ("which is longer than Redshift's longest text, 65535 bytes", "Shorten it."),
        _ => null,
    };
}
