using RedshiftIntegration.Errors;

namespace RedshiftIntegration.Definition;

/// <summary>What can be known to be wrong with the detection of deletes without asking a database.</summary>
internal static class DeletesValidator
{
    public static IEnumerable<Problem> Validate(PipelineDefinition definition)
    {
        if (definition.Deletes is not { } deletes)
        {
            yield break;
        }

        if (definition.Target.Mode == LoadMode.Replace)
        {
            yield return DefinitionProblems.DeletesReplaced(definition.Target.QualifiedName);
        }

        if (deletes.MarkColumn is not { } column)
        {
            yield break;
        }

        if (DefinitionValidator.ColumnFault(column) is { } fault)
        {
            yield return DefinitionProblems.BadName("mark column", column, fault);
        }

        if (definition.Map.Fields.Any(f => string.Equals(f.TargetColumn, column, StringComparison.Ordinal)))
        {
            yield return DefinitionProblems.MarkMapped(column);
        }
    }
}
