using System.Diagnostics;
using Npgsql;

namespace RedshiftIntegration.Testing.Tests.SystemViews;

/// <summary>The psql of the machine against the double.</summary>
public sealed class PsqlTests : RedshiftTest
{
    private const string Missing = "psql is not installed";

    public static bool HasPsql => Find() is not null;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Run("CREATE TABLE t (id BIGINT NOT NULL, name VARCHAR(40) DEFAULT 'x', n DECIMAL(10,2))");
        await Run("INSERT INTO t VALUES (1, 'a', 1.5), (2, NULL, -2)");
        await Run("CREATE VIEW v AS SELECT id FROM t");
        await Run("CREATE SCHEMA s");
    }

    [Fact(Skip = Missing, SkipUnless = nameof(HasPsql))]
    public async Task Select_prints_a_table()
    {
        (await Psql("SELECT id, name, n FROM t ORDER BY id")).Should().Be(
            """
             id | name |   n
            ----+------+-------
              1 | a    |  1.50
              2 |      | -2.00
            (2 rows)
            """);
    }

    [Fact(Skip = Missing, SkipUnless = nameof(HasPsql))]
    public async Task Backslash_dt_lists_tables()
    {
        (await Psql("\\dt")).Should().Be(
            """
                    List of relations
             schema | name | type  |  owner
            --------+------+-------+---------
             public | t    | table | awsuser
            (1 row)
            """);
    }

    [Fact(Skip = Missing, SkipUnless = nameof(HasPsql))]
    public async Task Backslash_d_describes_a_table()
    {
        string answer = await Psql("\\d t");

        answer.Should().Contain("Table \"public.t\"");
        answer.Should().MatchRegex(@"id +\| bigint +\| +\| not null \|");
        answer.Should().MatchRegex(@"name +\| character varying\(40\) +\| +\| +\| 'x'");
        answer.Should().MatchRegex(@"n +\| numeric\(10,2\)");
    }

    [Theory(Skip = Missing, SkipUnless = nameof(HasPsql))]
    [InlineData("\\dn", "s ")]
    [InlineData("\\dv", "v ")]
    [InlineData("\\d", "table")]
    public async Task Other_listings_answer(string command, string contains) => (await Psql(command)).Should().Contain(contains);

    [Fact(Skip = Missing, SkipUnless = nameof(HasPsql))]
    public async Task An_error_points_at_its_place()
    {
        string answer = await Psql("SELECT id, nme FROM t", fails: true);

        answer.Should().Contain("ERROR:  column \"nme\" does not exist").And.Contain("LINE 1: SELECT id, nme FROM t");
    }

    [Fact(Skip = Missing, SkipUnless = nameof(HasPsql))]
    public async Task Copy_from_the_client_is_refused()
    {
        (await Psql("COPY t FROM STDIN", fails: true)).Should().Contain("ERROR:");
    }

    private static string? Find() =>
        (new[] { "/usr/bin/psql", "/usr/local/bin/psql", "/opt/homebrew/bin/psql" }).FirstOrDefault(File.Exists);

    private async Task<string> Psql(string command, bool fails = false)
    {
        NpgsqlConnectionStringBuilder builder = new(Redshift.ConnectionString);
        ProcessStartInfo start = new(Find()!)
        {
            ArgumentList = { "-X", "-q", "-P", "pager=off", "-h", builder.Host!, "-p", builder.Port.ToString(), "-U", builder.Username!, "-d", builder.Database!, "-c", command },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PGPASSWORD"] = builder.Password;
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync(Cancel);
        string output = await process.StandardOutput.ReadToEndAsync(Cancel);
        await process.WaitForExitAsync(Cancel);
        string error = await errors;
        (process.ExitCode != 0).Should().Be(fails, error);
        return string.Join('\n', (fails ? error : output).TrimEnd().Split('\n').Select(l => l.TrimEnd()));
    }
}
