using RedshiftIntegration.Errors;
using RedshiftIntegration.Types;

namespace RedshiftIntegration.Mapping;

/// <summary>Turns what a field map says into the map of a definition: expands the rest of typed rows and finds what was forgotten.</summary>
internal static class MapCompletion
{
    public static MapSpec Complete(Type row, MapDraft draft, List<Problem> problems)
    {
        problems.AddRange(draft.Problems);
        return row == typeof(Row) ? ByName(draft, problems) : Typed(row, draft, problems);
    }

    private static MapSpec ByName(MapDraft draft, List<Problem> problems)
    {
        foreach (string name in draft.IgnoredColumns.Where(name => draft.Fields.Any(f => string.Equals(f.SourceName, name, StringComparison.Ordinal))))
        {
            problems.Add(DefinitionProblems.MappedAndIgnored(name));
        }

        return new MapSpec { Fields = draft.Fields, IncludesRest = draft.TakesRest, Ignored = Once(draft.IgnoredColumns) };
    }

    private static MapSpec Typed(Type row, MapDraft draft, List<Problem> problems)
    {
        IReadOnlyList<RowProperty> shape = RowShape.Of(row);
        List<MappedField> fields = [.. draft.Fields];
        List<string> ignored = [];
        HashSet<string> usedColumns = [];
        foreach (RowProperty property in shape)
        {
            string column = property.ColumnName ?? property.Name;
            bool named = draft.IgnoredProperties.Contains(property.Name, StringComparer.Ordinal);
            foreach (string match in draft.IgnoredColumns.Where(name => Names(property, name)))
            {
                usedColumns.Add(match);
                named = true;
            }

            bool mapped = draft.MappedProperties.Contains(property.Name, StringComparer.Ordinal);
            if (mapped && named)
            {
                problems.Add(DefinitionProblems.MappedAndIgnored(property.Name));
            }
            else if (named || (property.IsNotMapped && !mapped))
            {
                ignored.Add(column);
            }
            else if (!mapped && draft.TakesRest)
            {
                fields.Add(MapDraft.ForProperty(property, null, new FieldMapping()));
            }
            else if (!mapped)
            {
                problems.Add(DefinitionProblems.LeftOut(row.Name, property.Name));
            }
        }

        ignored.AddRange(draft.IgnoredColumns.Where(name => !usedColumns.Contains(name)));
        return new MapSpec { Fields = EquatableList.From(fields), Ignored = Once(ignored), IsTyped = true };
    }

    private static bool Names(RowProperty property, string name) =>
        property.ColumnName is { } exact
            ? string.Equals(exact, name, StringComparison.Ordinal) || string.Equals(property.Name, name, StringComparison.Ordinal)
            : Identifier.LooselyEquals(property.Name, name);

    private static EquatableList<string> Once(IEnumerable<string> names) => EquatableList.From(names.Distinct(StringComparer.Ordinal));
}
