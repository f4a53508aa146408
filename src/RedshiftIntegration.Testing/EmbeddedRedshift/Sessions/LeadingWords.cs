namespace RedshiftIntegration.Testing.Sessions;

/// <summary>The words that a statement begins with, its comments left out.</summary>
internal static class LeadingWords
{
    public static IEnumerable<string> Of(string text)
    {
        int at = 0;
        while (at < text.Length)
        {
            if (At(text, at, "--"))
            {
                int end = text.IndexOf('\n', at);
                at = end < 0 ? text.Length : end;
            }
            else if (At(text, at, "/*"))
            {
                int end = text.IndexOf("*/", at, StringComparison.Ordinal);
                at = end < 0 ? text.Length : end + 2;
            }
            else if (char.IsWhiteSpace(text[at]))
            {
                at++;
            }
            else if (char.IsLetter(text[at]))
            {
                int start = at;
                while (at < text.Length && (char.IsLetterOrDigit(text[at]) || text[at] == '_'))
                {
                    at++;
                }

                yield return text[start..at];
            }
            else
            {
                yield break;
            }
        }
    }

    private static bool At(string text, int at, string mark) => string.CompareOrdinal(text, at, mark, 0, mark.Length) == 0;
}
