using RedshiftIntegration.Contracts.Redshift;
using RedshiftIntegration.Testing.Tests.Aws;

namespace RedshiftIntegration.Testing.Tests.Rules;

/// <summary>A double on which rules are run, one after the other.</summary>
public sealed class DoubleFixture : IAsyncLifetime
{
    private readonly S3Fixture s3 = new();
    private RuleBucket bucket = null!;

    internal EmbeddedRedshift Redshift { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        bucket = new RuleBucket(s3.S3, S3Fixture.Bucket, "rules", "arn:aws:iam::123456789012:role/copy");
        Redshift = await EmbeddedRedshift.StartAsync(new EmbeddedRedshiftOptions { Aws = s3.Aws });
    }

    public async ValueTask DisposeAsync()
    {
        await Redshift.DisposeAsync();
        s3.Dispose();
    }

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

    private async Task RunAsync(EmbeddedRedshift redshift, Rule rule, Action<EmbeddedRedshift, string, int>? beforeAccepted)
    {
        await using RuleTarget target = RuleTarget.Redshift(redshift.ConnectionString, beforeAccepted is null ? null : (sql, processId) => beforeAccepted(redshift, sql, processId), bucket);
        await RuleRunner.RunAsync(rule, target);
    }
}
