namespace RedshiftIntegration.Integration.Tests;

/// <summary>The servers that eng/servers.sh has started; a test that needs one that is not there is skipped by name.</summary>
internal static class TestServers
{
    public static string MySql => Of("RSI_TEST_MYSQL", "MariaDB");

    public static string PostgreSql => Of("RSI_TEST_POSTGRES", "PostgreSQL");

    private static string Of(string variable, string server)
    {
        string? connectionString = Environment.GetEnvironmentVariable(variable);
        Assert.SkipWhen(string.IsNullOrEmpty(connectionString), $"{server} is not here: {variable} is not set (./test.sh sets it).");
        return connectionString!;
    }
}
