using Npgsql;
using RedshiftIntegration.Contracts;
using RedshiftIntegration.Flow;
using RedshiftIntegration.Sources.Database;

namespace RedshiftIntegration.Integration.Tests.Sources;

public sealed class PostgreSqlContractTests : SourceConnectorContract
{
    private readonly string _connectionString = TestServers.PostgreSql;

    private protected override ISourceConnector Connector => new DatabaseConnector("pg", NpgsqlFactory.Instance, _connectionString, TimeProvider.System);

    private protected override ISourceConnector Unreachable =>
        new DatabaseConnector("pg", NpgsqlFactory.Instance, new NpgsqlConnectionStringBuilder(_connectionString) { Port = 1 }.ConnectionString, TimeProvider.System);

    protected override string IntegerType => "bigint";

    protected override string DecimalType => "numeric(12,2)";

    protected override string TimeType => "timestamp";

    private protected override ISourceConnector? WithWrongPassword(string password) =>
        new DatabaseConnector("pg", NpgsqlFactory.Instance, new NpgsqlConnectionStringBuilder(_connectionString) { Password = password }.ConnectionString, TimeProvider.System);

    protected override string Quote(string identifier) => $"\"{identifier.Replace("\"", "\"\"")}\"";

    protected override Source<Row> Table(string name) => DatabaseTable.Named("pg", name);

    protected override Source<Row> Query(string name, string sql) => DatabaseQuery.Named("pg", name, sql);

    protected override async Task ExecuteAsync(string sql)
    {
        await using NpgsqlConnection connection = new(_connectionString);
        await connection.OpenAsync();
        await using NpgsqlCommand command = new(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    protected override async Task<DateTime> ClockAsync()
    {
        await using NpgsqlConnection connection = new(_connectionString);
        await connection.OpenAsync();
        await using NpgsqlCommand command = new("SELECT now() AT TIME ZONE 'UTC'", connection);
        return (DateTime)(await command.ExecuteScalarAsync())!;
    }
}
