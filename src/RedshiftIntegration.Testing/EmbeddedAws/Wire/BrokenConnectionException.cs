namespace RedshiftIntegration.Testing.Aws.Wire;

/// <summary>The fault that gives no answer: the client sees its connection broken.</summary>
internal sealed class BrokenConnectionException() : IOException("The connection was reset by a fault that the test asked for.");
