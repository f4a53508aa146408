namespace RedshiftIntegration;

/// <summary>How much of a run is verified against the source before it commits.</summary>
/// <remarks>What was compared stands in <c>validation_records</c>; a difference rolls the run back and names the column.</remarks>
public sealed record Verification
{
    private Verification(bool isFull) => IsFull = isFull;

    /// <summary>
    /// Rows, keys and, for each column, NULLs, least and greatest value and sum (texts: bytes) of the source against the stage, and every staged row's values against the
    /// target. The default. It costs the source one aggregate scan of the rows that are read.
    /// </summary>
    public static Verification Full { get; } = new(true);

    /// <summary>The number of rows of the source against the stage, and that every staged key is in the target.</summary>
    public static Verification Counts { get; } = new(false);

    internal bool IsFull { get; }

    /// <summary><c>full</c> or <c>counts</c>.</summary>
    public override string ToString() => IsFull ? "full" : "counts";
}
