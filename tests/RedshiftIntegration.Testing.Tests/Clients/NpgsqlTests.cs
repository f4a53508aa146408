using System.Data;
using Npgsql;

namespace RedshiftIntegration.Testing.Tests.Clients;

/// <summary>What programs do with Npgsql, in its Redshift mode and in its plain one.</summary>
public sealed class NpgsqlTests : RedshiftTest
{
    [Theory]
    [InlineData("Redshift")]
    [InlineData("None")]
    public async Task A_pooled_connection_keeps_its_temporary_tables_and_settings(string mode)
    {
        NpgsqlConnectionStringBuilder server = new(Redshift.ConnectionString) { MaxPoolSize = 1 };
        server["Server Compatibility Mode"] = mode;
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(server);
        await using (NpgsqlConnection first = await source.OpenConnectionAsync(Cancel))
        {
            await Run(first, "CREATE TEMP TABLE mine (a INTEGER)");
            await Run(first, "SET query_group TO 'night'");
            await Run(first, "BEGIN");
            await Run(first, "INSERT INTO mine VALUES (1)");
        }

        await using NpgsqlConnection again = await source.OpenConnectionAsync(Cancel);

        (await Scalar(again, "SELECT COUNT(*) FROM mine")).Should().Be(0L, "the open transaction was rolled back");
        (await Scalar(again, "SHOW query_group")).Should().Be("night");
    }

    [Fact]
    public async Task Several_statements_and_a_batch_give_a_result_each()
    {
        await using NpgsqlConnection connection = await Connect();
        await using NpgsqlCommand several = new("SELECT 1; SELECT 'b'; SELECT 2.5", connection);
        (await Results(several.ExecuteReaderAsync(Cancel))).Should().Equal(1, "b", 2.5m);

        await using NpgsqlBatch batch = new(connection) { BatchCommands = { new("SELECT 1"), new("SELECT $1 + 1") { Parameters = { new() { Value = 41 } } }, new("SELECT 'c'") } };
        (await Results(batch.ExecuteReaderAsync(Cancel))).Should().Equal(1, 42, "c");
        await batch.PrepareAsync(Cancel);
        (await Results(batch.ExecuteReaderAsync(Cancel))).Should().Equal(1, 42, "c");
    }

    [Fact]
    public async Task A_failing_statement_of_a_batch_takes_the_others_back()
    {
        await Run("CREATE TABLE t (a INTEGER)");
        await using NpgsqlConnection connection = await Connect();
        await using NpgsqlBatch batch = new(connection) { BatchCommands = { new("INSERT INTO t VALUES (1)"), new("SELECT 1 / (a - a) FROM t"), new("INSERT INTO t VALUES (2)") } };

        PostgresException error = await Fails(batch.ExecuteNonQueryAsync(Cancel));

        error.SqlState.Should().Be("22012");
        (await Scalar(connection, "SELECT COUNT(*) FROM t")).Should().Be(0L);
    }

    [Fact]
    public async Task Cancelling_and_a_timeout_end_the_statement_and_not_the_connection()
    {
        Redshift.Faults.Hold("wait");
        await using NpgsqlConnection connection = await Connect();
        await using NpgsqlCommand command = new("/* rsi run=r step=wait */ SELECT 1", connection);
        using CancellationTokenSource source = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        Task cancelled = command.ExecuteScalarAsync(source.Token);
        await Redshift.Faults.WaitUntilHeldAsync("wait", Cancel);
        await source.CancelAsync();
        await cancelled.Invoking(t => t).Should().ThrowAsync<OperationCanceledException>();

        command.CommandTimeout = 1;
        Func<Task> timed = () => command.ExecuteScalarAsync(Cancel);
        (await timed.Should().ThrowAsync<NpgsqlException>()).WithInnerException<TimeoutException>();

        (await Scalar(connection, "SELECT 2")).Should().Be(2);
    }

    [Fact]
    public async Task Schema_collections_are_read()
    {
        await Run("CREATE SCHEMA s");
        await Run("CREATE TABLE s.orders (id BIGINT NOT NULL, total DECIMAL(12,2))");
        await Run("CREATE VIEW s.v AS SELECT id FROM s.orders");
        await using NpgsqlConnection connection = await Connect();

        Names(await connection.GetSchemaAsync("Tables", [null, "s"], Cancel), "table_name").Should().Equal("orders");
        Names(await connection.GetSchemaAsync("Columns", [null, "s", "orders"], Cancel), "column_name").Should().Equal("id", "total");
        Names(await connection.GetSchemaAsync("Views", [null, "s"], Cancel), "table_name").Should().Equal("v");
        Names(await connection.GetSchemaAsync("Databases", Cancel), "database_name").Should().Equal("dev");
        (await connection.GetSchemaAsync("MetaDataCollections", Cancel)).Rows.Count.Should().BePositive();
    }

    [Theory]
    [InlineData(IsolationLevel.Unspecified)]
    [InlineData(IsolationLevel.ReadCommitted)]
    [InlineData(IsolationLevel.RepeatableRead)]
    [InlineData(IsolationLevel.Serializable)]
    public async Task A_transaction_of_any_level_commits_and_rolls_back(IsolationLevel level)
    {
        await Run("CREATE TABLE t (a INTEGER)");
        await using NpgsqlConnection connection = await Connect();
        await using (NpgsqlTransaction kept = await connection.BeginTransactionAsync(level, Cancel))
        {
            await Run(connection, "INSERT INTO t VALUES (1)");
            await kept.CommitAsync(Cancel);
        }

        await using (await connection.BeginTransactionAsync(level, Cancel))
        {
            await Run(connection, "INSERT INTO t VALUES (2)");
        }

        (await Scalar("SELECT COUNT(*) FROM t")).Should().Be(1L);
    }

    [Fact]
    public async Task Many_connections_work_at_once()
    {
        await Run("CREATE TABLE t (worker INTEGER, i INTEGER)");

        await Task.WhenAll(Enumerable.Range(0, 8).Select(async worker =>
        {
            await using NpgsqlConnection connection = await Connect();
            await using NpgsqlCommand insert = new("INSERT INTO t VALUES (@worker, @i)", connection) { Parameters = { new("worker", (object)worker), new("i", (object)0) } };
            await insert.PrepareAsync(Cancel);
            for (int i = 0; i < 20; i++)
            {
                insert.Parameters[1].Value = i;
                await insert.ExecuteNonQueryAsync(Cancel);
            }
        }));

        (await Rows("SELECT COUNT(*), COUNT(DISTINCT worker * 100 + i) FROM t")).Single().Should().Equal(160L, 160L);
    }

    private static async Task<List<object>> Results(Task<NpgsqlDataReader> execution)
    {
        await using NpgsqlDataReader reader = await execution;
        List<object> results = [];
        do
        {
            while (await reader.ReadAsync(Cancel))
            {
                results.Add(reader.GetValue(0));
            }
        }
        while (await reader.NextResultAsync(Cancel));
        return results;
    }

    private static IEnumerable<string> Names(DataTable table, string column) => table.Rows.Cast<DataRow>().Select(r => (string)r[column]);
}
