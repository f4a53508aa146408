using RedshiftIntegration.Definition;
using RedshiftIntegration.Flow;
using RedshiftIntegration.Flow.Resolution;

namespace RedshiftIntegration.Loading;

/// <summary>Lines of a plan that describe a pipeline.</summary>
internal static class PipelineText
{
    public static IReadOnlyList<string> Lines(PipelineDefinition definition, ResolvedMapping mapping)
    {
        List<string> lines = [$"  reads {definition.Source.Connection}: {definition.Source.Name}, {Mode(mapping)}"];
        if (mapping.Cursor is { } cursor)
        {
            lines.Add($"  reads what is new by {cursor.SourceColumn}{Lag(cursor)}");
        }

        if (mapping.LeftOut.Count > 0)
        {
            lines.Add($"  leaves out {string.Join(", ", mapping.LeftOut)}");
        }

        lines.Add(definition.Verification.IsFull
            ? "  verifies all columns against the source, which costs it one aggregate scan of the rows that are read"
            : "  verifies the number of rows against the source, which costs it one count of the rows that are read");
        lines.AddRange(definition.Expectations.Select(e => $"  expects {e}"));
        lines.AddRange(mapping.Notes.Select(note => $"  {note}"));
        return lines;
    }

    public static string Reason(StoredVersion stored, ResolvedMapping mapping) => MappingOf(stored) switch
    {
        null => "its stored mapping was written by another version of the library",
        { } was when was.Columns == mapping.Columns => "its definition has changed",
        _ => "its columns have changed",
    };

    /// <summary>Null where another version of the library wrote it.</summary>
    public static ResolvedMapping? MappingOf(StoredVersion stored)
    {
        try
        {
            return ResolvedMappingJson.Read(stored.Mapping);
        }
        catch (PipelineDefinitionException)
        {
            return null;
        }
    }

    private static string Mode(ResolvedMapping mapping)
    {
        string keys = string.Join(", ", mapping.Keys);
        return mapping.Mode switch
        {
            LoadMode.Merge => $"merges on {keys}",
            LoadMode.Append => $"appends rows whose {keys} is new",
            _ => "replaces all rows",
        };
    }

    private static string Lag(ResolvedCursor cursor)
    {
        string lag = cursor.Kind == CursorKind.Number
            ? cursor.LagNumber.ToString(System.Globalization.CultureInfo.InvariantCulture)
            : cursor.LagTime.ToString("c", System.Globalization.CultureInfo.InvariantCulture);
        return cursor.LagNumber == 0 && cursor.LagTime == TimeSpan.Zero ? string.Empty : $", reaching back {lag}";
    }
}
