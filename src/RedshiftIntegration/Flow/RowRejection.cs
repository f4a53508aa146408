using System.Globalization;
using RedshiftIntegration.Errors;

namespace RedshiftIntegration.Flow;

/// <summary>What was done about a value that its column can't take.</summary>
internal enum RejectionAction
{
    /// <summary>The run failed because of it.</summary>
    Refused,

    /// <summary>Its row was left out.</summary>
    Quarantined,

    /// <summary>The text was cut.</summary>
    Truncated,

    /// <summary>The column was widened for it.</summary>
    Widened,
}

/// <summary>A line of <c>rejected_rows</c>.</summary>
/// <param name="Column">The target's column.</param>
/// <param name="Rule">What the value breaks, as the end of a sentence.</param>
internal sealed record RowRejection(RejectionAction Action, string Column, string Rule, string Remedy)
{
    /// <summary>The source's key; null where the line stands for several rows.</summary>
    public string? SourceKey { get; init; }

    /// <summary>See <see cref="ShownValue"/>; masked where it is personal; null for a NULL and for several rows.</summary>
    public string? Value { get; init; }

    /// <summary>How many rows the line stands for.</summary>
    public long Rows { get; init; } = 1;
}

/// <summary>More rows were left out than the policy allows.</summary>
/// <param name="Column">The column whose own limits these are; null for the pipeline's.</param>
internal sealed record BrokenLimit(string? Column, OverflowPolicy Policy, long Rows, RowRejection Last)
{
    public SourceReadException Problem(ExtractRequest request) => SourceProblems.TooManyRejected(
        request.Source.Connection,
        request.Source.Name,
        request.Pipeline,
        string.Create(CultureInfo.InvariantCulture, $"{Rows} rows{(Column is null ? string.Empty : $" for the column '{Column}'")}"),
        Policy,
        $"{RejectedRow.Named(Last.SourceKey!)}: '{Last.Column}' {Last.Rule}",
        Last.Remedy);
}
