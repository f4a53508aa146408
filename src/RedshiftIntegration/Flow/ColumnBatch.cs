namespace RedshiftIntegration.Flow;

/// <summary>
/// Rows by column, in the physical form of the Parquet file: one <see cref="Column"/> per column of the mapping, no object per cell.
/// Filled by a <see cref="RowAppender"/>, reused after <see cref="Clear"/>.
/// </summary>
internal sealed class ColumnBatch : IDisposable
{
    // The asked number of rows, 4 MB of text or 2 MB of fixed width, whichever comes first.
    private const int MaxFixedBytes = 2 * 1024 * 1024;
    private const int MaxTextBytes = 4 * 1024 * 1024;
    private const int MinRows = 256;
    private readonly Column[] _textColumns;

    public ColumnBatch(ResolvedMapping mapping, int maxRows, ColumnPool pool)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxRows, 1);
        ColumnLayout[] layouts = [.. mapping.Columns.Select(ColumnLayout.Of)];
        int rowBytes = Math.Max(1, layouts.Sum(l => l.BytesPerValue));
        Capacity = Math.Min(maxRows, Math.Max(MinRows, MaxFixedBytes / rowBytes));
        Columns = new Column[layouts.Length];
        for (int i = 0; i < layouts.Length; i++)
        {
            Columns[i] = new Column(layouts[i], mapping.Columns[i].IsNullable, Capacity, pool);
        }

        _textColumns = [.. Columns.Where(c => c.Offsets is not null)];
    }

    /// <summary>In the order of the mapping.</summary>
    public Column[] Columns { get; }

    /// <summary>The most rows that it holds.</summary>
    public int Capacity { get; }

    /// <summary>Whole rows.</summary>
    public int Rows { get; private set; }

    /// <summary>Whether no further row should be added.</summary>
    public bool IsFull
    {
        get
        {
            if (Rows >= Capacity)
            {
                return true;
            }

            int text = 0;
            foreach (Column column in _textColumns)
            {
                text += column.TextBytes;
            }

            return text >= MaxTextBytes;
        }
    }

    /// <summary>Counts a row whose cells have all been added.</summary>
    public void EndRow() => Rows++;

    /// <summary>Forgets the cells of the row that was not ended.</summary>
    public void TakeBackRow()
    {
        foreach (Column column in Columns)
        {
            column.TakeBack(Rows);
        }
    }

    public void Clear()
    {
        Rows = 0;
        foreach (Column column in Columns)
        {
            column.Clear();
        }
    }

    public void Dispose()
    {
        foreach (Column column in Columns)
        {
            column.Dispose();
        }
    }
}
