using RedshiftIntegration.Definition;
using RedshiftIntegration.Types;

namespace RedshiftIntegration;

/// <summary>What becomes of rows of the target whose key the source no longer has.</summary>
/// <remarks>
/// A run that compares keys reads the key of every row of the source, in the snapshot of its rows. Where the source flags its deletes (<see cref="Source{TRow}.DeletedWhere"/>),
/// the flags say it all, and keys are compared only where <see cref="Every"/> asks for it.
/// </remarks>
/// <example><code>.DetectingDeletes(Deletes.Mark("deleted_at").AtMost(percent: 5))</code></example>
public sealed record Deletes
{
    internal Deletes(string? markColumn, decimal atMost, TimeSpan? interval)
    {
        MarkColumn = markColumn;
        Limit = atMost;
        Interval = interval;
    }

    /// <summary>They are removed.</summary>
    public static Deletes Remove { get; } = new(null, DefaultLimit, null);

    /// <summary>The column that gets the run's time; null where rows are removed.</summary>
    internal string? MarkColumn { get; private init; }

    /// <summary>Percent of the rows.</summary>
    internal decimal Limit { get; private init; }

    /// <summary>How old the last comparison has to be; null: each run compares.</summary>
    internal TimeSpan? Interval { get; private init; }

    /// <summary>docs/decisions/0020: a source that lost most of its rows is more often a mistake than a wish.</summary>
    internal const decimal DefaultLimit = 10;

    /// <summary>They stay and get the run's time, UTC, in <paramref name="column"/>; a row that comes back loses it.</summary>
    /// <param name="column">A TIMESTAMP column that the plan adds to the table and no line of the map fills.</param>
    public static Deletes Mark(string column)
    {
        ArgumentNullException.ThrowIfNull(column);
        return new(Identifier.Fold(column), DefaultLimit, null);
    }

    /// <summary>Fails the whole run when more than <paramref name="percent"/> of the rows, and at least 10, would be deleted.</summary>
    /// <param name="percent">0 to 100. Default: 10.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="percent"/> is no percentage.</exception>
    public Deletes AtMost(double percent)
    {
        if (!(percent >= 0 && percent <= 100))
        {
            throw new ArgumentOutOfRangeException(nameof(percent), percent, "Give a percentage from 0 to 100.");
        }

        return this with { Limit = (decimal)percent };
    }

    /// <summary>Compares keys only when the last run that did so began at least <paramref name="interval"/> ago, where reading all keys is too dear for each run.</summary>
    /// <param name="interval">Zero or more; take a little less than a multiple of the schedule's distance.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="interval"/> is negative.</exception>
    public Deletes Every(TimeSpan interval)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(interval, TimeSpan.Zero);
        return this with { Interval = interval };
    }

    /// <summary>What becomes of deleted rows, how many they may be and how often one looks, on one line.</summary>
    public override string ToString() => DefinitionDrawing.Deletes(this);
}
