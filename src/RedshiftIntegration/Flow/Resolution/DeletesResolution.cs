using System.Globalization;
using RedshiftIntegration.Definition;
using RedshiftIntegration.Errors;
using RedshiftIntegration.Types;

namespace RedshiftIntegration.Flow.Resolution;

/// <summary>The flag of deleted rows in the stage, what is wrong with the mark, and what the plan says of deletes (docs/loading.md, Deletes).</summary>
internal static class DeletesResolution
{
    /// <summary>1 where the source flags the row as deleted, in the file and the stage alone.</summary>
    public const string FlagColumn = "_rsi_deleted";

    /// <summary>Call it after all other columns are there: the flag is the last.</summary>
    public static void Resolve(PipelineDefinition definition, List<ResolvedColumn> columns, List<Problem> problems)
    {
        if (definition.Deletes?.MarkColumn is { } mark && columns.Exists(c => string.Equals(c.TargetColumn, mark, StringComparison.Ordinal)))
        {
            problems.Add(DefinitionProblems.MarkMapped(mark));
        }

        if (definition.Source.DeletedPredicate is null)
        {
            return;
        }

        if (definition.Deletes is null)
        {
            problems.Add(DefinitionProblems.DeletedWhereAlone($"{definition.Source.Connection}.{definition.Source.Name}"));
        }

        columns.Add(new ResolvedColumn
        {
            TargetColumn = FlagColumn,
            Type = RedshiftType.SmallInt,
            IsNullable = false,
            IsStageOnly = true,
            Why = "whether the source flags the row as deleted, for the stage alone",
        });
    }

    public static IEnumerable<string> Notes(PipelineDefinition definition, SourceTable table, EquatableList<string> keys, bool isIncremental)
    {
        if (definition.Deletes is not { } deletes)
        {
            if (isIncremental)
            {
                yield return "rows that were deleted in the source stay, and rows that commit later than the lag behind their cursor stay unseen: nothing reports either without .DetectingDeletes(...)";
            }

            yield break;
        }

        string gone = deletes.MarkColumn is { } column ? $"get the run's time in {column}" : "are removed";
        yield return string.Create(CultureInfo.InvariantCulture, $"deleted rows {gone}; a run that would do so to more than {deletes.Limit} % of the rows, and to 10 or more, fails");
        if (definition.Source.DeletedPredicate is { } predicate)
        {
            yield return $"a row is deleted where {DefinitionDrawing.Predicate(predicate)}";
        }

        if (!ComparesKeys(definition))
        {
            yield return "keys are not compared: a row that disappears without the flag stays; .Every(...) adds a comparison";
            yield break;
        }

        string rows = table.EstimatedRows is { } estimate ? string.Create(CultureInfo.InvariantCulture, $"all rows, by estimate {estimate:N0}") : "all rows";
        string when = deletes.Interval is { } interval && interval > TimeSpan.Zero
            ? $"the first run that begins {DefinitionDrawing.Duration(interval)} or more after the last comparison"
            : "each run";
        yield return $"{when} also reads the key ({string.Join(", ", keys)}) of {rows} of the source, in the snapshot of its rows, and compares it with the target's";
        if (definition.Source.Predicates.Count > 0)
        {
            yield return "keys are read under the conditions of Where: a row that no longer meets them counts as deleted";
        }
    }

    /// <summary>Flags say it all, unless the definition asks for a comparison too.</summary>
    public static bool ComparesKeys(PipelineDefinition definition) =>
        definition.Deletes is { } deletes && (definition.Source.DeletedPredicate is null || deletes.Interval is not null);
}
