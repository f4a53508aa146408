namespace RedshiftIntegration.Flow;

/// <summary>A value can't be carried. Its message never holds the value; the row's appender adds the key and does what the column's policy says.</summary>
/// <param name="column">The column of the mapping.</param>
/// <param name="rule">What the value breaks, as the end of a sentence: <c>is longer than 20 bytes</c>.</param>
/// <param name="remedy">What to do about it.</param>
/// <param name="shown">The value as <see cref="ShownValue"/> prints it; null where there is none. It goes into <c>rejected_rows</c> alone, and masked where it is personal.</param>
internal sealed class ValueRefusedException(ResolvedColumn column, string rule, string remedy, string? shown = null)
    : Exception($"A value of {column.SourceColumn ?? column.TargetColumn} {rule}.")
{
    public ResolvedColumn Column { get; } = column;

    public string Rule { get; } = rule;

    public string Remedy { get; } = remedy;

    public string? Shown { get; } = shown;
}
