using RedshiftIntegration.Flow;

namespace RedshiftIntegration.Sources.Database;

/// <summary>From where to where a read goes.</summary>
internal sealed record ReadBounds
{
    /// <summary>A read without a cursor.</summary>
    public static ReadBounds Everything { get; } = new();

    /// <summary>Those of a stated range.</summary>
    public static ReadBounds Of(CursorRange range) => new() { Lower = range.Lower, Upper = range.To };

    public CursorLowerBound? Lower { get; init; }

    /// <summary>The last value that is taken.</summary>
    public CursorBound? Upper { get; init; }

    /// <summary>There is a cursor, and no value of it yet.</summary>
    public bool IsEmpty { get; init; }

    public long RowsDeferred { get; init; }

    public bool IsWhole => Lower is null && Upper is null && !IsEmpty;
}
