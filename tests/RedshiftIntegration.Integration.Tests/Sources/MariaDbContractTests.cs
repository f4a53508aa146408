using MySqlConnector;
using RedshiftIntegration.Contracts;
using RedshiftIntegration.Flow;
using RedshiftIntegration.Sources.MySql;

namespace RedshiftIntegration.Integration.Tests.Sources;

public sealed class MariaDbContractTests : SourceConnectorContract, IAsyncLifetime
{
    private readonly MySqlConnectionStringBuilder _connection = new(TestServers.MySql);

    private protected override ISourceConnector Connector => new MySqlSource("shop", _connection.ConnectionString);

    private protected override ISourceConnector Unreachable => new MySqlSource("shop", new MySqlConnectionStringBuilder(_connection.ConnectionString) { Port = 1 }.ConnectionString);

    protected override string IntegerType => "BIGINT";

    protected override string DecimalType => "DECIMAL(12,2)";

    protected override string TimeType => "DATETIME(6)";

    public async ValueTask InitializeAsync()
    {
        await ExecuteAsync("CREATE DATABASE IF NOT EXISTS contract CHARACTER SET utf8mb4");
        _connection.Database = "contract";
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private protected override ISourceConnector? WithWrongPassword(string password) =>
        new MySqlSource("shop", new MySqlConnectionStringBuilder(_connection.ConnectionString) { Password = password }.ConnectionString);

    protected override string Quote(string identifier) => $"`{identifier.Replace("`", "``")}`";

    protected override Source<Row> Table(string name) => MySqlTable.Named("shop", name);

    protected override Source<Row> Query(string name, string sql) => MySqlQuery.Named("shop", name, sql);

    protected override async Task ExecuteAsync(string sql)
    {
        await using MySqlConnection connection = new(_connection.ConnectionString);
        await connection.OpenAsync();
        await using MySqlCommand command = new(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    protected override async Task<DateTime> ClockAsync()
    {
        await using MySqlConnection connection = new(_connection.ConnectionString);
        await connection.OpenAsync();
        await using MySqlCommand command = new("SELECT UTC_TIMESTAMP(6)", connection);
        return (DateTime)(await command.ExecuteScalarAsync())!;
    }
}
