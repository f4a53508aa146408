using Npgsql;
using NpgsqlTypes;
using RedshiftIntegration.Contracts.Redshift;
using RedshiftIntegration.Testing.Tests.Clients;

namespace RedshiftIntegration.Testing.Tests.Fuzz;

/// <summary>What real clients send: Npgsql, psql and pgjdbc where they are installed, and the rules' statements.</summary>
internal static class Recording
{
    public static async Task<IReadOnlyList<Frame[]>> MakeAsync()
    {
        await using EmbeddedRedshift redshift = await EmbeddedRedshift.StartAsync();
        await using Relay relay = new(redshift.ConnectionString);
        await NpgsqlAsync(relay.ConnectionString);
        if (PsqlTests.HasPsql)
        {
            await PsqlTests.RunAsync(relay.ConnectionString, "\\d\n\\d rows\n\\dn\n\\l\n\\dp\n\\set FETCH_COUNT 1\nSELECT * FROM rows;\n");
        }

        if (JdbcTests.HasJdbc)
        {
            await JdbcTests.RunAsync(relay.ConnectionString, "disable");
        }

        await using (RuleTarget target = RuleTarget.Redshift(relay.ConnectionString))
        {
            foreach (Rule rule in Rulebook.All.Where(r => !r.IsSerializable && !r.Steps.OfType<WaitsStep>().Any()))
            {
                try
                {
                    await RuleRunner.RunAsync(rule, target);
                }
                catch (Exception e) when (e is RuleBrokenException or NpgsqlException or InvalidOperationException)
                {
                    // What the server answers is the concern of DoubleTests, and this one has no objects on S3; the statements are recorded.
                }
            }
        }

        return await relay.EndAsync();
    }

    private static async Task NpgsqlAsync(string connectionString)
    {
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false });
        await using NpgsqlConnection connection = await source.OpenConnectionAsync();
        foreach (string sql in new[]
        {
            "CREATE TABLE IF NOT EXISTS rows (id BIGINT, name VARCHAR(40), n DECIMAL(18,4), at TIMESTAMP, x SUPER)",
            "PREPARE p (INT) AS SELECT * FROM rows WHERE id = $1", "EXECUTE p (1)", "DEALLOCATE p", "EXPLAIN SELECT * FROM rows", "SHOW search_path", "SET query_group TO 'a'",
            "SELECT x.a.b[0], JSON_PARSE('{\"a\":1}') FROM rows", "SELECT name, COUNT(*), SUM(n) OVER (PARTITION BY name ORDER BY name ROWS UNBOUNDED PRECEDING) FROM rows GROUP BY name, n",
            "UPDATE rows SET name = 'b' WHERE id = 2", "DELETE FROM rows USING rows r WHERE rows.id = r.id AND r.id = 77",
            "VACUUM rows", "ANALYZE rows", "COMMENT ON TABLE rows IS 'rows'", "ALTER TABLE rows ADD COLUMN more INT", "ALTER TABLE rows DROP COLUMN more",
        })
        {
            await TryAsync(new NpgsqlCommand(sql, connection));
        }

        await using (NpgsqlTransaction transaction = await connection.BeginTransactionAsync())
        {
            await TryAsync(new NpgsqlCommand("DECLARE c CURSOR FOR SELECT * FROM rows", connection));
            await TryAsync(new NpgsqlCommand("FETCH FORWARD 1 FROM c", connection));
            await TryAsync(new NpgsqlCommand("CLOSE c", connection));
            await transaction.CommitAsync();
        }

        await using NpgsqlCommand insert = new("INSERT INTO rows (id, name, n, at) VALUES ($1, $2, $3, $4)", connection);
        insert.Parameters.Add(new NpgsqlParameter { Value = 1L });
        insert.Parameters.Add(new NpgsqlParameter { Value = "ä" });
        insert.Parameters.Add(new NpgsqlParameter { Value = -1.25m });
        insert.Parameters.Add(new NpgsqlParameter { Value = new DateTime(2024, 2, 29), NpgsqlDbType = NpgsqlDbType.Timestamp });
        await insert.ExecuteNonQueryAsync();
        await insert.PrepareAsync();
        await insert.ExecuteNonQueryAsync();
        await using NpgsqlBatch batch = new(connection) { BatchCommands = { new NpgsqlBatchCommand("SELECT 1"), new NpgsqlBatchCommand("SELECT id FROM rows"), new NpgsqlBatchCommand("DELETE FROM rows WHERE id = 9") } };
        await batch.ExecuteNonQueryAsync();

        // The last: Npgsql gives a connection up after an XX000.
        await TryAsync(new NpgsqlCommand("COPY rows FROM 's3://bucket/key' IAM_ROLE default FORMAT AS PARQUET", connection));
    }

    /// <summary>A refusal is as good a record as an answer.</summary>
    private static async Task TryAsync(NpgsqlCommand command)
    {
        await using (command)
        {
            try
            {
                await command.ExecuteNonQueryAsync();
            }
            catch (PostgresException)
            {
            }
        }
    }
}
