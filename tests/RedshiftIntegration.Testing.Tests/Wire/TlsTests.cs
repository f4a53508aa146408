using System.Net.Security;
using System.Net.Sockets;
using Npgsql;

namespace RedshiftIntegration.Testing.Tests.Wire;

public sealed class TlsTests : RedshiftTest
{
    private static readonly byte[] TlsRequest = [0, 0, 0, 8, 4, 210, 22, 47];
    private static readonly byte[] GssRequest = [0, 0, 0, 8, 4, 210, 22, 48];

    [Theory]
    [InlineData(SslMode.Require, true)]
    [InlineData(SslMode.Prefer, true)]
    [InlineData(SslMode.Disable, false)]
    public async Task A_client_gets_tls_if_it_asks(SslMode mode, bool encrypted)
    {
        await using NpgsqlDataSource source = Encrypted(mode);
        await using NpgsqlConnection connection = await source.OpenConnectionAsync(Cancel);

        (await Scalar(connection, "SELECT 1")).Should().Be(1);
        Redshift.Listener.Certificate.IsMade.Should().Be(encrypted);
    }

    [Fact]
    public async Task A_large_answer_passes_through_tls()
    {
        await using NpgsqlDataSource source = Encrypted(SslMode.Require);
        await using NpgsqlCommand command = source.CreateCommand("SELECT REPEAT('x', 60000) FROM generate_series(1, 100)");
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(Cancel);
        int rows = 0;
        while (await reader.ReadAsync(Cancel))
        {
            reader.GetString(0).Should().HaveLength(60_000);
            rows++;
        }

        rows.Should().Be(100);
    }

    [Fact]
    public async Task A_cancel_request_comes_through_tls_too()
    {
        await using NpgsqlDataSource source = Encrypted(SslMode.Require);
        Redshift.Faults.Hold("wait");
        await using NpgsqlConnection connection = await source.OpenConnectionAsync(Cancel);
        await using NpgsqlCommand command = new("/* rsi run=r step=wait */ SELECT 1", connection);
        Task running = command.ExecuteScalarAsync(Cancel);
        await Redshift.Faults.WaitUntilHeldAsync("wait", Cancel);

        command.Cancel();

        await running.Invoking(r => r).Should().ThrowAsync<OperationCanceledException>();
        (await Scalar(connection, "SELECT 2")).Should().Be(2);
    }

    [Fact]
    public async Task Gss_encryption_is_declined_and_tls_granted_on_one_connection()
    {
        using TcpClient client = await Open();
        NetworkStream stream = client.GetStream();
        await stream.WriteAsync(GssRequest, Cancel);
        stream.ReadByte().Should().Be('N');
        await stream.WriteAsync(TlsRequest, Cancel);
        stream.ReadByte().Should().Be('S');
        await using SslStream tls = new(stream, leaveInnerStreamOpen: true, (_, certificate, _, _) => certificate?.Subject == "CN=localhost");
        await tls.AuthenticateAsClientAsync("localhost");

        tls.IsEncrypted.Should().BeTrue();
    }

    [Fact]
    public async Task Bytes_that_came_along_with_the_request_for_tls_end_the_connection()
    {
        using TcpClient client = await Open();
        NetworkStream stream = client.GetStream();

        await stream.WriteAsync(new byte[] { 0, 0, 0, 8, 4, 210, 22, 47, 0, 0, 0, 8, 4, 210, 22, 47 }, Cancel);

        using StreamReader answer = new(stream, System.Text.Encoding.Latin1);
        (await answer.ReadToEndAsync(Cancel)).Should().StartWith("E").And.Contain("08P01").And.Contain("received unencrypted data after SSL request");
    }

    [Fact]
    public async Task A_broken_handshake_ends_one_connection_and_no_other()
    {
        using (TcpClient client = await Open())
        {
            NetworkStream stream = client.GetStream();
            await stream.WriteAsync(TlsRequest, Cancel);
            stream.ReadByte().Should().Be('S');
            await stream.WriteAsync("this is no hello of TLS at all"u8.ToArray(), Cancel);
            client.Client.Shutdown(SocketShutdown.Send);
            await stream.CopyToAsync(Stream.Null, Cancel);
        }

        (await Scalar("SELECT 1")).Should().Be(1);
    }

    private NpgsqlDataSource Encrypted(SslMode mode) =>
        NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(Redshift.ConnectionString) { SslMode = mode });

    private async Task<TcpClient> Open()
    {
        TcpClient client = new();
        await client.ConnectAsync("127.0.0.1", new NpgsqlConnectionStringBuilder(Redshift.ConnectionString).Port, Cancel);
        return client;
    }
}
