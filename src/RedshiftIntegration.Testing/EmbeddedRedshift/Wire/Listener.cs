using System.Net;
using System.Net.Sockets;
using RedshiftIntegration.Testing.Sessions;

namespace RedshiftIntegration.Testing.Wire;

/// <summary>Accepts connections on a free port of the loopback interface.</summary>
internal sealed class Listener : IAsyncDisposable
{
    private readonly Lock gate = new();
    private readonly HashSet<Connection> connections = [];
    private readonly Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly Task accepting;
    private bool closed;

    public Listener(Warehouse warehouse, Authenticator authenticator)
    {
        Warehouse = warehouse;
        Authenticator = authenticator;
        Certificate = new ServerCertificate(warehouse.Clock);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        socket.Listen();
        Port = ((IPEndPoint)socket.LocalEndPoint!).Port;
        accepting = AcceptAsync();
    }

    public int Port { get; }

    public Warehouse Warehouse { get; }

    public Authenticator Authenticator { get; }

    public ServerCertificate Certificate { get; }

    /// <summary>A wrong secret cancels nothing and says nothing.</summary>
    public void Cancel(int processId, int secret)
    {
        if (Warehouse.FindSession(processId) is { } session && session.Secret == secret)
        {
            session.Cancel();
        }
    }

    public void Forget(Connection connection)
    {
        lock (gate)
        {
            connections.Remove(connection);
        }
    }

    /// <summary>Ends all connections and waits for their threads.</summary>
    public async ValueTask DisposeAsync()
    {
        Connection[] open;
        lock (gate)
        {
            closed = true;
            open = [.. connections];
        }

        socket.Dispose();
        await accepting;
        foreach (Connection connection in open)
        {
            connection.Dispose();
        }

        await Task.WhenAll(open.Select(c => c.Ended));
        Certificate.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            Socket client;
            try
            {
                client = await socket.AcceptAsync();
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                return;
            }

            Start(client);
        }
    }

    private void Start(Socket client)
    {
        lock (gate)
        {
            if (closed)
            {
                client.Dispose();
                return;
            }

            Connection connection = new(this, client);
            connections.Add(connection);
            connection.Start();
        }
    }
}
