using System.Text;

namespace RedshiftIntegration.Sources.MySql;

/// <summary>How many bytes of UTF-8 a text column can need.</summary>
internal static class MySqlText
{
    private static readonly HashSet<string> FourBytes = new(["utf8mb4", "utf16", "utf16le", "utf32", "gb18030"], StringComparer.OrdinalIgnoreCase);
    private static readonly HashSet<string> NoGrowth = new(["utf8mb4", "utf8mb3", "utf8", "utf32", "ascii"], StringComparer.OrdinalIgnoreCase);

    private static readonly HashSet<string> HalfGrowth = new(
        ["ucs2", "utf16", "utf16le", "gbk", "gb18030", "gb2312", "big5", "euckr", "ujis", "eucjpms"], StringComparer.OrdinalIgnoreCase);

    /// <summary>Of one character of <paramref name="charset"/>. Also latin1 has characters of three: the euro sign.</summary>
    public static int BytesPerCharacter(string? charset) => charset switch
    {
        null => 4,
        "ascii" => 1,
        _ when FourBytes.Contains(charset) => 4,
        _ => 3,
    };

    /// <summary>Of a TEXT column, whose length counts bytes of its own character set.</summary>
    public static long GrownBytes(long bytes, string? charset) => charset switch
    {
        null => bytes,
        _ when NoGrowth.Contains(charset) => bytes,
        _ when HalfGrowth.Contains(charset) => (bytes * 3 / 2) + 1,
        _ => bytes * 3,
    };

    /// <summary>The labels of <c>enum('a','b')</c> and <c>set(...)</c>.</summary>
    public static IReadOnlyList<string> Labels(string columnType)
    {
        List<string> labels = [];
        StringBuilder label = new();
        bool isOpen = false;
        for (int i = columnType.IndexOf('(', StringComparison.Ordinal) + 1; i < columnType.Length; i++)
        {
            char c = columnType[i];
            if (c != '\'')
            {
                if (isOpen)
                {
                    label.Append(c);
                }
            }
            else if (isOpen && i + 1 < columnType.Length && columnType[i + 1] == '\'')
            {
                label.Append('\'');
                i++;
            }
            else
            {
                if (isOpen)
                {
                    labels.Add(label.ToString());
                    label.Clear();
                }

                isOpen = !isOpen;
            }
        }

        return labels;
    }
}
