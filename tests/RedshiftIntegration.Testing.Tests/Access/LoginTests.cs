using Microsoft.Extensions.Time.Testing;
using Npgsql;

namespace RedshiftIntegration.Testing.Tests.Access;

public sealed class LoginTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(RedshiftAuthentication.ScramSha256)]
    [InlineData(RedshiftAuthentication.ClearText)]
    public async Task A_declared_user_logs_in_with_its_password_alone(RedshiftAuthentication method)
    {
        await using EmbeddedRedshift redshift = await EmbeddedRedshift.StartAsync(new EmbeddedRedshiftOptions { Authentication = method }, Cancel);
        await Run(redshift, "CREATE USER ann PASSWORD 'Secret123'");

        (await Open(redshift, "ann", "Secret123")).Should().BeNull();
        (await Open(redshift, "ann", "Secret124"))!.SqlState.Should().Be("28P01");
        (await Open(redshift, "nobody", "Secret123"))!.SqlState.Should().Be("28P01");
        await Run(redshift, "ALTER USER ann PASSWORD 'Another456'");
        (await Open(redshift, "ann", "Secret123"))!.SqlState.Should().Be("28P01");
        (await Open(redshift, "ann", "Another456")).Should().BeNull();
        await Run(redshift, "ALTER USER ann PASSWORD DISABLE");
        (await Open(redshift, "ann", "Another456"))!.SqlState.Should().Be("28000");
        await Run(redshift, "ALTER USER ann PASSWORD 'sha256|Another456'");
        (await Open(redshift, "ann", "Another456")).Should().BeNull();
        await Run(redshift, "DROP USER ann");
        (await Open(redshift, "ann", "Another456"))!.SqlState.Should().Be("28P01");
    }

    [Fact]
    public async Task A_renamed_user_logs_in_when_it_has_a_new_password()
    {
        await using EmbeddedRedshift redshift = await EmbeddedRedshift.StartAsync(cancellationToken: Cancel);
        await Run(redshift, "CREATE USER ann PASSWORD 'Secret123'");
        await Run(redshift, "ALTER USER ann RENAME TO anna");

        (await Open(redshift, "anna", "Secret123"))!.SqlState.Should().Be("28000");
        await Run(redshift, "ALTER USER anna PASSWORD 'Secret123'");
        (await Open(redshift, "anna", "Secret123")).Should().BeNull();
    }

    [Fact]
    public async Task An_expired_password_is_refused_with_28000()
    {
        FakeTimeProvider clock = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        await using EmbeddedRedshift redshift = await EmbeddedRedshift.StartAsync(new EmbeddedRedshiftOptions { Clock = clock }, Cancel);
        await Run(redshift, "CREATE USER ann PASSWORD 'Secret123' VALID UNTIL '2026-01-02'");

        (await Open(redshift, "ann", "Secret123")).Should().BeNull();
        clock.Advance(TimeSpan.FromDays(1));
        (await Open(redshift, "ann", "Secret123"))!.SqlState.Should().Be("28000");
        (await Open(redshift, "ann", "Wrong1234"))!.SqlState.Should().Be("28P01");
    }

    [Fact]
    public async Task Connections_over_a_users_limit_are_refused_with_53300()
    {
        await using EmbeddedRedshift redshift = await EmbeddedRedshift.StartAsync(cancellationToken: Cancel);
        await Run(redshift, "CREATE USER ann PASSWORD 'Secret123' CONNECTION LIMIT 1");
        await using (NpgsqlConnection first = new(Unpooled(redshift, "ann", "Secret123")))
        {
            await first.OpenAsync(Cancel);
            (await Open(redshift, "ann", "Secret123"))!.SqlState.Should().Be("53300");
            await Run(redshift, "ALTER USER ann CREATEUSER");
            (await Open(redshift, "ann", "Secret123")).Should().BeNull();
        }
    }

    [Fact]
    public async Task A_user_finds_the_settings_that_were_set_for_it()
    {
        await using EmbeddedRedshift redshift = await EmbeddedRedshift.StartAsync(cancellationToken: Cancel);
        await Run(redshift, "CREATE USER ann PASSWORD 'Secret123'");
        await Run(redshift, "CREATE SCHEMA ann AUTHORIZATION ann");
        await Run(redshift, "ALTER USER ann SET query_group TO loads");
        await using NpgsqlConnection connection = new(Unpooled(redshift, "ann", "Secret123"));
        await connection.OpenAsync(Cancel);

        (await Scalar(connection, "SHOW query_group")).Should().Be("loads");
        await Scalar(connection, "SET query_group TO other");
        await Scalar(connection, "RESET query_group");
        (await Scalar(connection, "SHOW query_group")).Should().Be("loads");
        (await Scalar(connection, "SELECT current_schema()")).Should().Be("ann");
        (await Scalar(connection, "SHOW is_superuser")).Should().Be("off");
        (await Scalar(connection, "SHOW session_authorization")).Should().Be("ann");
    }

    private static string Unpooled(EmbeddedRedshift redshift, string user, string password) =>
        new NpgsqlConnectionStringBuilder(redshift.ConnectionStringFor(user, password)) { Pooling = false }.ConnectionString;

    private static async Task<PostgresException?> Open(EmbeddedRedshift redshift, string user, string password)
    {
        await using NpgsqlConnection connection = new(Unpooled(redshift, user, password));
        try
        {
            await connection.OpenAsync(Cancel);
            (await Scalar(connection, "SELECT current_user")).Should().Be(user);
            return null;
        }
        catch (PostgresException refused)
        {
            return refused;
        }
    }

    private static async Task Run(EmbeddedRedshift redshift, string sql)
    {
        await using NpgsqlConnection connection = new(new NpgsqlConnectionStringBuilder(redshift.ConnectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(Cancel);
        await Scalar(connection, sql);
    }

    private static async Task<object?> Scalar(NpgsqlConnection connection, string sql)
    {
        await using NpgsqlCommand command = new(sql, connection);
        return await command.ExecuteScalarAsync(Cancel);
    }
}
