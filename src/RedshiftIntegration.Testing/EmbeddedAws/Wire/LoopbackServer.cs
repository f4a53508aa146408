using System.Net;
using System.Net.Sockets;

namespace RedshiftIntegration.Testing.Aws.Wire;

/// <summary>The way in for other processes: HTTP/1.1 on a free port of 127.0.0.1.</summary>
/// <remarks>Own sockets, because HttpListener can't choose a free port, nor keep a path such as <c>/bucket/a%2Fb//c</c> as it came.</remarks>
internal sealed class LoopbackServer : IDisposable
{
    private readonly AwsRouter router;
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();

    public LoopbackServer(AwsRouter router)
    {
        this.router = router;
        listener.Start();
        Endpoint = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/");
        _ = AcceptAsync();
    }

    public Uri Endpoint { get; }

    public void Dispose()
    {
        stop.Cancel();
        listener.Dispose();
        stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        CancellationToken stopped = stop.Token;
        try
        {
            while (true)
            {
                TcpClient client = await listener.AcceptTcpClientAsync(stopped);
                _ = ServeAsync(client, stopped);
            }
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Disposed: no further connection is taken.
        }
    }

    private async Task ServeAsync(TcpClient client, CancellationToken stopped)
    {
        using (client)
        {
            client.NoDelay = true;
            try
            {
                HttpConnection connection = new(client.GetStream(), router, stopped);
                while (await connection.ServeOneAsync())
                {
                }
            }
            catch (Exception error) when (error is IOException or OperationCanceledException or SocketException or InvalidDataException or ObjectDisposedException)
            {
                // The client left, or what it sent is not HTTP; closing is the answer.
            }
        }
    }
}
