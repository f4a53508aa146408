using System.Globalization;
using MySqlConnector;

namespace RedshiftIntegration.Benchmarks;

/// <summary>The table of the benchmark: 16 columns like TPC-H's lineitem, made on the server, the same rows every time.</summary>
internal static class LineItem
{
    public const string Database = "rsi_bench";

    private const string Columns = """
        l_orderkey BIGINT NOT NULL, l_partkey INT NOT NULL, l_suppkey INT NOT NULL, l_linenumber INT NOT NULL,
        l_quantity DECIMAL(15,2) NOT NULL, l_extendedprice DECIMAL(15,2) NOT NULL, l_discount DECIMAL(15,2) NOT NULL, l_tax DECIMAL(15,2) NOT NULL,
        l_returnflag CHAR(1) NOT NULL, l_linestatus CHAR(1) NOT NULL, l_shipdate DATE NOT NULL, l_commitdate DATE NOT NULL, l_receiptdate DATE NOT NULL,
        l_shipinstruct CHAR(25) NOT NULL, l_shipmode CHAR(10) NOT NULL, l_comment VARCHAR(44) NOT NULL
        """;

    private const string Words = "'carefully','quickly','furiously','slyly','final','special','pending','ironic','express','regular','deposits','packages','requests','accounts','theodolites','pinto'";

    /// <summary>Makes the table of <paramref name="rows"/> rows and, where asked, one of five times as many.</summary>
    public static async Task FillAsync(string connectionString, int rows, bool withFiveFold)
    {
        await using MySqlConnection connection = new(connectionString);
        await connection.OpenAsync();
        await ExecuteAsync(connection, $"CREATE DATABASE IF NOT EXISTS {Database}");
        await ExecuteAsync(connection, $"USE {Database}");
        await ExecuteAsync(connection, "DROP TABLE IF EXISTS lineitem, lineitem5");
        await ExecuteAsync(connection, $"CREATE TABLE lineitem ({Columns}, PRIMARY KEY (l_orderkey, l_linenumber)) CHARACTER SET utf8mb4");
        await ExecuteAsync(connection, Insert(rows));
        if (withFiveFold)
        {
            // Read as five times the same rows: what is measured is memory, and a table of 10 million rows would take a minute to make.
            await ExecuteAsync(connection, $"CREATE OR REPLACE VIEW lineitem5 AS {string.Join(" UNION ALL ", Enumerable.Repeat("SELECT * FROM lineitem", 5))}");
        }

        await ExecuteAsync(connection, "ANALYZE TABLE lineitem");
    }

    private static string Insert(int rows) => string.Create(CultureInfo.InvariantCulture, $"""
        INSERT INTO lineitem
        SELECT 1 + (seq - 1) DIV 4, 1 + (h DIV 3) % 200000, 1 + h % 10000, 1 + (seq - 1) % 4,
               1 + h % 50, (90000 + h % 10000000) / 100, (h % 11) / 100, (h % 9) / 100,
               ELT(1 + h % 3, 'A', 'N', 'R'), ELT(1 + (h DIV 7) % 2, 'O', 'F'),
               DATE '1992-01-02' + INTERVAL (h % 2526) DAY, DATE '1992-01-31' + INTERVAL (h % 2466) DAY, DATE '1992-01-04' + INTERVAL (h % 2555) DAY,
               ELT(1 + (h DIV 11) % 4, 'DELIVER IN PERSON', 'COLLECT COD', 'TAKE BACK RETURN', 'NONE'),
               ELT(1 + (h DIV 13) % 7, 'REG AIR', 'AIR', 'RAIL', 'TRUCK', 'MAIL', 'FOB', 'SHIP'),
               LEFT(CONCAT(ELT(1 + h % 16, {Words}), ' ', ELT(1 + (h DIV 17) % 16, {Words}), ' ', ELT(1 + (h DIV 257) % 16, {Words}), ' ', h % 1000), 10 + h % 35)
        FROM (SELECT seq, CRC32(seq) AS h FROM seq_1_to_{rows}) AS numbers
        """);

    private static async Task ExecuteAsync(MySqlConnection connection, string sql)
    {
        await using MySqlCommand command = new(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync();
    }
}
