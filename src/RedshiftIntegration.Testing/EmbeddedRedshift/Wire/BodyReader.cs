using System.Buffers.Binary;
using System.Text;
using RedshiftIntegration.Testing.Engine;

namespace RedshiftIntegration.Testing.Wire;

/// <summary>Reads the fields of one message's body; a body that is too short is a protocol violation, never an exception of the runtime.</summary>
internal ref struct BodyReader(ReadOnlySpan<byte> body)
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
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

        string text = Text(rest[..end]);
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

    /// <summary>UTF-8 without zero bytes, which no text of Redshift can hold.</summary>
    public static string Text(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return bytes.Contains((byte)0) ? throw Invalid("0x00") : Strict.GetString(bytes);
        }
        catch (DecoderFallbackException e)
        {
            throw Invalid("0x" + Convert.ToHexStringLower(e.BytesUnknown ?? []));
        }
    }

    public static SqlError Violation(string what) => new("08P01", $"protocol violation: {what}");

    private static SqlError Invalid(string bytes) => new("22021", $"invalid byte sequence for encoding \"UTF8\": {bytes}");
}
