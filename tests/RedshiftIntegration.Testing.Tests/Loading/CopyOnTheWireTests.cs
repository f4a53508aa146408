using Amazon.S3.Model;
using Npgsql;
using RedshiftIntegration.Testing.Tests.Aws;

namespace RedshiftIntegration.Testing.Tests.Loading;

/// <summary>COPY as a client meets it: notices, regions, secrets, whose errors are seen.</summary>
public sealed class CopyOnTheWireTests : IAsyncLifetime
{
    private readonly S3Fixture s3 = new();
    private EmbeddedRedshift redshift = null!;
    private NpgsqlDataSource source = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        redshift = await EmbeddedRedshift.StartAsync(new EmbeddedRedshiftOptions { Aws = s3.Aws, Region = "us-east-1" }, Cancel);
        source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(redshift.ConnectionString) { IncludeErrorDetail = true });
        await Run("CREATE TABLE t (a INT)");
        await Put(S3Fixture.Bucket, "f", "1\nx\n");
    }

    public async ValueTask DisposeAsync()
    {
        await source.DisposeAsync();
        await redshift.DisposeAsync();
        s3.Dispose();
    }

    [Fact]
    public async Task Notices_are_infos_that_count_what_was_loaded_and_what_was_not()
    {
        await using NpgsqlConnection connection = await source.OpenConnectionAsync(Cancel);
        List<PostgresNotice> notices = [];
        connection.Notice += (_, e) => notices.Add(e.Notice);
        await using NpgsqlCommand copy = new($"COPY t FROM 's3://{S3Fixture.Bucket}/f' IAM_ROLE default MAXERROR 5", connection);
        await copy.ExecuteNonQueryAsync(Cancel);
        notices.Select(n => $"{n.Severity}: {n.MessageText}").Should().Equal(
            "INFO: Load into table 't' completed, 1 record(s) loaded successfully.",
            "INFO: Load into table 't' completed, 1 record(s) could not be loaded.  Check 'sys_load_error_detail' system table for details.");
    }

    [Fact]
    public async Task Keys_and_tokens_are_in_no_log()
    {
        await Run($"COPY t FROM 's3://{S3Fixture.Bucket}/f' ACCESS_KEY_ID 'keywords' SECRET_ACCESS_KEY AS 'secretwords' SESSION_TOKEN 'tokenwords' MAXERROR 5");
        await Run($"/* rsi run=1 step=copy */ COPY t FROM 's3://{S3Fixture.Bucket}/f' CREDENTIALS AS 'aws_access_key_id=keywords;aws_secret_access_key=secretwords;token=tokenwords' MAXERROR 5");
        redshift.Statements.Should().ContainSingle(s => s.EndsWith("ACCESS_KEY_ID '***' SECRET_ACCESS_KEY AS '***' SESSION_TOKEN '***' MAXERROR 5"))
            .And.ContainSingle(s => s.StartsWith("/* rsi") && s.EndsWith("CREDENTIALS AS '***' MAXERROR 5"))
            .And.NotContain(s => s.Contains("words"));
    }

    [Fact]
    public async Task A_bucket_elsewhere_needs_its_region_and_serves_no_parquet()
    {
        await s3.S3.PutBucketAsync(new PutBucketRequest { BucketName = "far.away", BucketRegion = Amazon.S3.S3Region.EUCentral1 }, Cancel);
        await Put("far.away", "f", "7\n");
        (await Refused("COPY t FROM 's3://far.away/f' IAM_ROLE default")).Detail.Should().Contain("eu-central-1");
        (await Refused("COPY t FROM 's3://far.away/f' IAM_ROLE default FORMAT PARQUET")).Hint.Should().Contain("columnar");
        await Run("COPY t FROM 's3://far.away/f' IAM_ROLE default REGION 'eu-central-1'");
        await using NpgsqlCommand count = source.CreateCommand("SELECT COUNT(*) FROM t");
        (await count.ExecuteScalarAsync(Cancel)).Should().Be(1L);
    }

    [Fact]
    public async Task Users_see_the_errors_of_their_own_loads_alone_and_statupdate_is_the_owners()
    {
        await Run("CREATE USER loader PASSWORD 'Loader123'");
        await Run("GRANT INSERT ON t TO loader");
        await Run($"COPY t FROM 's3://{S3Fixture.Bucket}/f' IAM_ROLE default MAXERROR 5");
        NpgsqlConnectionStringBuilder user = new(redshift.ConnectionString) { Username = "loader", Password = "Loader123" };
        await using NpgsqlDataSource own = NpgsqlDataSource.Create(user.ConnectionString);
        await using NpgsqlConnection loader = await own.OpenConnectionAsync(Cancel);
        (await Count(loader, "stl_load_errors")).Should().Be(0);
        await using NpgsqlCommand copy = new($"COPY t FROM 's3://{S3Fixture.Bucket}/f' IAM_ROLE default MAXERROR 5", loader);
        await copy.ExecuteNonQueryAsync(Cancel);
        (await Count(loader, "stl_load_errors")).Should().Be(1);
        (await Count(loader, "sys_load_error_detail")).Should().Be(1);
        (await Count(loader, "sys_load_history")).Should().Be(1);
        copy.CommandText += " STATUPDATE ON";
        Func<Task> statistics = () => copy.ExecuteNonQueryAsync(Cancel);
        (await statistics.Should().ThrowAsync<PostgresException>()).Which.SqlState.Should().Be("42501");
        await using NpgsqlConnection owner = await source.OpenConnectionAsync(Cancel);
        (await Count(owner, "stl_load_errors")).Should().Be(2);
    }

    [Fact]
    public async Task A_failed_load_fails_its_block_and_leaves_its_errors()
    {
        await using NpgsqlConnection connection = await source.OpenConnectionAsync(Cancel);
        await using NpgsqlCommand block = new($"BEGIN; INSERT INTO t VALUES (5); COPY t FROM 's3://{S3Fixture.Bucket}/f' IAM_ROLE default", connection);
        Func<Task> run = () => block.ExecuteNonQueryAsync(Cancel);
        (await run.Should().ThrowAsync<PostgresException>()).Which.SqlState.Should().Be("XX000");
        await using NpgsqlConnection other = await source.OpenConnectionAsync(Cancel);
        (await Count(other, "t")).Should().Be(0);
        (await Count(other, "sys_load_error_detail")).Should().Be(1);
        await using NpgsqlCommand status = new("SELECT TRIM(status) FROM sys_load_history", other);
        (await status.ExecuteScalarAsync(Cancel)).Should().Be("aborted");
    }

    private static async Task<long> Count(NpgsqlConnection connection, string relation)
    {
        await using NpgsqlCommand count = new($"SELECT COUNT(*) FROM {relation}", connection);
        return (long)(await count.ExecuteScalarAsync(Cancel))!;
    }

    private async Task Put(string bucket, string key, string text) =>
        await s3.S3.PutObjectAsync(new PutObjectRequest { BucketName = bucket, Key = key, ContentBody = text }, Cancel);

    private async Task Run(string sql)
    {
        await using NpgsqlCommand command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Cancel);
    }

    private async Task<PostgresException> Refused(string sql)
    {
        Func<Task> run = () => Run(sql);
        return (await run.Should().ThrowAsync<PostgresException>()).Which;
    }
}
