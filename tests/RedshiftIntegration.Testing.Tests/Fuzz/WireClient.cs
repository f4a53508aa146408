using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace RedshiftIntegration.Testing.Tests.Fuzz;

/// <summary>A client that sends any bytes and reads any messages; its login is real.</summary>
internal sealed class WireClient : IDisposable
{
    private const int PatienceMilliseconds = 30_000;

    /// <summary>A server's salt does not change, and the key costs more than all the rest of a login.</summary>
    private static readonly ConcurrentDictionary<string, byte[]> Keys = new(StringComparer.Ordinal);

    private readonly NpgsqlConnectionStringBuilder server;
    private readonly TcpClient tcp = new() { NoDelay = true, ReceiveTimeout = PatienceMilliseconds, SendTimeout = PatienceMilliseconds };
    private readonly BufferedStream input;

    public WireClient(string connectionString)
    {
        server = new NpgsqlConnectionStringBuilder(connectionString);
        tcp.Connect(server.Host!, server.Port);
        input = new BufferedStream(tcp.GetStream(), 16 * 1024);
    }

    public static WireClient LogIn(string connectionString)
    {
        WireClient client = new(connectionString);
        client.LogIn();
        return client;
    }

    public byte[] StartupPacket()
    {
        byte[] parameters = Encoding.UTF8.GetBytes($"user\0{server.Username}\0database\0{server.Database}\0\0");
        byte[] packet = new byte[8 + parameters.Length];
        BinaryPrimitives.WriteInt32BigEndian(packet, packet.Length);
        BinaryPrimitives.WriteInt32BigEndian(packet.AsSpan(4), 3 << 16);
        parameters.CopyTo(packet, 8);
        return packet;
    }

    public void Send(ReadOnlySpan<byte> bytes) => tcp.GetStream().Write(bytes);

    public void Send(params Frame[] frames) => Send(frames.SelectMany(f => f.ToBytes()).ToArray());

    /// <summary>Says that no more bytes come: a server that waits for the rest of a message must then give up.</summary>
    public void EndSending()
    {
        try
        {
            tcp.Client.Shutdown(SocketShutdown.Send);
        }
        catch (SocketException)
        {
            // The server was faster.
        }
    }

    /// <summary>Null when the server has closed the connection.</summary>
    /// <exception cref="TimeoutException">The server neither answers nor closes.</exception>
    public Frame? Read()
    {
        try
        {
            Span<byte> header = stackalloc byte[5];
            int read = input.ReadAtLeast(header, 5, throwOnEndOfStream: false);
            if (read < 5)
            {
                return read == 0 ? null : throw new InvalidDataException("The server's last message is cut off.");
            }

            int length = BinaryPrimitives.ReadInt32BigEndian(header[1..]);
            if (!"RSKZTDC123nItsENAVGWvd".Contains((char)header[0], StringComparison.Ordinal) || length < 4 || length > 64 * 1024 * 1024)
            {
                throw new InvalidDataException($"The server sent no message of the protocol: type {header[0]}, length {length}.");
            }

            byte[] body = new byte[length - 4];
            input.ReadExactly(body);
            return new Frame((char)header[0], body);
        }
        catch (IOException e) when (e.InnerException is SocketException { SocketErrorCode: SocketError.TimedOut or SocketError.WouldBlock })
        {
            throw new TimeoutException("The server neither answers nor closes the connection.", e);
        }
        catch (IOException e) when (e is not EndOfStreamException)
        {
            return null;
        }
    }

    /// <summary>Reads up to ReadyForQuery.</summary>
    public List<Frame> ReadAnswer()
    {
        List<Frame> answer = [];
        while (answer is not [.., { Type: 'Z' }])
        {
            answer.Add(Read() ?? throw new EndOfStreamException("The server closed the connection: " + string.Join(' ', answer.Select(Text))));
        }

        return answer;
    }

    /// <summary>The whole stream, for answers that are no messages.</summary>
    public byte[] ReadToEnd()
    {
        using MemoryStream all = new();
        try
        {
            input.CopyTo(all);
        }
        catch (IOException e) when (e.InnerException is SocketException { SocketErrorCode: not (SocketError.TimedOut or SocketError.WouldBlock) })
        {
            // Reset: an end as well.
        }

        return all.ToArray();
    }

    public static string Text(Frame frame) => frame.Type + Encoding.UTF8.GetString(frame.Body).Replace('\0', ' ');

    /// <summary>A field of an error by its letter.</summary>
    public static string? Field(Frame error, char letter) =>
        Encoding.UTF8.GetString(error.Body).Split('\0').FirstOrDefault(f => f.StartsWith(letter))?[1..];

    public void Dispose()
    {
        input.Dispose();
        tcp.Dispose();
    }

    private void LogIn()
    {
        Send(StartupPacket());
        string nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(18));
        string bare = "n=,r=" + nonce;
        while (Read() is { } message && message.Type != 'Z')
        {
            switch (message.Type == 'R' ? BinaryPrimitives.ReadInt32BigEndian(message.Body) : 0)
            {
                case 3: Send(new Frame('p', [.. Encoding.UTF8.GetBytes(server.Password!), 0])); break;
                case 10: Send(Initial("n,," + bare)); break;
                case 11: Send(Final(bare, Encoding.UTF8.GetString(message.Body.AsSpan(4)))); break;
            }

            if (message.Type == 'E')
            {
                throw new InvalidOperationException("The login failed: " + Text(message));
            }
        }
    }

    private static Frame Initial(string first)
    {
        byte[] text = Encoding.UTF8.GetBytes(first);
        byte[] length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, text.Length);
        return new Frame('p', [.. "SCRAM-SHA-256\0"u8, .. length, .. text]);
    }

    private Frame Final(string bare, string challenge)
    {
        string[] fields = challenge.Split(',');
        string unsigned = $"c={Convert.ToBase64String("n,,"u8)},{fields[0]}";
        byte[] salted = Keys.GetOrAdd(server.Password + challenge[fields[0].Length..], _ => Rfc2898DeriveBytes.Pbkdf2(
            Encoding.UTF8.GetBytes(server.Password!), Convert.FromBase64String(fields[1][2..]), int.Parse(fields[2][2..], CultureInfo.InvariantCulture), HashAlgorithmName.SHA256, 32));
        byte[] key = HMACSHA256.HashData(salted, "Client Key"u8);
        byte[] signature = HMACSHA256.HashData(SHA256.HashData(key), Encoding.UTF8.GetBytes($"{bare},{challenge},{unsigned}"));
        byte[] proof = [.. key.Zip(signature, (k, s) => (byte)(k ^ s))];
        return new Frame('p', Encoding.UTF8.GetBytes($"{unsigned},p={Convert.ToBase64String(proof)}"));
    }
}
