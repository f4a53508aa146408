using System.Data.Common;
using System.Globalization;
using System.Text;

namespace QuickStart;

/// <summary>The shop's tables in SQL that SQLite and MySQL share.</summary>
internal static class ShopTables
{
    private const int RowsPerInsert = 500;

    public static async Task CreateAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        await ExecuteAsync(
            connection,
            "CREATE TABLE customers (id BIGINT NOT NULL PRIMARY KEY, name VARCHAR(120) NOT NULL, email VARCHAR(160) NOT NULL, country VARCHAR(2) NOT NULL, updated_at DATETIME NOT NULL)",
            cancellationToken);
        await ExecuteAsync(
            connection,
            "CREATE TABLE orders (id BIGINT NOT NULL PRIMARY KEY, customer_id BIGINT NOT NULL, status VARCHAR(20) NOT NULL, total DECIMAL(12,2) NOT NULL, placed_at DATETIME NOT NULL, updated_at DATETIME NOT NULL)",
            cancellationToken);
        await ExecuteAsync(connection, "CREATE INDEX orders_updated ON orders (updated_at)", cancellationToken);
    }

    public static async Task InsertAsync(DbConnection connection, IEnumerable<Customer> customers, IEnumerable<Order> orders, CancellationToken cancellationToken)
    {
        await using DbTransaction transaction = await connection.BeginTransactionAsync(cancellationToken);
        await InsertAsync(connection, transaction, "customers", customers.Select(c => $"({c.Id},{Text(c.Name)},{Text(c.Email)},{Text(c.Country)},{Time(c.UpdatedAt)})"), cancellationToken);
        await InsertAsync(
            connection, transaction, "orders",
            orders.Select(o => string.Create(CultureInfo.InvariantCulture, $"({o.Id},{o.CustomerId},{Text(o.Status)},{o.Total},{Time(o.PlacedAt)},{Time(o.UpdatedAt)})")),
            cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    public static async Task PassADayAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        int every = ShopData.OrderCount / ShopData.ChangedOrders;
        await ExecuteAsync(
            connection,
            string.Create(
                CultureInfo.InvariantCulture,
                $"UPDATE orders SET status = 'returned', updated_at = {Time(ShopData.NextDay)} WHERE id % {every} = 0 AND id <= {every * ShopData.ChangedOrders}"),
            cancellationToken);
        await InsertAsync(connection, [], ShopData.OrdersOfTheNextDay(), cancellationToken);
    }

    public static async Task ExecuteAsync(DbConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using DbCommand command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task InsertAsync(DbConnection connection, DbTransaction transaction, string table, IEnumerable<string> rows, CancellationToken cancellationToken)
    {
        await using DbCommand command = connection.CreateCommand();
        command.Transaction = transaction;
        foreach (string[] chunk in rows.Chunk(RowsPerInsert))
        {
            command.CommandText = new StringBuilder("INSERT INTO ").Append(table).Append(" VALUES ").AppendJoin(',', chunk).ToString();
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    /// <summary>Generated names only: letters, apostrophes, points.</summary>
    private static string Text(string value) => $"'{value.Replace("'", "''", StringComparison.Ordinal)}'";

    private static string Time(DateTime value) => $"'{value.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)}'";
}
