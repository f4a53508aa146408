using System.Net.Sockets;
using Npgsql;

namespace RedshiftIntegration.Testing.Tests.Wire;

public sealed class LifetimeTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Dispose_ends_what_runs_and_waits()
    {
        EmbeddedRedshift redshift = await EmbeddedRedshift.StartAsync(cancellationToken: Cancel);
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(redshift.ConnectionString);
        redshift.Faults.Hold("wait");
        await using NpgsqlCommand command = source.CreateCommand("/* rsi run=r step=wait */ SELECT 1");
        Task running = command.ExecuteScalarAsync(Cancel);
        await redshift.Faults.WaitUntilHeldAsync("wait", Cancel);

        await redshift.DisposeAsync();
        await redshift.DisposeAsync();

        await running.Invoking(r => r).Should().ThrowAsync<NpgsqlException>();
    }

    [Fact]
    public async Task Garbage_ends_one_connection_and_no_other()
    {
        await using EmbeddedRedshift redshift = await EmbeddedRedshift.StartAsync(cancellationToken: Cancel);
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(redshift.ConnectionString);
        await using NpgsqlConnection connection = await source.OpenConnectionAsync(Cancel);
        int port = new NpgsqlConnectionStringBuilder(redshift.ConnectionString).Port;
        byte[][] greetings =
        [
            "GET / HTTP/1.1\r\n\r\n"u8.ToArray(), [0, 0, 0, 4], [0xFF, 0xFF, 0xFF, 0xFF], [0, 0, 0, 9, 0, 3, 0, 0, 1], [0, 0, 0, 8, 0, 9, 0, 0],
            [0, 0, 0, 16, 4, 210, 22, 46, 0, 0, 0, 1, 0, 0, 0, 1],
        ];

        foreach (byte[] greeting in greetings)
        {
            using TcpClient client = new("127.0.0.1", port);
            NetworkStream stream = client.GetStream();
            await stream.WriteAsync(greeting, Cancel);
            client.Client.Shutdown(SocketShutdown.Send);
            using MemoryStream answer = new();
            await stream.CopyToAsync(answer, Cancel);
        }

        await using NpgsqlCommand command = new("SELECT 1", connection);
        (await command.ExecuteScalarAsync(Cancel)).Should().Be(1);
    }

    [Theory]
    [InlineData("(", ")", 200_000)]
    [InlineData("1 + ", "", 200_000)]
    [InlineData("(SELECT ", ")", 50_000)]
    [InlineData("CASE WHEN ", "", 50_000)]
    [InlineData("NOT ", "", 200_000)]
    public async Task A_bottomless_statement_is_refused_and_the_server_lives(string open, string close, int times)
    {
        await using EmbeddedRedshift redshift = await EmbeddedRedshift.StartAsync(cancellationToken: Cancel);
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(redshift.ConnectionString);
        string sql = "SELECT " + string.Concat(Enumerable.Repeat(open, times)) + "1" + string.Concat(Enumerable.Repeat(close, times));
        await using NpgsqlCommand command = source.CreateCommand(sql);

        await command.Invoking(c => c.ExecuteScalarAsync(Cancel)).Should().ThrowAsync<PostgresException>();

        await using NpgsqlCommand next = source.CreateCommand("SELECT 1");
        (await next.ExecuteScalarAsync(Cancel)).Should().Be(1);
    }
}
