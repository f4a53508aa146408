using System.Globalization;
using MySqlConnector;

namespace RedshiftIntegration.Sources.MySql;

/// <summary>One connection with the session settings that reading needs; they are set at every open, because pooling resets them.</summary>
internal sealed class MySqlSession : IAsyncDisposable
{
    private bool _hasTransaction;

    private MySqlSession(MySqlConnection connection) => Connection = connection;

    public MySqlConnection Connection { get; }

    /// <summary>
    /// Whether the server marks an expression with a _bin collation as binary, so that its bytes can be had without a string. True for MariaDB;
    /// asked of the server, because MySQL 8 is not proven.
    /// </summary>
    public bool GivesBytesOfBinaryCollation { get; private set; }

    public static async Task<MySqlSession> OpenAsync(string name, string connectionString, CancellationToken cancellationToken)
    {
        MySqlConnection connection = new(connectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            MySqlSession session = new(connection);
            // net_write_timeout: a reader that pauses longer than the default 60 s, behind a slow upload, would lose the connection.
            // NO_BACKSLASH_ESCAPES would change the text of parameters, which the driver escapes with backslashes.
            await session.ExecuteAsync(
                "SET SESSION net_write_timeout = 3600, SESSION sql_mode = REPLACE(@@SESSION.sql_mode, 'NO_BACKSLASH_ESCAPES', '')", cancellationToken);
            await session.ProbeAsync(cancellationToken);
            return session;
        }
        catch (Exception error)
        {
            await connection.DisposeAsync();
            throw MySqlErrors.Translate(error, name, string.Empty, cancellationToken);
        }
    }

    /// <summary>The connection string with the options that values and speed depend on.</summary>
    /// <remarks>
    /// ForceSynchronous: a socket that was used asynchronously once stays non-blocking, and then each wait of the reading thread goes through the socket
    /// engine's thread and one of the pool, which cost a fifth of the CPU of a read. Whoever opens a session therefore does so on a thread that may wait.
    /// </remarks>
    public static string Complete(string connectionString)
    {
        MySqlConnectionStringBuilder builder = new(connectionString)
        {
            TreatTinyAsBoolean = false,
            AllowZeroDateTime = true,
            ConvertZeroDateTime = false,
            GuidFormat = MySqlGuidFormat.None,
            DateTimeKind = MySqlDateTimeKind.Unspecified,
            DefaultCommandTimeout = 0,
            AllowUserVariables = false,
            AutoEnlist = false,
            ForceSynchronous = true,
        };
        bool isLocal = builder.ConnectionProtocol is not MySqlConnectionProtocol.Sockets || builder.Server is "localhost" or "127.0.0.1" or "::1";
        if (!new System.Data.Common.DbConnectionStringBuilder { ConnectionString = connectionString }.Keys.Cast<string>().Any(IsSslMode))
        {
            builder.SslMode = isLocal ? MySqlSslMode.Preferred : MySqlSslMode.VerifyFull;
        }

        return builder.ConnectionString;

        static bool IsSslMode(string key) => key.Replace(" ", string.Empty, StringComparison.Ordinal).Equals("sslmode", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Starts the one snapshot of the read; times are UTC from here on.</summary>
    /// <returns>How far the clock of the server's own zone, in which DATETIME columns are mostly written, is ahead of UTC.</returns>
    public async Task<TimeSpan> BeginSnapshotAsync(CancellationToken cancellationToken)
    {
        object? ahead = await ScalarAsync("SELECT TIMESTAMPDIFF(SECOND, UTC_TIMESTAMP(), NOW())", cancellationToken);
        await ExecuteAsync("SET SESSION time_zone = '+00:00'", cancellationToken);
        await ExecuteAsync("SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ", cancellationToken);
        _hasTransaction = true;
        await ExecuteAsync("START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY", cancellationToken);
        return TimeSpan.FromSeconds(Convert.ToInt64(ahead, CultureInfo.InvariantCulture));
    }

    /// <summary>For looking at the catalogue and at a query's columns: nothing that a query calls can write.</summary>
    public async Task BeginReadOnlyAsync(CancellationToken cancellationToken)
    {
        _hasTransaction = true;
        await ExecuteAsync("START TRANSACTION READ ONLY", cancellationToken);
    }

    public async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        await using MySqlCommand command = new(sql, Connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task<object?> ScalarAsync(string sql, CancellationToken cancellationToken)
    {
        await using MySqlCommand command = new(sql, Connection);
        object? value = await command.ExecuteScalarAsync(cancellationToken);
        return value is DBNull ? null : value;
    }

    public async ValueTask DisposeAsync()
    {
        if (_hasTransaction)
        {
            await EndTransactionAsync();
        }

        await Connection.DisposeAsync();
    }

    /// <summary>Without it the transaction, and with it the lock that holds back DDL, would live on in the pool.</summary>
    private async Task EndTransactionAsync()
    {
        // A KILL QUERY that was meant for the read may arrive late and hit the first ROLLBACK.
        for (int attempt = 0; attempt < 2 && Connection.State == System.Data.ConnectionState.Open; attempt++)
        {
            try
            {
                await ExecuteAsync("ROLLBACK", CancellationToken.None);
                return;
            }
            catch (Exception error) when (error is MySqlException or IOException or System.Net.Sockets.SocketException)
            {
                // The connection is broken: then the server has ended the transaction already.
            }
        }
    }

    private async Task ProbeAsync(CancellationToken cancellationToken)
    {
        await using MySqlCommand command = new("SELECT c COLLATE utf8mb4_bin FROM (SELECT CONVERT('a' USING utf8mb4) AS c) AS probe", Connection);
        await using MySqlDataReader reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        try
        {
            GivesBytesOfBinaryCollation = reader.GetBytes(0, 0, new byte[1], 0, 1) == 1;
        }
        catch (InvalidCastException)
        {
            GivesBytesOfBinaryCollation = false;
        }
    }
}
