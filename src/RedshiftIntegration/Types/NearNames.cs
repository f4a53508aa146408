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

    /// <summary>Levenshtein's distance, two swapped neighbours counting as one change (optimal string alignment).</summary>
    private static int Distance(string left, string right)
    {
        int[,] changes = new int[left.Length + 1, right.Length + 1];
        for (int i = 0; i <= left.Length; i++)
        {
            for (int j = 0; j <= right.Length; j++)
            {
                changes[i, j] = i == 0 || j == 0
                    ? i + j
                    : Math.Min(Math.Min(changes[i - 1, j], changes[i, j - 1]) + 1, changes[i - 1, j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                {
                    changes[i, j] = Math.Min(changes[i, j], changes[i - 2, j - 2] + 1);
                }
            }
        }

        return changes[left.Length, right.Length];
    }
}
