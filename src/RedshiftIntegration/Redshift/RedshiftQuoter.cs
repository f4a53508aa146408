using RedshiftIntegration.Types;

namespace RedshiftIntegration.Redshift;

/// <summary>Quotes identifiers. All are folded to lower case, as Redshift folds quoted ones too (AWS: r_names), and always quoted, so that no list of reserved words is needed.</summary>
internal static class RedshiftQuoter
{
    public static string Quote(string identifier)
    {
        ArgumentException.ThrowIfNullOrEmpty(identifier);
        if (identifier.Contains('\0', StringComparison.Ordinal))
        {
            throw new ArgumentException("A name can't hold a zero byte.", nameof(identifier));
        }

        string folded = identifier.ToLowerInvariant();
        if (Identifier.Bytes(folded) > Identifier.MaxBytes)
        {
            throw new ArgumentException($"'{identifier}' is longer than {Identifier.MaxBytes} bytes; Redshift would cut it silently. Choose a shorter name.", nameof(identifier));
        }

        return $"\"{folded.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    public static string Quote(string schema, string name) => $"{Quote(schema)}.{Quote(name)}";

    /// <summary>Quoted names, separated by commas.</summary>
    public static string List(IEnumerable<string> identifiers) => string.Join(", ", identifiers.Select(Quote));
}
