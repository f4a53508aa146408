using System.Text;

namespace RedshiftIntegration.Redshift;

/// <summary>Quotes identifiers. All are folded to lower case, as Redshift folds quoted ones too (AWS: r_names), and always quoted, so that no list of reserved words is needed.</summary>
internal static class RedshiftQuoter
{
    /// <summary>AWS: r_names. Redshift cuts longer names of tables and columns without a word; so they are refused here.</summary>
    internal const int MaxIdentifierBytes = 127;

    public static string Quote(string identifier)
    {
        ArgumentException.ThrowIfNullOrEmpty(identifier);
        if (identifier.Contains('\0', StringComparison.Ordinal))
        {
            throw new ArgumentException("A name can't hold a zero byte.", nameof(identifier));
        }

        string folded = identifier.ToLowerInvariant();
        if (Encoding.UTF8.GetByteCount(folded) > MaxIdentifierBytes)
        {
            throw new ArgumentException($"'{identifier}' is longer than {MaxIdentifierBytes} bytes; Redshift would cut it silently. Choose a shorter name.", nameof(identifier));
        }

        return $"\"{folded.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    public static string Quote(string schema, string name) => $"{Quote(schema)}.{Quote(name)}";

    /// <summary>Quoted names, separated by commas.</summary>
    public static string List(IEnumerable<string> identifiers) => string.Join(", ", identifiers.Select(Quote));
}
