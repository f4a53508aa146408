namespace RedshiftIntegration.Definition.Sources;

/// <summary>
/// Lexes SQL that a definition brings along, so that it can stand in parentheses inside a statement of ours:
/// quotes and parentheses balance, nothing ends the statement, nothing hides the rest of it.
/// </summary>
internal static class SqlText
{
    /// <summary>Null, or what is wrong as the end of a sentence.</summary>
    public static string? Fault(string sql, bool isMySql)
    {
        if (string.IsNullOrWhiteSpace(sql))
        {
            return "is empty";
        }

        int depth = 0;
        for (int i = 0; i < sql.Length; i++)
        {
            char c = sql[i];
            char next = i + 1 < sql.Length ? sql[i + 1] : '\0';
            switch (c)
            {
                case '\'' or '"' or '`':
                    string? fault = Quoted(sql, ref i, isMySql && c != '`', isMySql);
                    if (fault is not null)
                    {
                        return fault;
                    }

                    break;
                case '(':
                    depth++;
                    break;
                case ')' when --depth < 0:
                    return "closes a parenthesis that it did not open";
                case ';':
                    return "has a semicolon";
                case '-' when next == '-':
                case '/' when next == '*':
                case '#' when isMySql:
                    return "has a comment";
                case '$' when !isMySql && OpensDollarQuote(sql, i):
                    return "has a dollar-quoted string";
                case '\0':
                    return "has a zero character";
            }
        }

        return depth > 0 ? "leaves a parenthesis open" : null;
    }

    public static bool IsSelect(string sql)
    {
        ReadOnlySpan<char> text = sql.AsSpan().TrimStart();
        int end = 0;
        while (end < text.Length && char.IsAsciiLetter(text[end]))
        {
            end++;
        }

        return text[..end].Equals("SELECT", StringComparison.OrdinalIgnoreCase) || text[..end].Equals("WITH", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>
    /// Moves to the closing quote. A backslash escapes in MySQL's strings and in PostgreSQL's E'' strings alone,
    /// so elsewhere one before a quote is refused: two databases would end the string at two places.
    /// </summary>
    private static string? Quoted(string sql, ref int i, bool backslashEscapes, bool isMySql)
    {
        char quote = sql[i];
        for (i++; i < sql.Length; i++)
        {
            char c = sql[i];
            if (c == PredicateText.Mark)
            {
                return "has a hole inside quotes, where it would be text and no parameter";
            }

            if (c == '\\' && backslashEscapes)
            {
                i++;
            }
            else if (c == '\\' && !isMySql && i + 1 < sql.Length && sql[i + 1] == quote)
            {
                return "has a backslash before a quote, which databases read differently; double the quote instead";
            }
            else if (c == quote)
            {
                if (i + 1 >= sql.Length || sql[i + 1] != quote)
                {
                    return null;
                }

                i++;
            }
        }

        return "leaves a quote open";
    }

    private static bool OpensDollarQuote(string sql, int at)
    {
        int i = at + 1;
        while (i < sql.Length && (char.IsLetterOrDigit(sql[i]) || sql[i] == '_'))
        {
            i++;
        }

        return i < sql.Length && sql[i] == '$' && (i == at + 1 || !char.IsDigit(sql[at + 1]));
    }
}
