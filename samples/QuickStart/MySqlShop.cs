using MySqlConnector;
using RedshiftIntegration;

namespace QuickStart;

/// <summary>The shop in a database of its own on a real server.</summary>
internal sealed class MySqlShop(string connectionString) : IShop
{
    private const string Database = "rsi_quickstart";

    private readonly MySqlConnectionStringBuilder _server = new(connectionString) { Database = string.Empty };

    public string Description => $"the database {Database} on {_server.Server}:{_server.Port}";

    public async Task FillAsync(CancellationToken cancellationToken)
    {
        await using (MySqlConnection server = new(_server.ConnectionString))
        {
            await server.OpenAsync(cancellationToken);
            await ShopTables.ExecuteAsync(server, $"DROP DATABASE IF EXISTS {Database}", cancellationToken);
            await ShopTables.ExecuteAsync(server, $"CREATE DATABASE {Database} CHARACTER SET utf8mb4", cancellationToken);
        }

        await using MySqlConnection connection = await OpenAsync(cancellationToken);
        await ShopTables.CreateAsync(connection, cancellationToken);
        await ShopTables.InsertAsync(connection, ShopData.Customers(), ShopData.Orders(), cancellationToken);
    }

    public async Task PassADayAsync(CancellationToken cancellationToken)
    {
        await using MySqlConnection connection = await OpenAsync(cancellationToken);
        await ShopTables.PassADayAsync(connection, cancellationToken);
    }

    public Source<TRow> Table<TRow>(string name) => MySqlTable.Named<TRow>("shop", name);

    public void Register(IRedshiftIntegrationBuilder builder) =>
        builder.AddMySql("shop", new MySqlConnectionStringBuilder(_server.ConnectionString) { Database = Database }.ConnectionString);

    public async ValueTask DisposeAsync()
    {
        await using MySqlConnection server = new(_server.ConnectionString);
        await server.OpenAsync();
        await ShopTables.ExecuteAsync(server, $"DROP DATABASE IF EXISTS {Database}", CancellationToken.None);
    }

    private async Task<MySqlConnection> OpenAsync(CancellationToken cancellationToken)
    {
        MySqlConnection connection = new(new MySqlConnectionStringBuilder(_server.ConnectionString) { Database = Database }.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        return connection;
    }
}
