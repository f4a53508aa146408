using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace RedshiftIntegration.Testing.Tests.Fuzz;

/// <summary>Stands between clients and a server and keeps what each client sent after its login.</summary>
internal sealed class Relay : IAsyncDisposable
{
    private const int Protocol3 = 3 << 16;
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly int serverPort;
    private readonly Task accepting;
    private readonly ConcurrentBag<Task> connections = [];
    private readonly ConcurrentQueue<byte[]> recorded = new();

    public Relay(string connectionString)
    {
        serverPort = new NpgsqlConnectionStringBuilder(connectionString).Port;
        listener.Start();
        int port = ((IPEndPoint)listener.LocalEndpoint).Port;
        ConnectionString = new NpgsqlConnectionStringBuilder(connectionString) { Port = port, SslMode = SslMode.Disable }.ConnectionString;
        accepting = AcceptAsync();
    }

    public string ConnectionString { get; }

    /// <summary>Ends the connections; one list of messages for each client that logged in.</summary>
    public async Task<IReadOnlyList<Frame[]>> EndAsync()
    {
        await DisposeAsync();
        return [.. recorded.Select(Session).Where(s => s.Length > 0)];
    }

    public async ValueTask DisposeAsync()
    {
        listener.Stop();
        await accepting;
        await Task.WhenAll(connections);
    }

    private static Frame[] Session(byte[] bytes)
    {
        int at = 0;
        while (at + 8 <= bytes.Length && BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(at + 4)) != Protocol3)
        {
            at += BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(at));
        }

        return at + 8 > bytes.Length
            ? []
            : [.. Frame.Cut(bytes[(at + BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(at)))..]).Where(f => f.Type is not ('p' or 'X'))];
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                connections.Add(PassAsync(await listener.AcceptTcpClientAsync()));
            }
        }
        catch (SocketException)
        {
            // Stopped.
        }
    }

    private async Task PassAsync(TcpClient client)
    {
        using TcpClient server = new();
        using MemoryStream sent = new();
        using (client)
        {
            await server.ConnectAsync(IPAddress.Loopback, serverPort);
            Task answers = CopyAsync(server, client, null);
            await CopyAsync(client, server, sent);
            await answers;
        }

        recorded.Enqueue(sent.ToArray());
    }

    private static async Task CopyAsync(TcpClient from, TcpClient to, MemoryStream? copy)
    {
        byte[] buffer = new byte[16 * 1024];
        try
        {
            while (await from.GetStream().ReadAsync(buffer) is > 0 and var count)
            {
                copy?.Write(buffer, 0, count);
                await to.GetStream().WriteAsync(buffer.AsMemory(0, count));
            }

            to.Client.Shutdown(SocketShutdown.Send);
        }
        catch (Exception e) when (e is IOException or SocketException or InvalidOperationException)
        {
            // One side has gone; the other one notices.
        }
    }
}
