using MySqlConnector;

namespace RedshiftIntegration.Integration.Tests.Sources.MySql;

/// <summary>The MariaDB of RSI_TEST_MYSQL with a database of its own for each test class.</summary>
public sealed class MySqlServer : IAsyncLifetime
{
    private const string Variable = "RSI_TEST_MYSQL";
    private readonly string _database = $"rsi_{Guid.NewGuid():N}";
    private readonly string? _server = Environment.GetEnvironmentVariable(Variable);

    public string ConnectionString => new MySqlConnectionStringBuilder(_server!) { Database = _database }.ConnectionString;

    public void SkipIfMissing() => Assert.SkipWhen(string.IsNullOrEmpty(_server), $"MariaDB is not available: {Variable} is not set");

    public async ValueTask InitializeAsync()
    {
        if (!string.IsNullOrEmpty(_server))
        {
            await ExecuteAsync(_server, $"CREATE DATABASE {_database} CHARACTER SET utf8mb4");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!string.IsNullOrEmpty(_server))
        {
            await ExecuteAsync(_server, $"DROP DATABASE {_database}");
        }
    }

    public Task ExecuteAsync(string sql) => ExecuteAsync(ConnectionString, sql);

    private static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using MySqlConnection connection = new(connectionString);
        await connection.OpenAsync();
        await using MySqlCommand command = new(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
