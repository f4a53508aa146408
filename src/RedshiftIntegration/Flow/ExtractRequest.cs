namespace RedshiftIntegration.Flow;

/// <summary>What an extract is asked for.</summary>
internal sealed record ExtractRequest
{
    public required string RunId { get; init; }

    public required string Pipeline { get; init; }

    public required Source Source { get; init; }

    public required ResolvedMapping Mapping { get; init; }

    /// <summary>The watermark of the last committed run in canonical text; null for a first or a full read.</summary>
    public string? WatermarkFrom { get; init; }

    /// <summary>The range of a back-fill; null for what is new since <see cref="WatermarkFrom"/>.</summary>
    public CursorRange? Range { get; init; }

    /// <summary>Whether the source's whole key set is staged too.</summary>
    public bool ReadsKeys { get; init; }

    /// <summary>Which figures the load will compare; null: none.</summary>
    public Verification? Verification { get; init; }

    /// <summary>Takes the values that their columns can't.</summary>
    public RowRejections Rejections { get; init; } = new();

    /// <summary>The key of PII hashes; null if none is configured.</summary>
    public byte[]? PiiKey { get; init; }

    /// <summary>The read of the keys beside the one of the rows, which alone counts what is wrong with them.</summary>
    public ExtractRequest OfKeys(ResolvedMapping keys) => this with { Mapping = keys, Rejections = new() { IsOfKeys = true } };
}
