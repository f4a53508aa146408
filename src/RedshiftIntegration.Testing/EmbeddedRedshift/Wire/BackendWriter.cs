using System.Buffers.Binary;
using System.Text;

namespace RedshiftIntegration.Testing.Wire;

/// <summary>Collects messages for the client and sends them at <see cref="Flush"/>, or earlier when there are many bytes.</summary>
internal sealed class BackendWriter(Stream client)
{
    private const int FlushAt = 64 * 1024;
    private Stream stream = client;
    private byte[] buffer = new byte[8 * 1024];
    private int length;
    private int messageStart;

    /// <summary>Goes on with the encrypted side of the connection.</summary>
    public void Continue(Stream encrypted) => stream = encrypted;

    public void Begin(char type)
    {
        messageStart = length;
        Byte((byte)type);
        Int32(0);
    }

    public void End()
    {
        BinaryPrimitives.WriteInt32BigEndian(buffer.AsSpan(messageStart + 1), length - messageStart - 1);
        if (length >= FlushAt)
        {
            Flush();
        }
    }

    /// <summary>Forgets what was written since <see cref="Begin"/>: a row whose value couldn't be encoded becomes an error, not half a row.</summary>
    public void Abandon() => length = messageStart;

    public void Empty(char type)
    {
        Begin(type);
        End();
    }

    public void Byte(byte value) => Reserve(1)[0] = value;

    public void Int16(short value) => BinaryPrimitives.WriteInt16BigEndian(Reserve(2), value);

    public void Int32(int value) => BinaryPrimitives.WriteInt32BigEndian(Reserve(4), value);

    public void Int64(long value) => BinaryPrimitives.WriteInt64BigEndian(Reserve(8), value);

    public void Bytes(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Reserve(bytes.Length));

    public void Text(string text) => Encoding.UTF8.GetBytes(text, Reserve(Encoding.UTF8.GetByteCount(text)));

    /// <summary>A zero byte would end the string early on the client's side.</summary>
    public void CString(string text)
    {
        Text(text.Replace('\0', ' '));
        Byte(0);
    }

    /// <summary>Opens a value with its length field; close it with <see cref="EndValue"/>.</summary>
    public int BeginValue()
    {
        int start = length;
        Int32(0);
        return start;
    }

    public void EndValue(int start) => BinaryPrimitives.WriteInt32BigEndian(buffer.AsSpan(start), length - start - 4);

    public void Flush()
    {
        if (length > 0)
        {
            stream.Write(buffer, 0, length);
            length = 0;
        }

        stream.Flush();
    }

    private Span<byte> Reserve(int count)
    {
        if (buffer.Length - length < count)
        {
            Array.Resize(ref buffer, Math.Max(buffer.Length * 2, checked(length + count)));
        }

        Span<byte> span = buffer.AsSpan(length, count);
        length += count;
        return span;
    }
}
