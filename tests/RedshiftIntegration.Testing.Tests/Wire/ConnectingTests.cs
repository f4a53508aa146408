using Npgsql;

namespace RedshiftIntegration.Testing.Tests.Wire;

public sealed class ConnectingTests : IAsyncLifetime
{
    private EmbeddedRedshift redshift = null!;

    public async ValueTask InitializeAsync() => redshift = await EmbeddedRedshift.StartAsync(cancellationToken: TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => redshift.DisposeAsync();

    [Fact]
    public async Task Npgsql_connects_and_learns_the_version()
    {
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(redshift.ConnectionString);
        await using NpgsqlConnection connection = await source.OpenConnectionAsync(TestContext.Current.CancellationToken);

        connection.PostgreSqlVersion.Should().Be(new Version(8, 0, 2));
    }

    [Fact]
    public async Task A_wrong_password_is_refused_with_28P01()
    {
        NpgsqlConnectionStringBuilder builder = new(redshift.ConnectionString) { Password = "wrong", Pooling = false };

        PostgresException error = await FailsToOpen(builder);

        error.SqlState.Should().Be("28P01");
        error.MessageText.Should().Be("password authentication failed for user \"awsuser\"");
        error.Severity.Should().Be("FATAL");
    }

    [Fact]
    public async Task An_unknown_user_gets_the_same_answer_as_a_wrong_password()
    {
        NpgsqlConnectionStringBuilder builder = new(redshift.ConnectionString) { Username = "mallory", Pooling = false };

        (await FailsToOpen(builder)).SqlState.Should().Be("28P01");
    }

    [Fact]
    public async Task An_unknown_database_is_refused_with_3D000()
    {
        NpgsqlConnectionStringBuilder builder = new(redshift.ConnectionString) { Database = "prod", Pooling = false };

        (await FailsToOpen(builder)).SqlState.Should().Be("3D000");
    }

    private static async Task<PostgresException> FailsToOpen(NpgsqlConnectionStringBuilder builder)
    {
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(builder);
        Func<Task> open = async () => await source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        return (await open.Should().ThrowAsync<PostgresException>()).Which;
    }
}
