using System.Globalization;
using Npgsql;

namespace RedshiftIntegration.Contracts.Redshift;

/// <summary>A server on which rules are run.</summary>
/// <param name="source">Without pooling, so that each session of a rule is new.</param>
/// <param name="isPostgres">PostgreSQL: messages are not compared.</param>
public sealed class RuleTarget(NpgsqlDataSource source, bool isPostgres = false) : IAsyncDisposable
{
    public bool IsPostgres { get; } = isPostgres;

    /// <summary>Called with each statement that must be accepted, before it runs, and the process id of its session.</summary>
    public Action<string, int>? BeforeAccepted { get; init; }

    /// <summary>Where rules put what COPY reads; null where there is no such place.</summary>
    public RuleBucket? Bucket { get; init; }

    public static RuleTarget Redshift(string connectionString, Action<string, int>? beforeAccepted = null, RuleBucket? bucket = null) =>
        new(Source(connectionString)) { BeforeAccepted = beforeAccepted, Bucket = bucket };

    public static RuleTarget Postgres(string connectionString) => new(Source(connectionString), isPostgres: true);

    /// <summary>Opens a session that finds the rule's own schema as its search_path.</summary>
    public async Task<NpgsqlConnection> ConnectAsync(string schema)
    {
        NpgsqlConnection connection = await source.OpenConnectionAsync();
        await ExecuteAsync(connection, $"SET search_path TO {schema}");
        return connection;
    }

    /// <summary>Changes the server itself before any rule runs.</summary>
    public async Task AlterAsync(string sql)
    {
        await using NpgsqlConnection connection = await source.OpenConnectionAsync();
        await ExecuteAsync(connection, sql);
    }

    /// <summary>Whether the session of a process id waits for a lock now.</summary>
    public async Task<bool> WaitsAsync(NpgsqlConnection observer, int processId)
    {
        string sql = IsPostgres ? "SELECT count(*) FROM pg_locks WHERE NOT granted AND pid = " : "SELECT count(*) FROM svv_transactions WHERE NOT granted AND pid = ";
        await using NpgsqlCommand command = new(sql + processId.ToString(CultureInfo.InvariantCulture), observer);
        return (long)(await command.ExecuteScalarAsync())! > 0;
    }

    /// <summary>The rows as text: cells with | between them, NULL as &lt;null&gt;.</summary>
    public static async Task<List<string>> RowsAsync(NpgsqlConnection connection, string sql)
    {
        await using NpgsqlCommand command = new(sql, connection) { AllResultTypesAreUnknown = true };
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync();
        List<string> rows = [];
        while (await reader.ReadAsync())
        {
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? "<null>" : reader.GetString(i))));
        }

        return rows;
    }

    public static Task ExecuteAsync(NpgsqlConnection connection, string sql) => RowsAsync(connection, sql);

    public ValueTask DisposeAsync() => source.DisposeAsync();

    private static NpgsqlDataSource Source(string connectionString) =>
        NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, IncludeErrorDetail = true });
}
