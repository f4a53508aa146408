namespace RedshiftIntegration.Testing.Aws.S3;

/// <summary>A page of a listing: items, the prefixes that stand for many, and where the next page begins (null at the end).</summary>
internal sealed record KeyPage<T>(IReadOnlyList<T> Items, IReadOnlyList<string> Prefixes, string? Next);

internal static class KeyPage
{
    public static KeyPage<T> Of<T>(IEnumerable<KeyValuePair<string, T>> sorted, string prefix, string delimiter, string after, int limit)
    {
        List<T> items = [];
        List<string> prefixes = [];
        string last = after;
        foreach ((string key, T item) in sorted)
        {
            if (!key.StartsWith(prefix, StringComparison.Ordinal))
            {
                continue;
            }

            int cut = delimiter.Length == 0 ? -1 : key.IndexOf(delimiter, prefix.Length, StringComparison.Ordinal);
            string shown = cut < 0 ? key : key[..(cut + delimiter.Length)];
            if (KeyOrder.Instance.Compare(shown, last) <= 0)
            {
                continue;
            }

            if (items.Count + prefixes.Count == limit)
            {
                return new KeyPage<T>(items, prefixes, limit == 0 ? null : last);
            }

            last = shown;
            if (cut < 0)
            {
                items.Add(item);
            }
            else
            {
                prefixes.Add(shown);
            }
        }

        return new KeyPage<T>(items, prefixes, Next: null);
    }
}
