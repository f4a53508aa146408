using System.Security.Cryptography;
using System.Text;

namespace RedshiftIntegration.Mapping;

internal sealed class TrimStep : TransformStep
{
    public override StepOutcome Apply(ReadOnlySpan<byte> text, ref byte[] buffer, out int start, out int length)
    {
        ReadOnlySpan<byte> head = text.TrimStart((byte)' ');
        start = text.Length - head.Length;
        length = head.TrimEnd((byte)' ').Length;
        return StepOutcome.Part;
    }
}

internal sealed class CaseStep(bool upper) : TransformStep
{
    private readonly byte _first = upper ? (byte)'a' : (byte)'A';
    private readonly byte _last = upper ? (byte)'z' : (byte)'Z';

    public override StepOutcome Apply(ReadOnlySpan<byte> text, ref byte[] buffer, out int start, out int length)
    {
        start = 0;
        length = text.Length;
        int at = text.IndexOfAnyInRange(_first, _last);
        if (at < 0)
        {
            return StepOutcome.Part;
        }

        Ensure(ref buffer, text.Length);
        Span<byte> output = buffer.AsSpan(0, text.Length);
        text.CopyTo(output);
        for (int i = at; i < output.Length; i++)
        {
            // Bytes of multi-byte characters are above 0x7F, so this touches ASCII letters alone.
            if (output[i] >= _first && output[i] <= _last)
            {
                output[i] ^= 0x20;
            }
        }

        return StepOutcome.Buffer;
    }
}

internal sealed class HashStep(byte[]? key) : TransformStep
{
    private const int HexDigits = SHA256.HashSizeInBytes * 2;

    public override StepOutcome Apply(ReadOnlySpan<byte> text, ref byte[] buffer, out int start, out int length)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        if (key is null)
        {
            SHA256.HashData(text, hash);
        }
        else
        {
            HMACSHA256.HashData(key, text, hash);
        }

        Ensure(ref buffer, HexDigits);
        Convert.TryToHexStringLower(hash, buffer.AsSpan(0, HexDigits), out length);
        start = 0;
        return StepOutcome.Buffer;
    }
}

internal sealed class TruncateStep(int characters) : TransformStep
{
    public override StepOutcome Apply(ReadOnlySpan<byte> text, ref byte[] buffer, out int start, out int length)
    {
        start = 0;
        length = text.Length;
        if (text.Length > characters)
        {
            int seen = 0;
            for (int i = 0; i < text.Length; i++)
            {
                if (CodePoints.Starts(text[i]) && ++seen > characters)
                {
                    length = i;
                    break;
                }
            }
        }

        return StepOutcome.Part;
    }
}

internal sealed class NullIfStep(string value) : TransformStep
{
    private readonly byte[] _value = Encoding.UTF8.GetBytes(value);

    public override StepOutcome Apply(ReadOnlySpan<byte> text, ref byte[] buffer, out int start, out int length)
    {
        start = 0;
        length = text.Length;
        return text.SequenceEqual(_value) ? StepOutcome.Null : StepOutcome.Part;
    }
}

internal sealed class MaskStep(int keepLast) : TransformStep
{
    public override StepOutcome Apply(ReadOnlySpan<byte> text, ref byte[] buffer, out int start, out int length)
    {
        int kept = text.Length;
        for (int left = keepLast; left > 0 && kept > 0; left--)
        {
            do
            {
                kept--;
            }
            while (kept > 0 && !CodePoints.Starts(text[kept]));
        }

        int masked = CodePoints.Count(text[..kept]);
        start = 0;
        length = masked + text.Length - kept;
        Ensure(ref buffer, length);
        buffer.AsSpan(0, masked).Fill((byte)'*');
        text[kept..].CopyTo(buffer.AsSpan(masked));
        return StepOutcome.Buffer;
    }
}

/// <summary>Code points of UTF-8: all bytes but 10xxxxxx begin one.</summary>
internal static class CodePoints
{
    public static bool Starts(byte b) => (b & 0xC0) != 0x80;

    public static int Count(ReadOnlySpan<byte> text)
    {
        int count = 0;
        foreach (byte b in text)
        {
            count += Starts(b) ? 1 : 0;
        }

        return count;
    }
}
