using System.Net.Sockets;
using System.Security.Authentication;
using RedshiftIntegration.Testing.Engine;
using RedshiftIntegration.Testing.Sessions;

namespace RedshiftIntegration.Testing.Wire;

/// <summary>
/// One client's socket with its own thread: parser and printer recurse, and a thread's stack size can be chosen where a pool thread's can't.
/// Whatever the client sends, the answer is an error or the end of this connection, never of the server.
/// </summary>
internal sealed class Connection : IDisposable
{
    private const int StackBytes = 4 * 1024 * 1024;
    private readonly Listener listener;
    private readonly Socket socket;
    private readonly NetworkStream stream;
    private readonly FrontendReader reader;
    private readonly BackendWriter writer;
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Session? session;

    public Connection(Listener listener, Socket socket)
    {
        this.listener = listener;
        this.socket = socket;
        socket.NoDelay = true;
        stream = new NetworkStream(socket, ownsSocket: true);
        reader = new FrontendReader(stream);
        writer = new BackendWriter(stream);
    }

    /// <summary>Completes when the thread has left and the session is closed.</summary>
    public Task Ended => ended.Task;

    public void Start()
    {
        Thread thread = new(Run, StackBytes) { IsBackground = true, Name = "EmbeddedRedshift session" };
        thread.Start();
    }

    /// <summary>Ends the connection from outside: unblocks the read, cancels what runs.</summary>
    public void Dispose()
    {
        socket.Dispose();
        Volatile.Read(ref session)?.Stop();
    }

    private void Run()
    {
        try
        {
            Converse();
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or SocketException or AuthenticationException or ConnectionDroppedException)
        {
            // The client is gone, the server is being disposed, or a fault cut the line: there is nobody to tell.
        }
        finally
        {
            Close();
        }
    }

    private void Converse()
    {
        try
        {
            switch (new Startup(listener.Authenticator, listener.Certificate, reader, writer, stream).Greet())
            {
                case Greeting.Cancel cancel:
                    listener.Cancel(cancel.ProcessId, cancel.Secret);
                    break;
                case Greeting.Login login:
                    Volatile.Write(ref session, listener.Warehouse.OpenSession(login.User, login.Settings));
                    session!.Terminating = () => socket.Shutdown(SocketShutdown.Receive);
                    Welcome(session);
                    new Conversation(session, reader, writer).Run();
                    Farewell(session);
                    break;
            }
        }
        catch (SqlError error)
        {
            writer.Error(error, fatal: true);
            writer.Flush();
        }
    }

    private void Welcome(Session opened)
    {
        writer.ParameterStatus("server_version", "8.0.2");
        writer.ParameterStatus("server_encoding", "UNICODE");
        writer.ParameterStatus("client_encoding", "UTF8");
        writer.ParameterStatus("DateStyle", "ISO, MDY");
        writer.ParameterStatus("TimeZone", "UTC");
        writer.ParameterStatus("integer_datetimes", "on");
        writer.ParameterStatus("standard_conforming_strings", "on");
        writer.ParameterStatus("is_superuser", opened.Setting("is_superuser")!);
        writer.ParameterStatus("session_authorization", opened.Setting("session_authorization")!);
        writer.BackendKeyData(opened.Id, opened.Secret);
        writer.ReadyForQuery(opened.Status);
        writer.Flush();
    }

    private static void Farewell(Session ended)
    {
        if (ended.Terminated)
        {
            throw new SqlError("57P01", "terminating connection due to administrator command");
        }
    }

    private void Close()
    {
        try
        {
            if (session is { } opened)
            {
                listener.Warehouse.CloseSession(opened);
            }

            reader.Dispose();
            stream.Dispose();
            socket.Dispose();
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or SocketException)
        {
            // The stream's last flush can't reach a closed socket; the session is closed already.
        }
        finally
        {
            listener.Forget(this);
            ended.SetResult();
        }
    }
}
