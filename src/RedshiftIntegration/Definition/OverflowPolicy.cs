using System.Globalization;
using RedshiftIntegration.Definition;

namespace RedshiftIntegration;

/// <summary>What becomes of a value that its column can't take: for a whole pipeline, or for one column, whose own policy wins.</summary>
/// <remarks>Nothing is cut or left out without being counted in <c>rejected_rows</c>. What a policy does not cover is refused.</remarks>
public sealed record OverflowPolicy
{
    internal OverflowPolicy(OverflowAction action) => Action = action;

    /// <summary>The run fails and names pipeline, column, key and remedy. The default.</summary>
    public static OverflowPolicy Refuse { get; } = new(OverflowAction.Refuse);

    /// <summary>A VARCHAR that is too short for a text is widened in place, up to 65,535 bytes, before the rows are loaded.</summary>
    public static OverflowPolicy Widen { get; } = new(OverflowAction.Widen);

    /// <summary>A text that is too long is cut at a character's border, and counted.</summary>
    public static OverflowPolicy Truncate { get; } = new(OverflowAction.Truncate);

    /// <summary>A text column becomes SUPER, from the plan on, and takes texts that no VARCHAR holds.</summary>
    public static OverflowPolicy ToSuper { get; } = new(OverflowAction.ToSuper);

    internal OverflowAction Action { get; }

    /// <summary>Quarantine: the most rows that may be left out.</summary>
    internal long Rows { get; private init; }

    /// <summary>Quarantine: the most percent of the rows read that may be left out.</summary>
    internal double Percent { get; private init; }

    /// <summary>The row is left out and written to <c>rejected_rows</c>, whatever is wrong with its value. The run fails beyond either limit.</summary>
    /// <param name="rows">The most rows of one run that may be left out, zero or more.</param>
    /// <param name="percent">The most percent of the rows read that may be left out, 0 to 100.</param>
    /// <exception cref="ArgumentOutOfRangeException">A limit is negative, or the percentage above 100.</exception>
    public static OverflowPolicy Quarantine(long rows, double percent)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        return percent is >= 0 and <= 100
            ? new(OverflowAction.Quarantine) { Rows = rows, Percent = percent }
            : throw new ArgumentOutOfRangeException(nameof(percent), percent, "A percentage lies between 0 and 100.");
    }

    /// <summary>The policy in words.</summary>
    public override string ToString() => Action switch
    {
        OverflowAction.Widen => "widen",
        OverflowAction.Truncate => "truncate",
        OverflowAction.ToSuper => "to SUPER",
        OverflowAction.Quarantine => string.Create(CultureInfo.InvariantCulture, $"quarantine up to {Rows} rows and {Percent} %"),
        _ => "refuse",
    };
}
