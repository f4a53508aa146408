namespace RedshiftIntegration.Flow;

/// <summary>A stated range of the cursor, its end included.</summary>
internal sealed record CursorRange(CursorBound From, CursorBound To)
{
    /// <summary>Whether rows at <see cref="From"/> belong to it: of several chunks, only to the first.</summary>
    public bool IncludesFrom { get; init; } = true;

    public CursorLowerBound Lower => new(From, IncludesFrom);

    public override string ToString() => $"{(IncludesFrom ? "from" : "after")} {From} to {To}";
}
