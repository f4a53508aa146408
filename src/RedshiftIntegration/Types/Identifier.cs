using System.Text;

namespace RedshiftIntegration.Types;

/// <summary>Names of schemas, tables and columns as Redshift takes them.</summary>
internal static class Identifier
{
    /// <summary>Redshift cuts longer names silently (AWS: r_names), so they are refused.</summary>
    public const int MaxBytes = 127;

    /// <summary>Redshift folds names to lower case, quoted ones too.</summary>
    public static string Fold(string name) => name.Trim().ToLowerInvariant();

    public static int Bytes(string name) => Encoding.UTF8.GetByteCount(name);

    /// <summary>What is wrong with a name, as the end of a sentence; null if nothing is.</summary>
    public static string? Fault(string name)
    {
        if (string.IsNullOrWhiteSpace(name))
        {
            return "is empty";
        }

        if (name.Any(char.IsControl))
        {
            return "has a control character";
        }

        if (name.Contains('\uFFFD', StringComparison.Ordinal) || HasLoneSurrogate(name))
        {
            return "has a character that is no Unicode text";
        }

        int bytes = Bytes(name);
        return bytes > MaxBytes ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"has {bytes} bytes of UTF-8, Redshift keeps {MaxBytes}") : null;
    }

    /// <summary>Whether two names are one without regard to case and underscores: how a property finds its column.</summary>
    public static bool LooselyEquals(string left, string right) =>
        string.Equals(Loose(left), Loose(right), StringComparison.Ordinal);

    public static string Loose(string name) => name.Replace("_", string.Empty, StringComparison.Ordinal).ToLowerInvariant();

    private static bool HasLoneSurrogate(string name)
    {
        for (int i = 0; i < name.Length; i++)
        {
            if (char.IsHighSurrogate(name[i]) && i + 1 < name.Length && char.IsLowSurrogate(name[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(name[i]))
            {
                return true;
            }
        }

        return false;
    }
}
