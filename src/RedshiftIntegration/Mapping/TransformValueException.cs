namespace RedshiftIntegration.Mapping;

/// <summary>A transform can't work on a value. It never holds the value.</summary>
/// <param name="rule">What the value breaks, as the end of a sentence.</param>
/// <param name="remedy">What to do about it.</param>
internal sealed class TransformValueException(string rule, string remedy) : Exception($"A value {rule}. {remedy}")
{
    public string Rule { get; } = rule;

    public string Remedy { get; } = remedy;
}
