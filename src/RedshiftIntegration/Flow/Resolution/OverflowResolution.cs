using RedshiftIntegration.Definition;
using RedshiftIntegration.Errors;
using RedshiftIntegration.Mapping;
using RedshiftIntegration.Types;

namespace RedshiftIntegration.Flow.Resolution;

/// <summary>
/// Gives each column its overflow policy (docs/loading.md, Bad values): its own, else the pipeline's where that fits its type, else refuse.
/// An own policy that does not fit is a problem.
/// </summary>
internal static class OverflowResolution
{
    public static void Apply(PipelineDefinition definition, EquatableList<string> keys, string? cursor, List<ResolvedColumn> columns, List<Problem> problems)
    {
        for (int i = 0; i < columns.Count; i++)
        {
            ResolvedColumn column = columns[i];
            MappedField? field = definition.Map.Fields.FirstOrDefault(f => string.Equals(f.TargetColumn, column.TargetColumn, StringComparison.Ordinal));
            OverflowPolicy? own = column.IsStageOnly ? null : field?.Overflow;
            bool isKey = !column.IsStageOnly && (keys.Contains(column.TargetColumn, StringComparer.Ordinal) || IsLayoutKey(definition.Target, column.TargetColumn));
            if (own is not null && Misfit(own.Action, column, isKey, field!.Type is not null) is { } misfit)
            {
                problems.Add(MappingProblems.OverflowMisfit(column.TargetColumn, own, misfit));
                continue;
            }

            columns[i] = own is not null
                ? With(column, own) with { HasOwnOverflow = true }
                : With(column, Inherited(definition.Overflow ?? OverflowPolicy.Refuse, column, isKey || string.Equals(cursor, column.TargetColumn, StringComparison.Ordinal), field?.Type is not null));
        }
    }

    private static bool IsLayoutKey(RedshiftTable target, string column) =>
        string.Equals(target.DistributionKey, column, StringComparison.Ordinal) || target.SortKeys.Contains(column, StringComparer.Ordinal);

    /// <summary>
    /// A pipeline's ToSuper changes only columns whose source may hold more than any VARCHAR: the others would lose their type for nothing.
    /// </summary>
    private static OverflowPolicy Inherited(OverflowPolicy policy, ResolvedColumn column, bool isKey, bool isAsked) =>
        Misfit(policy.Action, column, isKey, isAsked) is not null || (policy.Action == OverflowAction.ToSuper && column.Type.Length < RedshiftType.MaxVarcharBytes)
            ? OverflowPolicy.Refuse
            : policy;

    /// <summary>Why the policy can't be the column's; null where it can.</summary>
    private static string? Misfit(OverflowAction action, ResolvedColumn column, bool isKey, bool isAsked) => action switch
    {
        OverflowAction.Refuse or OverflowAction.Quarantine => null,
        _ when isKey => "it is part of a key, which must stay as it is",
        OverflowAction.Truncate when !TransformTypes.IsText(column.Type) => $"it is {column.Type}, and only text can be cut",
        OverflowAction.Widen or OverflowAction.ToSuper when column.Type.Kind != RedshiftTypeKind.Varchar => $"it is {column.Type}, not VARCHAR",
        OverflowAction.ToSuper when isAsked => "its type is stated with As",
        _ => null,
    };

    private static ResolvedColumn With(ResolvedColumn column, OverflowPolicy policy) => policy.Action switch
    {
        OverflowAction.ToSuper => column with { Overflow = policy, Type = RedshiftType.Super, ReadType = column.ReadType ?? column.Type, Why = $"{column.Why}; SUPER, as its overflow policy asks" },
        OverflowAction.Refuse => column,
        _ => column with { Overflow = policy, Why = $"{column.Why}; bad values: {policy}" },
    };
}
