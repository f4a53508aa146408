namespace RedshiftIntegration;

/// <summary>Where the values of a target column come from.</summary>
/// <param name="SourceColumn">The column or property that is read; several are separated by a comma and a blank; empty for a constant, <c>*</c> for all others.</param>
/// <param name="Transforms">What happens on the way, in order, separated by arrows; empty if nothing does.</param>
/// <param name="TargetColumn">The column of the target; <c>*</c> for all others, by convention.</param>
public sealed record FieldLineage(string SourceColumn, string Transforms, string TargetColumn);
