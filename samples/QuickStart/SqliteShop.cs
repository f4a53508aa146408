using Microsoft.Data.Sqlite;
using RedshiftIntegration;

namespace QuickStart;

/// <summary>The shop in an SQLite file of a temporary folder: needs nothing on the machine.</summary>
internal sealed class SqliteShop : IShop
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("rsi-quickstart-");

    public string Description => "an SQLite file in a temporary folder";

    private string ConnectionString => new SqliteConnectionStringBuilder { DataSource = Path.Combine(_folder.FullName, "shop.db"), Pooling = false }.ConnectionString;

    public async Task FillAsync(CancellationToken cancellationToken)
    {
        await using SqliteConnection connection = await OpenAsync(cancellationToken);
        await ShopTables.ExecuteAsync(connection, "PRAGMA journal_mode = WAL", cancellationToken);
        await ShopTables.CreateAsync(connection, cancellationToken);
        await ShopTables.InsertAsync(connection, ShopData.Customers(), ShopData.Orders(), cancellationToken);
    }

    public async Task PassADayAsync(CancellationToken cancellationToken)
    {
        await using SqliteConnection connection = await OpenAsync(cancellationToken);
        await ShopTables.PassADayAsync(connection, cancellationToken);
    }

    public Source<TRow> Table<TRow>(string name) => DatabaseTable.Named<TRow>("shop", name);

    public void Register(IRedshiftIntegrationBuilder builder) => builder.AddDatabase("shop", SqliteFactory.Instance, ConnectionString);

    public ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    private async Task<SqliteConnection> OpenAsync(CancellationToken cancellationToken)
    {
        SqliteConnection connection = new(ConnectionString);
        await connection.OpenAsync(cancellationToken);
        return connection;
    }
}
