namespace RedshiftIntegration.Loading;

/// <summary>What a load has counted so far.</summary>
internal sealed record LoadCounts
{
    public long Inserted { get; init; }

    public long Updated { get; init; }

    public long Unchanged { get; init; }

    public long Deleted { get; init; }

    /// <summary>Keys of the source below the watermark that the target lacks.</summary>
    public long Missed { get; init; }

    /// <summary>Rows of the target before the run, without the marked ones: what the guard takes its percentage of.</summary>
    public long Guarded { get; init; }
}
