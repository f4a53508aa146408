using Npgsql;

namespace RedshiftIntegration.Testing.Tests.Clients;

/// <summary>PostgreSQL's JDBC driver, by the program JdbcSession.java.</summary>
public sealed class JdbcTests : RedshiftTest
{
    private const string Missing = "java with its compiler, or the PostgreSQL JDBC driver, is not installed";

    public static bool HasJdbc => Java is not null && Driver is not null;

    private static string? Java => ClientProgram.Find("/usr/bin/javac", "/usr/local/bin/javac") is { } compiler ? ClientProgram.Find(Path.Combine(Path.GetDirectoryName(compiler)!, "java")) : null;

    private static string? Driver => ClientProgram.Find("/usr/share/java/postgresql.jar");

    [Theory(Skip = Missing, SkipUnless = nameof(HasJdbc))]
    [InlineData("disable")]
    [InlineData("require")]
    public async Task A_program_with_jdbc_works(string sslMode)
    {
        Redshift.Faults.Hold("held");

        (int exitCode, string output, string errors) = await RunAsync(Redshift.ConnectionString, sslMode);

        exitCode.Should().Be(0, errors);
        Approved.Match(output);
        Redshift.Listener.Certificate.IsMade.Should().Be(sslMode == "require");
    }

    internal static Task<(int ExitCode, string Output, string Errors)> RunAsync(string connectionString, string sslMode)
    {
        NpgsqlConnectionStringBuilder server = new(connectionString);
        string program = Path.Combine(AppContext.BaseDirectory, "Clients", "JdbcSession.java");
        string url = $"jdbc:postgresql://{server.Host}:{server.Port}/{server.Database}?sslmode={sslMode}";
        return ClientProgram.RunAsync(
            Java!, server.Password!, ["-Duser.timezone=UTC", "-Dfile.encoding=UTF-8", "-XX:TieredStopAtLevel=1", "-cp", Driver!, program, url, server.Username!]);
    }
}
