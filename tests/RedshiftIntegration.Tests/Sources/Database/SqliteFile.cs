using Microsoft.Data.Sqlite;
using RedshiftIntegration.Sources.Database;

namespace RedshiftIntegration.Tests.Sources.Database;

/// <summary>An SQLite database in a folder of its own. Write-ahead log: readers keep their snapshot while others write.</summary>
internal sealed class SqliteFile : IDisposable
{
    public SqliteFile()
    {
        Folder = Directory.CreateTempSubdirectory("rsi-sqlite-").FullName;
        ConnectionString = $"Data Source={Path.Combine(Folder, "shop.db")}";
        using SqliteConnection connection = new(ConnectionString);
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF";
        command.ExecuteNonQuery();
    }

    public string Folder { get; }

    public string ConnectionString { get; }

    public DatabaseConnector Connector(TimeProvider? clock = null) => new("shop", SqliteFactory.Instance, ConnectionString, clock ?? TimeProvider.System);

    public async Task ExecuteAsync(string sql)
    {
        await using SqliteConnection connection = new(ConnectionString);
        await connection.OpenAsync();
        await using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(Folder, recursive: true);
    }
}
