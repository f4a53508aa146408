using Amazon.S3.Model;
using Npgsql;
using ParquetSharp;
using RedshiftIntegration.Testing.Tests.Aws;

namespace RedshiftIntegration.Testing.Tests.Sessions;

/// <summary>A load from end to end on the wire: objects in EmbeddedAws, gate, COPY, MERGE, and what readers see meanwhile.</summary>
public sealed class LoadTests : IAsyncLifetime
{
    private const string Key = "run/orders/0.parquet";

    private readonly S3Fixture s3 = new();
    private EmbeddedRedshift redshift = null!;
    private NpgsqlDataSource source = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        redshift = await EmbeddedRedshift.StartAsync(new EmbeddedRedshiftOptions { Aws = s3.Aws }, Cancel);
        source = NpgsqlDataSource.Create(redshift.ConnectionString);
        await Put(Key, Orders((1, "new"), (3, "new")));
        await Put("run/orders/manifest.json", Manifest(Key, Orders((1, "new"), (3, "new")).Length));
        await Run("CREATE SCHEMA s; CREATE TABLE s.gate (run VARCHAR(20)); CREATE TABLE s.orders (id BIGINT NOT NULL, state VARCHAR(10), PRIMARY KEY (id))");
        await Run("INSERT INTO s.gate VALUES ('r0')");
        await Run("INSERT INTO s.orders VALUES (1, 'old'), (2, 'old')");
    }

    public async ValueTask DisposeAsync()
    {
        await source.DisposeAsync();
        await redshift.DisposeAsync();
        s3.Dispose();
    }

    [Fact]
    public async Task While_a_copy_is_held_readers_see_the_old_state_and_after_it_the_new()
    {
        await using NpgsqlConnection connection = await source.OpenConnectionAsync(Cancel);
        Task load;
        using (redshift.Faults.Hold("copy"))
        {
            load = Load(connection);
            await redshift.Faults.WaitUntilHeldAsync("copy", Cancel);
            for (int i = 0; i < 50; i++)
            {
                (await States()).Should().Be("1 old, 2 old");
            }
        }

        await load;
        (await States()).Should().Be("1 new, 2 old, 3 new");
    }

    [Fact]
    public async Task A_second_load_waits_at_the_gate_and_then_sees_the_first()
    {
        await using NpgsqlConnection first = await source.OpenConnectionAsync(Cancel);
        await using NpgsqlConnection second = await source.OpenConnectionAsync(Cancel);
        TaskCompletionSource waiting = new(TaskCreationOptions.RunContinuationsAsynchronously);
        redshift.Warehouse.Locks.Waiting += _ => waiting.TrySetResult();
        Task load;
        using (redshift.Faults.Hold("copy"))
        {
            load = Load(first);
            await redshift.Faults.WaitUntilHeldAsync("copy", Cancel);
            await Execute(second, "BEGIN");
            Task locking = Execute(second, "LOCK TABLE s.gate");
            await waiting.Task.WaitAsync(Cancel);
            locking.IsCompleted.Should().BeFalse();
            load = Task.WhenAll(load, locking);
        }

        await load;
        await using NpgsqlCommand select = new("SELECT run FROM s.gate", second);
        (await select.ExecuteScalarAsync(Cancel)).Should().Be("r1");
    }

    [Fact]
    public async Task The_load_views_show_what_was_copied()
    {
        await using NpgsqlConnection connection = await source.OpenConnectionAsync(Cancel);
        await Load(connection);

        await using NpgsqlCommand history = new("SELECT loaded_rows, TRIM(status), TRIM(table_name), query_id = pg_last_copy_id() FROM sys_load_history", connection);
        await using (NpgsqlDataReader reader = await history.ExecuteReaderAsync(Cancel))
        {
            (await reader.ReadAsync(Cancel)).Should().BeTrue();
            (reader.GetInt64(0), reader.GetString(1), reader.GetString(2), reader.GetBoolean(3)).Should().Be((2L, "completed", "stage", true));
        }

        await using NpgsqlCommand count = new("SELECT pg_last_copy_count()", connection);
        (await count.ExecuteScalarAsync(Cancel)).Should().Be(2L);
    }

    [Fact]
    public async Task A_copy_that_fills_the_disks_is_an_aborted_load_of_which_nothing_stays()
    {
        redshift.Faults.FailAfterRows("copy", rows: 1);
        await using NpgsqlConnection connection = await source.OpenConnectionAsync(Cancel);

        PostgresException error = (await FluentActions.Awaiting(() => Load(connection)).Should().ThrowAsync<PostgresException>()).Which;

        (error.SqlState, error.MessageText).Should().Be(("53100", "Disk Full"));
        await Run("ROLLBACK");
        (await States()).Should().Be("1 old, 2 old");
        await using NpgsqlCommand history = source.CreateCommand("SELECT TRIM(status) FROM sys_load_history");
        (await history.ExecuteScalarAsync(Cancel)).Should().Be("aborted");
        await using NpgsqlCommand errors = source.CreateCommand("SELECT COUNT(*) FROM sys_load_error_detail");
        (await errors.ExecuteScalarAsync(Cancel)).Should().Be(0L, "no row of the file is wrong");
        await using NpgsqlConnection again = await source.OpenConnectionAsync(Cancel);
        await Execute(again, "ROLLBACK");
        await Load(again);
        (await States()).Should().Be("1 new, 2 old, 3 new");
    }

    [Fact]
    public async Task A_value_that_is_too_long_fails_the_copy_and_is_found_in_the_error_views()
    {
        await using NpgsqlConnection connection = await source.OpenConnectionAsync(Cancel);
        await Execute(connection, "CREATE TABLE s.narrow (id BIGINT, state VARCHAR(2))");

        Func<Task> copy = () => Execute(connection, Copy("s.narrow"));
        (await copy.Should().ThrowAsync<PostgresException>()).Which.SqlState.Should().Be("XX000");

        await using NpgsqlCommand errors = source.CreateCommand("SELECT TRIM(column_name), TRIM(error_message) FROM sys_load_error_detail");
        await using NpgsqlDataReader reader = await errors.ExecuteReaderAsync(Cancel);
        (await reader.ReadAsync(Cancel)).Should().BeTrue();
        reader.GetString(0).Should().Be("state");
        reader.GetString(1).Should().Contain("Table: 2, Data: 3");
    }

    private static string Copy(string table) =>
        $"/* rsi run=r1 step=copy */ COPY {table} FROM 's3://{S3Fixture.Bucket}/run/orders/manifest.json' IAM_ROLE 'arn:aws:iam::123456789012:role/copy' FORMAT AS PARQUET MANIFEST";

    private static async Task Load(NpgsqlConnection connection)
    {
        await Execute(connection, "BEGIN");
        await Execute(connection, "LOCK TABLE s.gate");
        await Execute(connection, "SELECT 1 / CASE WHEN (SELECT COUNT(*) FROM s.gate WHERE run = 'r0') = 1 THEN 1 ELSE 0 END");
        await Execute(connection, "UPDATE s.gate SET run = 'r1'");
        await Execute(connection, "CREATE TEMP TABLE stage (id BIGINT, state VARCHAR(10))");
        await Execute(connection, Copy("stage"));
        await Execute(connection, "MERGE INTO s.orders USING stage ON s.orders.id = stage.id WHEN MATCHED THEN UPDATE SET state = stage.state WHEN NOT MATCHED THEN INSERT (id, state) VALUES (stage.id, stage.state)");
        await Execute(connection, "DROP TABLE stage");
        await Execute(connection, "COMMIT");
    }

    private static async Task Execute(NpgsqlConnection connection, string sql)
    {
        await using NpgsqlCommand command = new(sql, connection);
        await command.ExecuteNonQueryAsync(Cancel);
    }

    private async Task Run(string sql)
    {
        await using NpgsqlCommand command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Cancel);
    }

    private async Task<object?> States()
    {
        await using NpgsqlCommand command = source.CreateCommand("SELECT LISTAGG(id::VARCHAR || ' ' || state, ', ') WITHIN GROUP (ORDER BY id) FROM s.orders");
        return await command.ExecuteScalarAsync(Cancel);
    }

    private async Task Put(string key, byte[] content) =>
        await s3.S3.PutObjectAsync(new PutObjectRequest { BucketName = S3Fixture.Bucket, Key = key, InputStream = new MemoryStream(content) }, Cancel);

    private static byte[] Manifest(string key, int length) => System.Text.Encoding.UTF8.GetBytes(
        $$$"""{"entries":[{"url":"s3://{{{S3Fixture.Bucket}}}/{{{key}}}","mandatory":true,"meta":{"content_length":{{{length}}}}}]}""");

    private static byte[] Orders(params (long Id, string State)[] rows)
    {
        using MemoryStream stream = new();
        using (ParquetFileWriter file = new(stream, [new Column<long>("id"), new Column<string>("state")], leaveOpen: true))
        {
            using RowGroupWriter group = file.AppendRowGroup();
            using (LogicalColumnWriter<long> ids = group.NextColumn().LogicalWriter<long>())
            {
                ids.WriteBatch([.. rows.Select(r => r.Id)]);
            }

            using (LogicalColumnWriter<string> states = group.NextColumn().LogicalWriter<string>())
            {
                states.WriteBatch([.. rows.Select(r => r.State)]);
            }

            file.Close();
        }

        return stream.ToArray();
    }
}
