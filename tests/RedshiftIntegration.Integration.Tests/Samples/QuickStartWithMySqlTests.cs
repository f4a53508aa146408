using System.Text.RegularExpressions;
using MySqlConnector;

namespace RedshiftIntegration.Integration.Tests.Samples;

public sealed partial class QuickStartWithMySqlTests(HeldQuickStart sample) : IClassFixture<HeldQuickStart>
{
    [Fact]
    public void A_real_server_gives_the_same_counts_as_sqlite()
    {
        sample.SkipIfMissing();

        string[] runs = [.. sample.Lines.Select(l => RunLine().Match(l)).Where(m => m.Success).Select(m => m.Groups["counts"].Value)];
        runs.Should().HaveCount(4, "it runs two pipelines twice; it printed:\n{0}", string.Join('\n', sample.Lines));
        runs[0].Should().Be("20,000 read, 20,000 inserted, 0 updated, 0 unchanged");
        runs[1].Should().Be("200,000 read, 200,000 inserted, 0 updated, 0 unchanged");
        runs[2].Should().Contain(" 0 inserted, 0 updated, ");
        runs[3].Should().Contain(" 500 inserted, 1,500 updated, ");
    }

    [Fact]
    public void The_psql_line_stands_alone_and_works_as_it_stands()
    {
        sample.SkipIfMissing();
        sample.PsqlLine.Should().MatchRegex("""\Apsql "postgresql://\w+:[^@\s]+@127\.0\.0\.1:\d+/\w+\?sslmode=disable"\z""");
        Assert.SkipWhen(sample.Psql is null, "psql is not on this machine");

        sample.Psql.Should().Be((0, "200500"));
    }

    [Fact]
    public void An_interrupt_ends_it_in_order_and_nothing_is_left_on_the_server()
    {
        sample.SkipIfMissing();

        sample.ExitCode.Should().Be(0, "it printed:\n{0}", string.Join('\n', sample.Lines));
        sample.IsDatabaseLeft.Should().BeFalse();
    }

    [Fact]
    public void The_password_of_the_server_is_printed_nowhere()
    {
        sample.SkipIfMissing();

        string password = new MySqlConnectionStringBuilder(TestServers.MySql).Password;
        sample.Lines.Should().NotContain(l => l.Contains(password, StringComparison.Ordinal));
    }

    [GeneratedRegex(@"done [\w.]+: (?<counts>[\d,]+ read, .* unchanged)")]
    private static partial Regex RunLine();
}
