using System.Buffers.Binary;

namespace RedshiftIntegration.Testing.Tests.Fuzz;

/// <summary>One message of the protocol: a letter, a length that counts itself, a body.</summary>
internal sealed record Frame(char Type, byte[] Body)
{
    /// <summary>The length that is sent; null for the true one.</summary>
    public int? FalseLength { get; init; }

    public static Frame Sync { get; } = new('S', []);

    public static Frame Query(string sql) => new('Q', [.. System.Text.Encoding.UTF8.GetBytes(sql), 0]);

    public byte[] ToBytes()
    {
        byte[] bytes = new byte[Body.Length + 5];
        bytes[0] = (byte)Type;
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(1), FalseLength ?? Body.Length + 4);
        Body.CopyTo(bytes, 5);
        return bytes;
    }

    /// <summary>The whole messages at the beginning of the bytes.</summary>
    public static IEnumerable<Frame> Cut(byte[] bytes)
    {
        for (int at = 0; at + 5 <= bytes.Length;)
        {
            int length = BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(at + 1));
            if (length < 4 || length > bytes.Length - at - 1)
            {
                yield break;
            }

            yield return new Frame((char)bytes[at], bytes[(at + 5)..(at + 1 + length)]);
            at += 1 + length;
        }
    }
}
