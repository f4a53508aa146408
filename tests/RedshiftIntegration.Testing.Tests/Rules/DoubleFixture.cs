using RedshiftIntegration.Contracts.Redshift;

namespace RedshiftIntegration.Testing.Tests.Rules;

/// <summary>A double on which rules are run, one after the other.</summary>
public sealed class DoubleFixture : IAsyncLifetime
{
    internal EmbeddedRedshift Redshift { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Redshift = await EmbeddedRedshift.StartAsync();

    public ValueTask DisposeAsync() => Redshift.DisposeAsync();

    /// <summary>Runs a rule here, or on a server of its own where it changes the whole database.</summary>
    /// <param name="beforeAccepted">Called before each statement that has to be accepted, with the server and the session's process id.</param>
    internal async Task RunAsync(Rule rule, Action<EmbeddedRedshift, string, int>? beforeAccepted = null)
    {
        if (!rule.IsSerializable)
        {
            await RunAsync(Redshift, rule, beforeAccepted);
            return;
        }

        await using EmbeddedRedshift own = await EmbeddedRedshift.StartAsync();
        await using (RuleTarget target = RuleTarget.Redshift(own.ConnectionString))
        {
            await target.AlterAsync("ALTER DATABASE dev ISOLATION LEVEL SERIALIZABLE");
        }

        await RunAsync(own, rule, beforeAccepted);
    }

    private static async Task RunAsync(EmbeddedRedshift redshift, Rule rule, Action<EmbeddedRedshift, string, int>? beforeAccepted)
    {
        await using RuleTarget target = RuleTarget.Redshift(redshift.ConnectionString, beforeAccepted is null ? null : (sql, processId) => beforeAccepted(redshift, sql, processId));
        await RuleRunner.RunAsync(rule, target);
    }
}
