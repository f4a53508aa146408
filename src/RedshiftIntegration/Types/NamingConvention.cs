using System.Text;

namespace RedshiftIntegration.Types;

/// <summary>Names of target columns where the definition gives none: snake_case.</summary>
internal static class NamingConvention
{
    /// <summary><c>OrderId</c> → <c>order_id</c>, <c>URLPath</c> → <c>url_path</c>, <c>Total2</c> → <c>total2</c>, <c>INVOICE_NO</c> → <c>invoice_no</c>, <c>unit price</c> → <c>unit_price</c>.</summary>
    public static string ColumnFor(string name)
    {
        StringBuilder text = new(name.Length + 8);
        for (int i = 0; i < name.Length; i++)
        {
            char c = name[i];
            if (!char.IsLetterOrDigit(c) && !char.IsSurrogate(c) && char.GetUnicodeCategory(c) is not (System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.SpacingCombiningMark))
            {
                text.Append('_');
                continue;
            }

            if (StartsWord(name, i))
            {
                text.Append('_');
            }

            text.Append(char.ToLowerInvariant(c));
        }

        return text.ToString();
    }

    /// <summary>A word starts at an upper-case letter after a lower-case one or a digit, and at the last of several upper-case letters before a lower-case one.</summary>
    private static bool StartsWord(string name, int i)
    {
        if (i == 0 || !char.IsUpper(name[i]))
        {
            return false;
        }

        char before = name[i - 1];
        return char.IsLower(before) || char.IsDigit(before) || (char.IsUpper(before) && i + 1 < name.Length && char.IsLower(name[i + 1]));
    }
}
