using System.Globalization;
using System.Text;
using RedshiftIntegration.Definition.Sources;
using RedshiftIntegration.Mapping;

namespace RedshiftIntegration.Definition;

/// <summary>Draws definitions as a person would.</summary>
internal static class DefinitionDrawing
{
    private const string Indent = "        ";

    public static string Draw(PipelineDefinition definition)
    {
        StringBuilder text = new();
        text.Append("pipeline ").Append(definition.Id).Append('\n');
        text.Append("  from  ").Append(Source(definition.Source)).Append('\n');
        foreach ((string left, string right, string notes) in Align(Lines(definition.Map)))
        {
            text.Append($"{Indent}{left} → {right}{notes}".TrimEnd()).Append('\n');
        }

        if (definition.Map.Ignored.Count > 0)
        {
            text.Append(Indent).Append("without ").AppendJoin(", ", definition.Map.Ignored).Append('\n');
        }

        text.Append("  to    ").Append(Target(definition.Target)).Append('\n');
        if (definition.Deletes is { } deletes)
        {
            text.Append("  gone  ").Append(Deletes(deletes)).Append('\n');
        }

        text.Append("  by    ").Append(definition.Engine);
        if (definition.Verification != Verification.Full)
        {
            text.Append(", verifying ").Append(definition.Verification);
        }

        if (definition.Overflow is { } overflow)
        {
            text.Append("\n  bad   values: ").Append(overflow);
        }

        foreach (Expectation expectation in definition.Expectations)
        {
            text.Append("\n  expects ").Append(expectation);
        }

        return text.ToString();
    }

    public static string Source(Source source)
    {
        StringBuilder text = new(source.Kind switch
        {
            SourceKind.MySqlTable => "MySQL table ",
            SourceKind.MySqlQuery => "MySQL query ",
            SourceKind.DatabaseTable => "database table ",
            _ => "database query ",
        });
        text.Append(source.Connection).Append(" / ").Append(source.Name);
        if (source.Cursor is { } cursor)
        {
            text.Append(", incremental by ").Append(cursor.Column).Append(Lag(cursor));
        }

        foreach (SourcePredicate predicate in source.Predicates)
        {
            text.Append(", where ").Append(Predicate(predicate));
        }

        if (source.DeletedPredicate is { } deleted)
        {
            text.Append(", deleted where ").Append(Predicate(deleted));
        }

        return text.ToString();
    }

    public static string Target(RedshiftTable target)
    {
        StringBuilder text = new($"Redshift table {target.QualifiedName}");
        if (target.TargetName is { } name)
        {
            text.Append(" in ").Append(name);
        }

        text.Append(target.Mode switch
        {
            LoadMode.Merge => $", merged on {string.Join(", ", target.MergeKeys)}",
            LoadMode.Append => ", appended",
            LoadMode.Replace => ", replaced",
            _ => ", merged on the source's primary key",
        });
        text.Append(target.Distribution switch
        {
            DistributionStyle.Key => $", distributed by {target.DistributionKey}",
            DistributionStyle.Even => ", distributed evenly",
            DistributionStyle.All => ", distributed to all",
            _ => string.Empty,
        });
        if (target.SortKeys.Count > 0)
        {
            text.Append(", sorted by ").AppendJoin(", ", target.SortKeys);
        }

        return target.EmptyAllowed ? text.Append(", may become empty").ToString() : text.ToString();
    }

    public static string Deletes(Deletes deletes)
    {
        string what = deletes.MarkColumn is { } column ? $"marked in {column}" : "removed";
        string often = deletes.Interval is { } interval ? $", keys compared every {Duration(interval)}" : string.Empty;
        return string.Create(CultureInfo.InvariantCulture, $"{what}, at most {deletes.Limit} %{often}");
    }

    /// <summary>A condition as people read it, with its values in the holes.</summary>
    public static string Predicate(SourcePredicate predicate) =>
        predicate.IsRaw || PredicateText.TryParse(predicate.Format, predicate.Values.Count, out IReadOnlyList<PredicatePart> parts) is not null
            ? predicate.Format
            : string.Concat(parts.Select(part => part.IsHole ? PredicateValue.Draw(predicate.Values[part.Hole]) : part.Text));

    /// <summary>A length of time as people say it: <c>5 min</c>, <c>1 h 30 min</c>.</summary>
    public static string Duration(TimeSpan time)
    {
        if (time == TimeSpan.Zero)
        {
            return "0";
        }

        List<string> parts = [];
        Part(time.Days, "d");
        Part(time.Hours, "h");
        Part(time.Minutes, "min");
        Part(time.Seconds, "s");
        Part(time.Milliseconds, "ms");
        Part(time.Microseconds, "µs");
        return parts.Count == 0 ? time.ToString("c", CultureInfo.InvariantCulture) : string.Join(' ', parts);

        void Part(int number, string unit)
        {
            if (number != 0)
            {
                parts.Add(string.Create(CultureInfo.InvariantCulture, $"{number} {unit}"));
            }
        }
    }

    private static string Lag(IncrementalCursor cursor) => cursor switch
    {
        { LagTime: { } time } => $" (lag {Duration(time)})",
        { LagNumber: { } number } => string.Create(CultureInfo.InvariantCulture, $" (lag {number})"),
        _ => string.Empty,
    };

    private static IEnumerable<(string Left, string Right, string Notes)> Lines(MapSpec map)
    {
        foreach (MappedField field in map.Fields)
        {
            string left = field.Computed switch
            {
                null => field.SourceName ?? string.Empty,
                ConcatTransform concat => string.Join($" + '{concat.Separator}' + ", concat.Columns),
                ConstantTransform { Value: { } value } => $"'{value}'",
                _ => "NULL",
            };
            string[] notes = [field.Type?.ToString() ?? string.Empty, string.Join(" → ", field.Transforms), field.IsPii ? "personal data" : string.Empty, field.Overflow is { } overflow ? $"bad values: {overflow}" : string.Empty];
            yield return (left, field.TargetColumn, string.Join(", ", notes.Where(n => n.Length > 0)));
        }

        if (map.IncludesRest)
        {
            yield return (map.Fields.Count == 0 ? "all columns" : "all others", "snake_case names, narrowest safe types", string.Empty);
        }
    }

    private static IEnumerable<(string Left, string Right, string Notes)> Align(IEnumerable<(string Left, string Right, string Notes)> lines)
    {
        (string Left, string Right, string Notes)[] all = [.. lines];
        int left = all.Select(l => l.Left.Length).DefaultIfEmpty().Max();
        int right = all.Where(l => l.Notes.Length > 0).Select(l => l.Right.Length).DefaultIfEmpty().Max() + 2;
        return all.Select(l => (l.Left.PadRight(left), l.Right.PadRight(right), l.Notes));
    }
}
