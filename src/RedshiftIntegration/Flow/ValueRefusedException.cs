namespace RedshiftIntegration.Flow;

/// <summary>A value can't be carried. It never holds the value; the source's read adds the row's key and throws <see cref="SourceReadException"/>.</summary>
/// <param name="column">The column of the mapping.</param>
/// <param name="rule">What the value breaks, as the end of a sentence: <c>is longer than 20 bytes</c>.</param>
/// <param name="remedy">What to do about it.</param>
internal sealed class ValueRefusedException(ResolvedColumn column, string rule, string remedy)
    : Exception($"A value of {column.SourceColumn ?? column.TargetColumn} {rule}.")
{
    public ResolvedColumn Column { get; } = column;

    public string Rule { get; } = rule;

    public string Remedy { get; } = remedy;
}
