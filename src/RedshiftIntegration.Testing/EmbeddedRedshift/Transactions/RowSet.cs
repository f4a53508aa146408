namespace RedshiftIntegration.Testing.Transactions;

/// <summary>Rows of one table by their numbers in DuckDB, kept as runs of neighbours.</summary>
internal sealed class RowSet
{
    private readonly List<(long First, long Last)> runs;

    private RowSet(List<(long First, long Last)> runs) => this.runs = runs;

    public static RowSet All { get; } = new([(0, long.MaxValue)]);

    public bool IsEmpty => runs.Count == 0;

    /// <summary>The numbers must come in ascending order; repeated ones are allowed.</summary>
    public static RowSet Of(IEnumerable<long> ascending)
    {
        List<(long First, long Last)> found = [];
        foreach (long row in ascending)
        {
            if (found.Count > 0 && row <= found[^1].Last + 1)
            {
                found[^1] = (found[^1].First, row);
            }
            else
            {
                found.Add((row, row));
            }
        }

        return new RowSet(found);
    }

    public bool Overlaps(RowSet other)
    {
        int i = 0;
        int j = 0;
        while (i < runs.Count && j < other.runs.Count)
        {
            if (runs[i].Last < other.runs[j].First)
            {
                i++;
            }
            else if (other.runs[j].Last < runs[i].First)
            {
                j++;
            }
            else
            {
                return true;
            }
        }

        return false;
    }
}
