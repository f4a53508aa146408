using System.Globalization;

namespace RedshiftIntegration.Flow.Figures;

/// <summary>The reader's own count of what it appended, taken from whole batches: all figures but the distinct keys, at about a nanosecond a value.</summary>
internal sealed class BatchTally(ResolvedMapping mapping)
{
    private readonly ColumnTally[] _columns = [.. mapping.Columns.Select(c => new ColumnTally(c))];

    public long Rows { get; private set; }

    public void Add(ColumnBatch batch)
    {
        Rows += batch.Rows;
        for (int i = 0; i < _columns.Length; i++)
        {
            _columns[i].Add(batch.Columns[i]);
        }
    }

    /// <summary>Null where the tally does not keep it.</summary>
    public Figure? Of(Measured measured) => measured switch
    {
        { Measure: Measure.Rows } => new Figure(measured, Rows.ToString(CultureInfo.InvariantCulture)) { Origin = FigureOrigin.Reader },
        { Column: { } column } => new Figure(measured, Array.Find(_columns, t => ReferenceEquals(t.Column, column))!.Text(measured.Measure)) { Origin = FigureOrigin.Reader },
        _ => null,
    };
}
