using RedshiftIntegration.Contracts.Redshift;

namespace RedshiftIntegration.Testing.Tests.Rules;

/// <summary>Every rule holds on the double.</summary>
public sealed class DoubleTests(DoubleFixture fixture) : IClassFixture<DoubleFixture>
{
    public static TheoryData<string> Rules => [.. Rulebook.All.Select(r => r.Id)];

    [Theory]
    [MemberData(nameof(Rules))]
    public Task Holds(string id) => fixture.RunAsync(Rulebook.Find(id));
}
