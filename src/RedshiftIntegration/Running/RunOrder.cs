using RedshiftIntegration.Flow;

namespace RedshiftIntegration.Running;

/// <summary>What one run is told to do.</summary>
internal sealed record RunOrder
{
    /// <summary>From the watermark on.</summary>
    public static RunOrder Load { get; } = new();

    public RunKind Kind { get; private init; }

    /// <summary>Of a back-fill.</summary>
    public CursorRange? Range { get; private init; }

    /// <summary>Of a reset: where the pipeline is to stand; null for the beginning.</summary>
    public CursorBound? Watermark { get; private init; }

    public static RunOrder Backfill(CursorRange range) => new() { Kind = RunKind.Backfill, Range = range };

    public static RunOrder Reset(CursorBound? watermark) => new() { Kind = RunKind.Reset, Watermark = watermark };
}
