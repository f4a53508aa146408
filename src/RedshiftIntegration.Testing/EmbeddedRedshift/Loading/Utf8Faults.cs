using System.Buffers;
using System.Globalization;
using System.Text;

namespace RedshiftIntegration.Testing.Loading;

/// <summary>Invalid UTF-8: described, or replaced byte by byte (AWS: multi-byte-character-load-errors, copy-parameters-data-conversion ACCEPTINVCHARS).</summary>
internal static class Utf8Faults
{
    private const int MostShown = 4;

    public static LoadFault Describe(ReadOnlySpan<byte> text)
    {
        for (var at = 0; at < text.Length;)
        {
            if (Rune.DecodeFromUtf8(text[at..], out _, out var length) == OperationStatus.Done)
            {
                at += length;
                continue;
            }

            var error = Error(text[at..]);
            return new LoadFault(
                LoadFaults.InvalidText,
                string.Create(CultureInfo.InvariantCulture, $"String contains invalid or unsupported UTF8 codepoints. Bad UTF8 hex sequence: {Hex(text.Slice(at, Math.Max(1, error == 3 ? 1 : length)))} (error {error})"));
        }

        throw new ArgumentException("The text is valid UTF-8.", nameof(text));
    }

    public static string Replace(ReadOnlySpan<byte> text, char replacement)
    {
        var result = new StringBuilder(text.Length);
        while (!text.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(text, out var rune, out var length) == OperationStatus.Done)
            {
                result.Append(rune.ToString());
            }
            else
            {
                result.Append(replacement, length);
            }

            text = text[length..];
        }

        return result.ToString();
    }

    public static string Hex(ReadOnlySpan<byte> bytes) => string.Join(' ', Convert.ToHexStringLower(bytes[..Math.Min(bytes.Length, MostShown)]).Chunk(2).Select(c => new string(c)));

    /// <summary>The number of AWS's table of VARCHAR load errors.</summary>
    private static int Error(ReadOnlySpan<byte> text)
    {
        var lead = text[0];
        if (lead is (>= 0x80 and <= 0xBF) or 0xFE or 0xFF)
        {
            return 3;
        }

        if (lead >= 0xF8)
        {
            return 1;
        }

        var needed = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
        if (text.Length < needed)
        {
            return 2;
        }

        if (text[1..needed].ContainsAnyExceptInRange((byte)0x80, (byte)0xBF))
        {
            return 4;
        }

        return lead == 0xED ? 5 : 6;
    }
}
