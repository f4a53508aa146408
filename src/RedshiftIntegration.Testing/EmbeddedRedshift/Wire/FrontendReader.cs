using System.Buffers.Binary;
using System.Net.Sockets;

namespace RedshiftIntegration.Testing.Wire;

/// <summary>A message of the client: its type letter and its body.</summary>
internal readonly record struct FrontendMessage(char Type, byte[] Body);

/// <summary>Cuts the client's byte stream into messages.</summary>
internal sealed class FrontendReader : IDisposable
{
    /// <summary>A statement may have 16 MB (AWS: c_redshift-sql; 54000); parameters come on top. Beyond this the length is taken for garbage.</summary>
    public const int LongestMessage = 64 * 1024 * 1024;

    private const int LongestStartup = 10_000;
    private readonly BufferedStream stream;
    private readonly byte[] header = new byte[5];

    public FrontendReader(NetworkStream stream) => this.stream = new BufferedStream(stream, 16 * 1024);

    /// <summary>The first message has no type letter; null at the end of the stream.</summary>
    public byte[]? ReadStartup()
    {
        Span<byte> prefix = header.AsSpan(0, 4);
        if (!Fill(prefix))
        {
            return null;
        }

        int length = BinaryPrimitives.ReadInt32BigEndian(prefix);
        if (length is < 8 or > LongestStartup)
        {
            throw BodyReader.Violation($"a startup packet of {length} bytes");
        }

        return Body(length - 4);
    }

    /// <summary>Null at the end of the stream.</summary>
    public FrontendMessage? Read()
    {
        if (!Fill(header))
        {
            return null;
        }

        int length = BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(1));
        if (length is < 4 or > LongestMessage)
        {
            throw BodyReader.Violation($"a message of {length} bytes, the longest is {LongestMessage}");
        }

        return Body(length - 4) is { } body ? new FrontendMessage((char)header[0], body) : null;
    }

    public void Dispose() => stream.Dispose();

    private byte[]? Body(int length)
    {
        byte[] body = new byte[length];
        return Fill(body) ? body : null;
    }

    private bool Fill(Span<byte> target) => stream.ReadAtLeast(target, target.Length, throwOnEndOfStream: false) == target.Length;
}
