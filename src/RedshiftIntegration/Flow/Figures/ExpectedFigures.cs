using System.Globalization;
using RedshiftIntegration.Definition;
using RedshiftIntegration.Types;

namespace RedshiftIntegration.Flow.Figures;

/// <summary>Which figures the stage has to show.</summary>
internal static class ExpectedFigures
{
    /// <summary>
    /// The source's own where the staged value is the source's: not where a transform made another of it, a policy altered or left out rows, or the source has no exact
    /// aggregate. There the reader's tally stands, which finds what is lost from the reader on.
    /// </summary>
    /// <param name="measured">What is measured, in the order of the load's statements.</param>
    /// <param name="source">What the source answered.</param>
    /// <param name="tally">What the reader counted.</param>
    /// <param name="read">The read, which is over.</param>
    public static EquatableList<Figure> Of(IReadOnlyList<Measured> measured, IReadOnlyList<Figure> source, BatchTally tally, ISourceRead read)
    {
        Dictionary<object, Figure> known = source.ToDictionary(f => (object)f.Measured, ReferenceEqualityComparer.Instance);
        return EquatableList.From(measured.Select(m => Of(m, known.GetValueOrDefault(m), tally.Of(m), read)));
    }

    /// <summary>Whether the source's own figure of a column is one of the staged values too. A text that a policy makes SUPER is staged with quotes and escapes.</summary>
    public static bool IsOfSource(ResolvedColumn column) =>
        column is { SourceColumn: not null, Computed: null, Transforms.Count: 0, Overflow.Action: not OverflowAction.ToSuper };

    private static Figure Of(Measured measured, Figure? source, Figure? tally, ISourceRead read)
    {
        if (measured.Measure == Measure.Rows && source?.Value is { } rows)
        {
            source = source with { Value = (long.Parse(rows, CultureInfo.InvariantCulture) - read.RowsLeftOut).ToString(CultureInfo.InvariantCulture) };
        }
        else if (read.RowsLeftOut > 0 || (measured.Column is { } column && read.AlteredColumns.Contains(column.TargetColumn, StringComparer.Ordinal)))
        {
            source = null;
        }

        return source is not null
            ? source with { Origin = FigureOrigin.Source, ReaderDiffers = tally is not null && !string.Equals(tally.Value, source.Value, StringComparison.Ordinal) }
            : tally ?? new Figure(measured, null) { Origin = FigureOrigin.None };
    }
}
