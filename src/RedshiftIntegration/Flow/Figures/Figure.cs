namespace RedshiftIntegration.Flow.Figures;

/// <summary>What is measured of a column, or of all rows.</summary>
internal enum Measure
{
    Rows,

    /// <summary>Different keys.</summary>
    DistinctKeys,

    Nulls,
    Min,
    Max,

    /// <summary>Of numbers; of booleans those that are true, of dates the days, of times the microseconds since 1970-01-01.</summary>
    Sum,

    /// <summary>Bytes of all texts in UTF-8, or of all binary values.</summary>
    Bytes,
}

/// <summary>One measure of one column; the column is null for measures of all rows.</summary>
internal sealed record Measured(ResolvedColumn? Column, Measure Measure)
{
    /// <summary>As <c>validation_records</c> names it.</summary>
    public string Name => Measure switch
    {
        Measure.DistinctKeys => "distinct_keys",
        _ => Measure.ToString().ToLowerInvariant(),
    };
}

/// <summary>Where the figure comes from that the stage is compared with.</summary>
internal enum FigureOrigin
{
    /// <summary>Nobody could give it: it is not compared.</summary>
    None,

    /// <summary>The source's own SQL, in the snapshot of the read.</summary>
    Source,

    /// <summary>What the reader appended, counted on its way into the file.</summary>
    Reader,
}

/// <param name="Measured">What was measured.</param>
/// <param name="Value">Canonical text; null where there is no value at all (the least of nothing).</param>
internal sealed record Figure(Measured Measured, string? Value)
{
    public FigureOrigin Origin { get; init; } = FigureOrigin.Source;

    /// <summary>Whether the reader counted something else than the source: then it was lost on the way into the reader.</summary>
    public bool ReaderDiffers { get; init; }
}
