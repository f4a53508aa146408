namespace RedshiftIntegration.Contracts.Redshift;

/// <summary>A server answers otherwise than a rule says.</summary>
public sealed class RuleBrokenException(string message) : Exception(message);
