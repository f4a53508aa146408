using MySqlConnector;

namespace RedshiftIntegration.Benchmarks;

/// <summary>What the line is compared with: the driver alone, values thrown away.</summary>
internal static class BareReader
{
    private static readonly string[] Names =
    [
        "l_orderkey", "l_partkey", "l_suppkey", "l_linenumber", "l_quantity", "l_extendedprice", "l_discount", "l_tax",
        "l_returnflag", "l_linestatus", "l_shipdate", "l_commitdate", "l_receiptdate", "l_shipinstruct", "l_shipmode", "l_comment",
    ];

    /// <summary>One typed getter per cell: what people write.</summary>
    public static long Typed(string connectionString, string table)
    {
        using MySqlConnection connection = Open(connectionString);
        using MySqlCommand command = new($"SELECT {string.Join(", ", Names)} FROM {table}", connection) { CommandTimeout = 0 };
        using MySqlDataReader reader = command.ExecuteReader();
        long rows = 0;
        while (reader.Read())
        {
            _ = reader.GetInt64(0);
            _ = reader.GetInt32(1);
            _ = reader.GetInt32(2);
            _ = reader.GetInt32(3);
            _ = reader.GetDecimal(4);
            _ = reader.GetDecimal(5);
            _ = reader.GetDecimal(6);
            _ = reader.GetDecimal(7);
            _ = reader.GetString(8);
            _ = reader.GetString(9);
            _ = reader.GetDateTime(10);
            _ = reader.GetDateTime(11);
            _ = reader.GetDateTime(12);
            _ = reader.GetString(13);
            _ = reader.GetString(14);
            _ = reader.GetString(15);
            rows++;
        }

        return rows;
    }

    /// <summary>All but INT as bytes, as the line reads them.</summary>
    public static long Bytes(string connectionString, string table)
    {
        using MySqlConnection connection = Open(connectionString);
        string[] select = [.. Names.Select((n, i) => i switch { 1 or 2 or 3 => n, 8 or 9 or >= 13 => $"{n} COLLATE utf8mb4_bin", _ => $"CAST({n} AS BINARY)" })];
        using MySqlCommand command = new($"SELECT {string.Join(", ", select)} FROM {table}", connection) { CommandTimeout = 0 };
        using MySqlDataReader reader = command.ExecuteReader();
        byte[] buffer = new byte[256];
        long rows = 0;
        while (reader.Read())
        {
            for (int i = 0; i < Names.Length; i++)
            {
                _ = i is 1 or 2 or 3 ? reader.GetInt32(i) : reader.GetBytes(i, 0, buffer, 0, buffer.Length);
            }

            rows++;
        }

        return rows;
    }

    private static MySqlConnection Open(string connectionString)
    {
        MySqlConnection connection = new(connectionString);
        connection.Open();
        return connection;
    }
}
