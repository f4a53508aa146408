using System.Runtime.CompilerServices;

namespace RedshiftIntegration;

/// <summary>Compares a text as a whole with <c>Approved/&lt;Class&gt;.&lt;test&gt;.approved.txt</c> beside the test.</summary>
internal static class Approved
{
    /// <summary>On a difference writes <c>.received.txt</c> beside the approved file and fails with the first lines that differ.</summary>
    /// <param name="text">The text; line ends count as line feeds.</param>
    /// <param name="name">Several texts in one test need names of their own.</param>
    public static void Match(string text, string? name = null, [CallerFilePath] string file = "", [CallerMemberName] string member = "")
    {
        string folder = Path.Combine(Path.GetDirectoryName(file)!, "Approved");
        string stem = Path.Combine(folder, $"{Path.GetFileNameWithoutExtension(file)}.{name ?? member}");
        string approved = stem + ".approved.txt";
        string received = stem + ".received.txt";
        string actual = Normal(text);
        string? expected = File.Exists(approved) ? Normal(File.ReadAllText(approved)) : null;
        if (string.Equals(actual, expected, StringComparison.Ordinal))
        {
            File.Delete(received);
            return;
        }

        Directory.CreateDirectory(folder);
        File.WriteAllText(received, actual);
        Assert.Fail(expected is null
            ? $"Nothing is approved yet. Read {received} and rename it to {Path.GetFileName(approved)}.\n{actual}"
            : $"The text differs from {approved}; if the new one is right, rename {Path.GetFileName(received)} over it.\n{Difference(expected, actual)}");
    }

    private static string Normal(string text) => text.ReplaceLineEndings("\n").TrimEnd('\n') + "\n";

    private static string Difference(string expected, string actual)
    {
        string[] left = expected.Split('\n');
        string[] right = actual.Split('\n');
        return string.Join('\n', Enumerable.Range(0, Math.Max(left.Length, right.Length))
            .Where(i => !string.Equals(left.ElementAtOrDefault(i), right.ElementAtOrDefault(i), StringComparison.Ordinal))
            .Take(20)
            .Select(i => $"line {i + 1}\n  approved: {left.ElementAtOrDefault(i)}\n  received: {right.ElementAtOrDefault(i)}"));
    }
}
