using Amazon.S3.Model;
using Npgsql;
using RedshiftIntegration.Testing.Catalogue.SystemViews;
using RedshiftIntegration.Testing.Tests.Aws;

namespace RedshiftIntegration.Testing.Tests.SystemViews;

/// <summary>Every view answers in a database that has something of everything, in a block of its own included.</summary>
public sealed class EveryViewTests : IAsyncLifetime
{
    private readonly S3Fixture s3 = new();
    private EmbeddedRedshift redshift = null!;
    private NpgsqlDataSource source = null!;

    public static TheoryData<string> Views => [.. SystemRelations.Known.Select(v => $"{v.Schema}.{v.Name}")];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        redshift = await EmbeddedRedshift.StartAsync(new EmbeddedRedshiftOptions { Aws = s3.Aws, Region = "us-east-1" }, Cancel);
        source = NpgsqlDataSource.Create(redshift.ConnectionString);
        await s3.S3.PutObjectAsync(new PutObjectRequest { BucketName = S3Fixture.Bucket, Key = "f", ContentBody = "1\nx\n" }, Cancel);
        foreach (string sql in new[]
        {
            "CREATE SCHEMA s", "CREATE TABLE s.t (a INT DEFAULT 1 NOT NULL, b VARCHAR(9), doc SUPER, PRIMARY KEY (a)) DISTKEY (a) SORTKEY (a)",
            "CREATE TABLE s.u (a INT REFERENCES s.t (a), id BIGINT IDENTITY(1,1))", "INSERT INTO s.t VALUES (1, 'x', NULL)", "COMMENT ON TABLE s.t IS 'rows'", "COMMENT ON COLUMN s.t.b IS 'text'",
            "CREATE VIEW s.v AS SELECT a, b FROM s.t", "CREATE MATERIALIZED VIEW s.m AS SELECT a FROM s.t", "CREATE USER reader PASSWORD 'Reader123'",
            "GRANT USAGE ON SCHEMA s TO reader", "GRANT SELECT, INSERT ON s.t TO reader", "GRANT SELECT ON s.v TO PUBLIC", "GRANT CREATE ON DATABASE dev TO reader", "CREATE TABLE l (a INT)",
            $"COPY l FROM 's3://{S3Fixture.Bucket}/f' IAM_ROLE default MAXERROR 5",
        })
        {
            await using NpgsqlCommand command = source.CreateCommand(sql);
            await command.ExecuteNonQueryAsync(Cancel);
        }

        await using NpgsqlCommand failing = source.CreateCommand($"COPY l FROM 's3://{S3Fixture.Bucket}/f' IAM_ROLE default");
        await failing.Awaiting(c => c.ExecuteNonQueryAsync(Cancel)).Should().ThrowAsync<PostgresException>();
    }

    public async ValueTask DisposeAsync()
    {
        await source.DisposeAsync();
        await redshift.DisposeAsync();
        s3.Dispose();
    }

    [Theory]
    [MemberData(nameof(Views))]
    public async Task A_view_answers(string view)
    {
        await using NpgsqlConnection connection = await source.OpenConnectionAsync(Cancel);
        await using NpgsqlTransaction block = await connection.BeginTransactionAsync(Cancel);
        await using (NpgsqlCommand temporary = new("CREATE TEMP TABLE own (a INT)", connection))
        {
            await temporary.ExecuteNonQueryAsync(Cancel);
        }

        await using NpgsqlCommand command = new($"SELECT * FROM {view}", connection);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(Cancel);
        reader.FieldCount.Should().BePositive();
        while (await reader.ReadAsync(Cancel))
        {
            reader.GetValues(new object[reader.FieldCount]);
        }
    }

    [Fact]
    public async Task Svv_redshift_tables_names_the_owner()
    {
        await using NpgsqlCommand command = source.CreateCommand("SELECT COUNT(*) FROM svv_redshift_tables WHERE schema_name = 's' AND table_owner = CURRENT_USER");
        (await command.ExecuteScalarAsync(Cancel)).Should().Be(4L);
    }
}
