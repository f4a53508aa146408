using RedshiftIntegration.Contracts.Redshift;

namespace RedshiftIntegration.Testing.Tests.Rules;

/// <summary>Every rule holds on the double. One server serves all but those that change the whole database.</summary>
public sealed class DoubleTests(DoubleTests.Fixture fixture) : IClassFixture<DoubleTests.Fixture>
{
    public static TheoryData<string> Rules => [.. Rulebook.All.Select(r => r.Id)];

    [Theory]
    [MemberData(nameof(Rules))]
    public async Task Holds(string id)
    {
        Rule rule = Rulebook.Find(id);
        if (!rule.IsSerializable)
        {
            await RuleRunner.RunAsync(rule, fixture.Target);
            return;
        }

        await using EmbeddedRedshift own = await EmbeddedRedshift.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        await using RuleTarget target = RuleTarget.Redshift(own.ConnectionString);
        await target.AlterAsync("ALTER DATABASE dev ISOLATION LEVEL SERIALIZABLE");
        await RuleRunner.RunAsync(rule, target);
    }

    public sealed class Fixture : IAsyncLifetime
    {
        private EmbeddedRedshift redshift = null!;

        public RuleTarget Target { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            redshift = await EmbeddedRedshift.StartAsync();
            Target = RuleTarget.Redshift(redshift.ConnectionString);
        }

        public async ValueTask DisposeAsync()
        {
            await Target.DisposeAsync();
            await redshift.DisposeAsync();
        }
    }
}
