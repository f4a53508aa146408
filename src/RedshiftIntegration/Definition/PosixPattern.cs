namespace RedshiftIntegration.Definition;

/// <summary>
/// The patterns that Redshift's operator ~ takes (AWS: pattern-matching-conditions-posix): POSIX with a few escapes of Perl, no look-around, no lazy quantifiers, no
/// back-references. What it does not take would only be refused in the load.
/// </summary>
internal static class PosixPattern
{
    private const int MaxRepeats = 255;
    private const string Escapes = "dDwWsS";

    private static readonly string[] Classes = ["alnum", "alpha", "blank", "cntrl", "digit", "graph", "lower", "print", "punct", "space", "upper", "xdigit"];

    /// <summary>What is wrong with it, as the end of a sentence; null if nothing is.</summary>
    public static string? Fault(string pattern)
    {
        if (pattern.Length == 0)
        {
            return "is empty, so it matches anything";
        }

        int depth = 0;
        bool hasAtom = false;
        for (int i = 0; i < pattern.Length;)
        {
            (string? fault, int next, bool atom) = pattern[i] switch
            {
                '\0' => ("holds a zero byte", i, false),
                '\\' => Escape(pattern, i),
                '[' => Bracket(pattern, i),
                '(' => pattern.AsSpan(i).StartsWith("(?") ? ("has a group that begins with (?, which Redshift does not take", i, false) : (null, i + 1, false),
                ')' => (depth == 0 ? "closes a parenthesis that it did not open" : null, i + 1, true),
                '*' or '+' or '?' or '{' => Quantifier(pattern, i, hasAtom),
                '|' or '^' => (null, i + 1, false),
                '}' => ("has a } that closes nothing: write \\}", i, false),
                _ => (null, i + 1, true),
            };
            if (fault is not null)
            {
                return fault;
            }

            depth += pattern[i] switch { '(' => 1, ')' => -1, _ => 0 };
            hasAtom = atom;
            i = next;
        }

        return depth == 0 ? null : "does not close a parenthesis";
    }

    private static (string? Fault, int Next, bool IsAtom) Escape(string pattern, int at)
    {
        if (at + 1 == pattern.Length)
        {
            return ("ends with a backslash", at, false);
        }

        char c = pattern[at + 1];
        return char.IsAsciiDigit(c) ? ($"refers back to group \\{c}, which Redshift does not take", at, false)
            : char.IsAsciiLetter(c) && !Escapes.Contains(c, StringComparison.Ordinal) ? ($"has the escape \\{c}; of letters Redshift takes \\d \\D \\w \\W \\s \\S", at, false)
            : (null, at + 2, true);
    }

    private static (string? Fault, int Next, bool IsAtom) Bracket(string pattern, int at)
    {
        int i = at + 1;
        i += i < pattern.Length && pattern[i] == '^' ? 1 : 0;
        for (int first = i; i < pattern.Length; i++)
        {
            if (pattern[i] == ']' && i > first)
            {
                return (null, i + 1, true);
            }

            if (pattern[i] == '\\')
            {
                i++;
            }
            else if (pattern.AsSpan(i).StartsWith("[:"))
            {
                int end = pattern.IndexOf(":]", i + 2, StringComparison.Ordinal);
                if (end < 0 || !Classes.Contains(pattern[(i + 2)..end], StringComparer.Ordinal))
                {
                    return ($"has a character class that is none of [:{string.Join(":], [:", Classes)}:]", at, false);
                }

                i = end + 1;
            }
            else if (pattern.AsSpan(i).StartsWith("[.") || pattern.AsSpan(i).StartsWith("[="))
            {
                return ("has a collating element, which Redshift does not take", at, false);
            }
        }

        return ("does not close a bracket", at, false);
    }

    private static (string? Fault, int Next, bool IsAtom) Quantifier(string pattern, int at, bool hasAtom)
    {
        if (!hasAtom)
        {
            return (at > 0 && pattern[at - 1] is '*' or '+' or '?' or '}'
                ? $"has {pattern[at]} behind a quantifier (lazy or possessive), which Redshift does not take"
                : $"has {pattern[at]} with nothing before it to repeat", at, false);
        }

        if (pattern[at] != '{')
        {
            return (null, at + 1, false);
        }

        int end = pattern.IndexOf('}', at);
        string[] bounds = end < 0 ? [] : pattern[(at + 1)..end].Split(',');
        bool isGood = bounds.Length is 1 or 2
            && int.TryParse(bounds[0], System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out int low) && low <= MaxRepeats
            && (bounds.Length == 1 || bounds[1].Length == 0
                || (int.TryParse(bounds[1], System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out int high) && high >= low && high <= MaxRepeats));
        return isGood ? (null, end + 1, false) : ("repeats in another form than {m}, {m,} or {m,n}, with numbers up to 255", at, false);
    }
}
