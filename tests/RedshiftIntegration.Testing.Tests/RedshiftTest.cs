using Npgsql;

namespace RedshiftIntegration.Testing.Tests;

/// <summary>A server and a pool of Npgsql for one test.</summary>
public abstract class RedshiftTest : IAsyncLifetime
{
    protected EmbeddedRedshift Redshift { get; private set; } = null!;

    protected NpgsqlDataSource Source { get; private set; } = null!;

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public virtual async ValueTask InitializeAsync()
    {
        Redshift = await EmbeddedRedshift.StartAsync(cancellationToken: Cancel);
        Source = NpgsqlDataSource.Create(Redshift.ConnectionString + ";Include Error Detail=true");
    }

    public virtual async ValueTask DisposeAsync()
    {
        await Source.DisposeAsync();
        await Redshift.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected async Task<NpgsqlConnection> Connect() => await Source.OpenConnectionAsync(Cancel);

    protected async Task Run(string sql)
    {
        await using NpgsqlCommand command = Source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Cancel);
    }

    protected static async Task Run(NpgsqlConnection connection, string sql)
    {
        await using NpgsqlCommand command = new(sql, connection);
        await command.ExecuteNonQueryAsync(Cancel);
    }

    protected async Task<object?> Scalar(string sql)
    {
        await using NpgsqlCommand command = Source.CreateCommand(sql);
        return await command.ExecuteScalarAsync(Cancel);
    }

    protected static async Task<object?> Scalar(NpgsqlConnection connection, string sql)
    {
        await using NpgsqlCommand command = new(sql, connection);
        return await command.ExecuteScalarAsync(Cancel);
    }

    protected static async Task<PostgresException> Fails(Task task)
    {
        Func<Task> act = () => task;
        return (await act.Should().ThrowAsync<PostgresException>()).Which;
    }

    protected async Task<List<object?[]>> Rows(string sql)
    {
        await using NpgsqlCommand command = Source.CreateCommand(sql);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(Cancel);
        List<object?[]> rows = [];
        while (await reader.ReadAsync(Cancel))
        {
            object[] row = new object[reader.FieldCount];
            reader.GetValues(row);
            rows.Add([.. row.Select(v => v is DBNull ? null : v)]);
        }

        return rows;
    }
}
