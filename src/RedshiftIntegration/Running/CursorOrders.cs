using RedshiftIntegration.Errors;
using RedshiftIntegration.Flow;

namespace RedshiftIntegration.Running;

/// <summary>Reads what a caller says about a pipeline's cursor, and refuses what can't be done with it.</summary>
internal static class CursorOrders
{
    /// <exception cref="PipelineDefinitionException">RSI1170, RSI1171, RSI1172.</exception>
    public static CursorRange Range(PipelineDefinition definition, ResolvedMapping mapping, string from, string to)
    {
        ResolvedCursor cursor = Cursor(definition, mapping, "filled again");
        CursorBound first = Bound(definition, cursor, from);
        CursorBound last = Bound(definition, cursor, to);
        return first <= last ? new CursorRange(first, last) : throw Refused(definition, CursorProblems.RangeReversed(from, to));
    }

    /// <exception cref="PipelineDefinitionException">RSI1170, RSI1171, RSI1173, RSI1175.</exception>
    public static RunOrder Reset(PipelineDefinition definition, ResolvedMapping mapping, string? watermark, IReadOnlyList<PipelineDefinition> registered)
    {
        PipelineDefinition[] others =
        [
            .. registered.Where(d => !string.Equals(d.Id, definition.Id, StringComparison.Ordinal)
                && string.Equals(d.Target.QualifiedName, definition.Target.QualifiedName, StringComparison.Ordinal)
                && string.Equals(d.Target.TargetName, definition.Target.TargetName, StringComparison.Ordinal)),
        ];
        if (others.Length > 0)
        {
            throw Refused(definition, CursorProblems.SharedTarget(definition.Target.QualifiedName, others[0].Id));
        }

        ResolvedCursor cursor = Cursor(definition, mapping, "reset");
        if (watermark is null)
        {
            return RunOrder.Reset(null);
        }

        CursorBound bound = Bound(definition, cursor, watermark);
        return mapping.TargetColumns.Any(c => string.Equals(c.TargetColumn, cursor.StageColumn, StringComparison.Ordinal))
            ? RunOrder.Reset(bound)
            : throw Refused(definition, CursorProblems.NotInTarget(definition.Target.QualifiedName, cursor.SourceColumn));
    }

    /// <summary>A watermark only goes back: what lies between it and a later one would never be read.</summary>
    /// <exception cref="PipelineDefinitionException">RSI1174.</exception>
    public static void RefuseAhead(PipelineDefinition definition, RunOrder order, string? current)
    {
        if (order is { Kind: RunKind.Reset, Watermark: { } wanted } && (current is null || wanted > CursorBound.Parse(wanted.Kind, current)))
        {
            throw Refused(definition, CursorProblems.Ahead(wanted.ToString(), current));
        }
    }

    private static ResolvedCursor Cursor(PipelineDefinition definition, ResolvedMapping mapping, string what) =>
        mapping.Cursor ?? throw Refused(definition, CursorProblems.NoCursor(what));

    private static CursorBound Bound(PipelineDefinition definition, ResolvedCursor cursor, string text) => CursorBound.TryParse(cursor.Kind, text, out CursorBound bound)
        ? bound
        : throw Refused(definition, CursorProblems.NoValue(text, cursor.SourceColumn, Form(cursor.Kind)));

    private static string Form(CursorKind kind) => kind switch
    {
        CursorKind.Number => "a whole number",
        CursorKind.Date => "yyyy-MM-dd",
        _ => "yyyy-MM-dd HH:mm:ss with up to 6 digits after the second, in UTC",
    };

    private static PipelineDefinitionException Refused(PipelineDefinition definition, Problem problem) => new($"The pipeline '{definition.Id}'", [problem]);
}
