using System.Buffers.Binary;
using System.Text;
using RedshiftIntegration.Testing.Engine;

namespace RedshiftIntegration.Testing.Wire;

/// <summary>Reads the fields of one message's body; a body that is too short is a protocol violation, never an exception of the runtime.</summary>
internal ref struct BodyReader(ReadOnlySpan<byte> body)
{
    private ReadOnlySpan<byte> rest = body;

    public readonly int Remaining => rest.Length;

    public byte Byte() => Bytes(1)[0];

    public short Int16() => BinaryPrimitives.ReadInt16BigEndian(Bytes(2));

    public int Int32() => BinaryPrimitives.ReadInt32BigEndian(Bytes(4));

    public string CString()
    {
        int end = rest.IndexOf((byte)0);
        if (end < 0)
        {
            throw Violation("a string in the message has no end");
        }

        string text = Encoding.UTF8.GetString(rest[..end]);
        rest = rest[(end + 1)..];
        return text;
    }

    public ReadOnlySpan<byte> Bytes(int count)
    {
        if (count < 0 || count > rest.Length)
        {
            throw Violation("the message is shorter than its fields");
        }

        ReadOnlySpan<byte> bytes = rest[..count];
        rest = rest[count..];
        return bytes;
    }

    public static SqlError Violation(string what) => new("08P01", $"protocol violation: {what}");
}
