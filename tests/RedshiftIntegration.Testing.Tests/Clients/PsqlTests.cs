using Npgsql;

namespace RedshiftIntegration.Testing.Tests.Clients;

/// <summary>The psql of the machine against the double.</summary>
public sealed class PsqlTests : RedshiftTest
{
    private const string Missing = "psql is not installed";

    public static bool HasPsql => Find() is not null;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Run("CREATE TABLE t (id BIGINT NOT NULL, name VARCHAR(40) DEFAULT 'x', n DECIMAL(10,2), PRIMARY KEY (id))");
        await Run("INSERT INTO t VALUES (1, 'a', 1.5), (2, NULL, -2)");
        await Run("CREATE VIEW v AS SELECT id FROM t");
        await Run("CREATE SCHEMA s");
        await Run("COMMENT ON COLUMN t.name IS 'what it is called'");
    }

    [Fact(Skip = Missing, SkipUnless = nameof(HasPsql))]
    public async Task Backslash_commands_print_what_they_find()
    {
        (int exitCode, string output, string errors) = await Psql(
            """
            \echo '== \\conninfo'
            \conninfo
            \echo '== \\d'
            \d
            \echo '== \\d t'
            \d t
            \echo '== \\d+ t'
            \d+ t
            \echo '== \\d v'
            \d v
            \echo '== \\dt'
            \dt
            \echo '== \\dt s.*'
            \dt s.*
            \echo '== \\dv'
            \dv
            \echo '== \\dn'
            \dn
            \echo '== \\dn+'
            \dn+
            \echo '== \\l'
            \l
            \echo '== \\dp'
            \dp
            \echo '== SELECT'
            SELECT id, name, n FROM t ORDER BY id;
            \echo '== \\gdesc'
            SELECT id, name, n, 1::int AS one FROM t \gdesc
            \echo '== \\gx'
            SELECT id, name FROM t ORDER BY id \gx
            \echo '== FETCH_COUNT'
            \set FETCH_COUNT 1
            SELECT id FROM t ORDER BY id;
            """);

        exitCode.Should().Be(0, errors);
        string port = new NpgsqlConnectionStringBuilder(Redshift.ConnectionString).Port.ToString(System.Globalization.CultureInfo.InvariantCulture);
        Approved.Match(string.Join('\n', output.Replace(port, "<port>", StringComparison.Ordinal).Split('\n').Select(l => l.TrimEnd())));
    }

    /// <summary>Their queries need what PostgreSQL 8.0 had not: a live Redshift refuses them with the same errors.</summary>
    [Theory(Skip = Missing, SkipUnless = nameof(HasPsql))]
    [InlineData("\\du", "relation \"pg_catalog.pg_roles\" does not exist")]
    [InlineData("\\dt+", "function pg_table_size(oid) does not exist")]
    [InlineData("\\dx", "relation \"pg_catalog.pg_extension\" does not exist")]
    [InlineData("\\df", "the system view \"pg_proc\" is not supported by EmbeddedRedshift")]
    [InlineData("\\copy t FROM /dev/null", "COPY FROM STDIN is not supported")]
    [InlineData("\\copy t TO /dev/null", "COPY TO is not supported: use UNLOAD")]
    public async Task Commands_that_redshift_cannot_answer_are_refused_clearly(string command, string message)
    {
        (int exitCode, _, string errors) = await Psql(command + "\nSELECT 1;");

        exitCode.Should().Be(3);
        errors.Should().Contain("ERROR:  " + message);
    }

    [Fact(Skip = Missing, SkipUnless = nameof(HasPsql))]
    public async Task An_error_points_at_its_place()
    {
        (_, _, string errors) = await Psql("SELECT id,\n  nme FROM t;");

        errors.Should().Contain("ERROR:  column \"nme\" does not exist\nLINE 2:   nme FROM t;\n          ^");
    }

    private Task<(int ExitCode, string Output, string Errors)> Psql(string input) => RunAsync(Redshift.ConnectionString, input);

    private static string? Find() => ClientProgram.Find("/usr/bin/psql", "/usr/local/bin/psql", "/opt/homebrew/bin/psql");

    internal static Task<(int ExitCode, string Output, string Errors)> RunAsync(string connectionString, string input)
    {
        NpgsqlConnectionStringBuilder server = new(connectionString);
        return ClientProgram.RunAsync(
            Find()!,
            server.Password!,
            ["-X", "-q", "-P", "pager=off", "-v", "ON_ERROR_STOP=1", $"host={server.Host} port={server.Port} user={server.Username} dbname={server.Database} sslmode=disable"],
            input + "\n");
    }
}
