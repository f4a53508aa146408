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
    private const int FirstAllocation = 1024 * 1024;
    private readonly byte[] header = new byte[5];
    private readonly byte[] buffer = new byte[16 * 1024];
    private Stream stream;
    private int start;
    private int end;

    public FrontendReader(NetworkStream stream) => this.stream = stream;

    /// <summary>Goes on with the encrypted side of the connection.</summary>
    public void Continue(Stream encrypted) => stream = encrypted;

    /// <summary>What came unencrypted together with the request for TLS could be anybody's.</summary>
    public void RefuseBuffered()
    {
        if (start < end)
        {
            throw BodyReader.Violation("received unencrypted data after SSL request");
        }
    }

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

    /// <summary>Room is made as bytes arrive: a length alone, which may be a lie, costs little.</summary>
    private byte[]? Body(int length)
    {
        byte[] body = new byte[Math.Min(length, FirstAllocation)];
        int filled = 0;
        while (Fill(body.AsSpan(filled)))
        {
            filled = body.Length;
            if (filled == length)
            {
                return body;
            }

            Array.Resize(ref body, (int)Math.Min(length, filled * 2L));
        }

        return null;
    }

    private bool Fill(Span<byte> target)
    {
        while (!target.IsEmpty)
        {
            if (start == end)
            {
                start = 0;
                end = stream.Read(buffer);
                if (end == 0)
                {
                    return false;
                }
            }

            int count = Math.Min(target.Length, end - start);
            buffer.AsSpan(start, count).CopyTo(target);
            start += count;
            target = target[count..];
        }

        return true;
    }
}
