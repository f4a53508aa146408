using Amazon.S3;
using RedshiftIntegration.Contracts.Redshift;
using RedshiftIntegration.Testing;

namespace RedshiftIntegration.Integration.Tests.Redshift;

/// <summary>The corpus of rules on a live cluster or workgroup, which RSI_LIVE_REDSHIFT names as an Npgsql connection string (eng/live-checks.sh).</summary>
public sealed class LiveChecks(ITestOutputHelper output)
{
    [Fact]
    public async Task A_live_Redshift_answers_as_the_double_does()
    {
        string? live = Environment.GetEnvironmentVariable("RSI_LIVE_REDSHIFT");
        Assert.SkipWhen(string.IsNullOrEmpty(live), "no live Redshift: RSI_LIVE_REDSHIFT is not set (docs/live-checks.md).");
        LiveReport report = await LiveRun.RunAsync(live!, Rulebook.All, Bucket());
        output.WriteLine(report.ToString());
        report.Differs.Should().BeEmpty();
    }

    /// <summary>RSI_LIVE_S3 is an address s3://bucket/folder that the AWS credentials of the environment may write, RSI_LIVE_ROLE the ARN of a role by which the server may read it.</summary>
    private static RuleBucket? Bucket()
    {
        string? role = Environment.GetEnvironmentVariable("RSI_LIVE_ROLE");
        if (string.IsNullOrEmpty(role) || !Uri.TryCreate(Environment.GetEnvironmentVariable("RSI_LIVE_S3"), UriKind.Absolute, out Uri? address))
        {
            return null;
        }

        return new RuleBucket(new AmazonS3Client(), address.Host, address.AbsolutePath, role);
    }

    [Fact]
    public async Task The_double_stands_in_for_a_live_server_and_a_rule_that_it_breaks_is_named()
    {
        await using EmbeddedRedshift redshift = await EmbeddedRedshift.StartAsync();
        Rule broken = Rule.Row(1, "a rule that no server keeps", Evidence.Known, "this test").Accepts("SELECT 1", "2");
        Rule left = Rule.Row(2, "a rule for other clusters", Evidence.Known, "this test").Accepts("SELECT 1").NotOnLive("needs two clusters");
        Rule kept = Rule.Row(3, "a rule that is kept", Evidence.Documented, "this test").Accepts("SELECT 1", "1");

        LiveReport report = await LiveRun.RunAsync(redshift.ConnectionString, [kept, broken, left]);

        report.Same.Should().Be(1);
        report.Differs.Should().ContainSingle().Which.Should().Contain("a rule that no server keeps").And.Contain("answers\n  1\nand not\n  2");
        report.LeftOut.Should().Equal("A02 a rule for other clusters: needs two clusters");
    }
}
