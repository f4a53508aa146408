using System.Globalization;
using System.Text;

namespace RedshiftIntegration.Flow;

/// <summary>A value as people are shown it: short, on one line, every character printable.</summary>
internal static class ShownValue
{
    public const string Masked = "***";

    /// <summary>The most bytes that a shown value has in UTF-8.</summary>
    public const int MaxBytes = 256;

    private const string Cut = "...";
    private const int MaxBinaryBytes = 64;

    /// <summary>Text in UTF-8, be it valid or not.</summary>
    public static string Of(ReadOnlySpan<byte> text)
    {
        bool isCut = text.Length > MaxBytes;
        return Of(Encoding.UTF8.GetString(isCut ? text[..MaxBytes] : text), isCut);
    }

    public static string Of(string text) => Of(text, isCut: false);

    public static string OfBinary(ReadOnlySpan<byte> bytes) => bytes.Length <= MaxBinaryBytes
        ? $"0x{Convert.ToHexStringLower(bytes)}"
        : string.Create(CultureInfo.InvariantCulture, $"0x{Convert.ToHexStringLower(bytes[..MaxBinaryBytes])}{Cut} ({bytes.Length} bytes)");

    private static string Of(string text, bool isCut)
    {
        StringBuilder shown = new();
        int bytes = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            string next = IsPrintable(rune) ? rune.ToString() : string.Create(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}");
            bytes += Encoding.UTF8.GetByteCount(next);
            if (bytes > MaxBytes - Cut.Length)
            {
                isCut = true;
                break;
            }

            shown.Append(next);
        }

        return isCut ? shown.Append(Cut).ToString() : shown.ToString();
    }

    private static bool IsPrintable(Rune rune) => Rune.GetUnicodeCategory(rune) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);
}
