namespace RedshiftIntegration.Testing.Tests.Statements;

/// <summary>One database for the tests of a class; each test makes tables of its own names.</summary>
public sealed class DialectFixture : IDisposable
{
    internal Dialect Db { get; } = new();

    public void Dispose() => Db.Dispose();
}
