namespace RedshiftIntegration.Types;

/// <summary>Finds what a mistyped name may have meant.</summary>
internal static class NearNames
{
    private const int Shown = 3;

    /// <summary>For example <c> (near: order_id, order_no)</c>; empty if nothing is near.</summary>
    public static string Hint(string name, IEnumerable<string> known)
    {
        string loose = Identifier.Loose(name);
        int allowed = Math.Max(1, loose.Length / 3);
        string[] near = [.. known
            .Distinct(StringComparer.Ordinal)
            .Select(k => (Name: k, Distance: Distance(loose, Identifier.Loose(k))))
            .Where(k => k.Distance <= allowed)
            .OrderBy(k => k.Distance)
            .ThenBy(k => k.Name, StringComparer.Ordinal)
            .Take(Shown)
            .Select(k => k.Name)];
        return near.Length == 0 ? string.Empty : $" (near: {string.Join(", ", near)})";
    }

    /// <summary>Levenshtein's distance.</summary>
    private static int Distance(string left, string right)
    {
        int[] row = [.. Enumerable.Range(0, right.Length + 1)];
        for (int i = 1; i <= left.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= right.Length; j++)
            {
                int above = row[j];
                row[j] = Math.Min(Math.Min(above, row[j - 1]) + 1, diagonal + (left[i - 1] == right[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[right.Length];
    }
}
