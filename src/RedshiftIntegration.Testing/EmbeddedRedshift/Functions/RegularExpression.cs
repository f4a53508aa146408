using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using RedshiftIntegration.Testing.Engine;

namespace RedshiftIntegration.Testing.Functions;

/// <summary>Bodies of the REGEXP_ functions and of ~ and its kin: POSIX patterns, or Perl's with the parameter p.</summary>
internal static class RegularExpression
{
    private const int Remembered = 1000;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);
    private static readonly ConcurrentDictionary<(string Pattern, string Parameters), Regex> Known = new();

    public static bool Matches(string text, string pattern, string parameters) => Get(pattern, parameters).IsMatch(text);

    public static int Count(string text, string pattern, string options)
    {
        var (start, _, _, parameters) = Options(text, options);
        return start > text.Length ? 0 : Get(pattern, parameters).Count(text, start);
    }

    public static int Find(string text, string pattern, string options)
    {
        var (start, occurrence, option, parameters) = Options(text, options);
        var match = Occurrence(text, pattern, start, occurrence, parameters);
        return match is null ? 0 : Characters(text, option == 0 ? match.Index : match.Index + match.Length) + 1;
    }

    public static string? Extract(string text, string pattern, string options)
    {
        var (start, occurrence, _, parameters) = Options(text, options);
        return occurrence < 1 || occurrence > Math.Max(1, Characters(text, text.Length)) ? null : Occurrence(text, pattern, start, occurrence, parameters)?.Value ?? "";
    }

    public static string Replace(string text, string pattern, string replacement, string options)
    {
        if (replacement.AsSpan().IndexOfAny('$', '\\') is var mark and >= 0 && mark + 1 < replacement.Length && (char.IsAsciiDigit(replacement[mark + 1]) || replacement[mark + 1] is '&' or '{'))
        {
            throw EngineFunctions.Failure("0A000", "references in the replacement of REGEXP_REPLACE are not supported by EmbeddedRedshift");
        }

        var (start, _, _, parameters) = Options(text, options);
        return start > text.Length ? text : Get(pattern, parameters).Replace(text, _ => replacement, -1, start);
    }

    private static (int Start, int Occurrence, int Option, string Parameters) Options(string text, string options)
    {
        var parts = options.Split(',');
        int Number(int index) => int.Parse(parts[index], CultureInfo.InvariantCulture);
        return (Start(text, Number(0)), Number(1), Number(2), parts[3]);
    }

    private static Capture? Occurrence(string text, string pattern, int start, int occurrence, string parameters)
    {
        if (start > text.Length || occurrence < 1)
        {
            return null;
        }

        var match = Get(pattern, parameters).Match(text, start);
        for (var i = 1; i < occurrence && match.Success; i++)
        {
            match = match.NextMatch();
        }

        return !match.Success ? null : parameters.Contains('e', StringComparison.Ordinal) && match.Groups.Count > 1 ? match.Groups[1] : match;
    }

    /// <summary>The index in UTF-16 of a character's position from 1; beyond the text where there is none.</summary>
    private static int Start(string text, int position)
    {
        var index = 0;
        for (var i = 1; i < position; i++)
        {
            if (index >= text.Length)
            {
                return text.Length + 1;
            }

            index += char.IsHighSurrogate(text[index]) ? 2 : 1;
        }

        return position > 1 && index >= text.Length ? text.Length + 1 : index;
    }

    private static int Characters(string text, int end)
    {
        var count = 0;
        for (var i = 0; i < end; i++)
        {
            count += char.IsLowSurrogate(text[i]) ? 0 : 1;
        }

        return count;
    }

    private static Regex Get(string pattern, string parameters)
    {
        if (Known.Count > Remembered)
        {
            Known.Clear();
        }

        return Known.GetOrAdd((pattern, parameters), key => Compile(key.Pattern, key.Parameters));
    }

    private static Regex Compile(string pattern, string parameters)
    {
        var options = RegexOptions.CultureInvariant | (parameters.Contains('i', StringComparison.Ordinal) ? RegexOptions.IgnoreCase : RegexOptions.None);
        var isPerl = parameters.Contains('p', StringComparison.Ordinal);
        try
        {
            return new Regex(Translate(pattern), isPerl ? options : options | RegexOptions.NonBacktracking, Limit);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            throw EngineFunctions.Failure("2201B", $"invalid regular expression: \"{pattern}\"");
        }
    }

    /// <summary>POSIX's character classes and the ASCII meaning of \d, \w and \s, as .NET writes them.</summary>
    private static string Translate(string pattern)
    {
        var result = new StringBuilder(pattern.Length);
        var inBrackets = false;
        for (var i = 0; i < pattern.Length; i++)
        {
            var c = pattern[i];
            if (c == '\\' && i + 1 < pattern.Length)
            {
                result.Append(Escape(pattern[++i], inBrackets));
            }
            else if (inBrackets && c == '[' && i + 1 < pattern.Length && pattern[i + 1] == ':' && pattern.IndexOf(":]", i + 2, StringComparison.Ordinal) is var end and > 0)
            {
                result.Append(CharacterClass(pattern[(i + 2)..end]));
                i = end + 1;
            }
            else if (inBrackets)
            {
                inBrackets = c != ']' || result[^1] == '[' || (result[^1] == '^' && result[^2] == '[');
                result.Append(c is '[' ? "\\[" : inBrackets && c == ']' ? "\\]" : c.ToString());
            }
            else
            {
                inBrackets = c == '[';
                result.Append(c == '$' ? "\\z" : c.ToString());
            }
        }

        return result.ToString();
    }

    private static string Escape(char c, bool inBrackets)
    {
        var set = c switch { 'd' or 'D' => "0-9", 'w' or 'W' => "A-Za-z0-9_", 's' or 'S' => " \\t\\r\\n\\f\\v", _ => null };
        return set is null ? string.Create(CultureInfo.InvariantCulture, $"\\{c}")
            : char.IsLower(c) ? inBrackets ? set : $"[{set}]"
            : inBrackets ? string.Create(CultureInfo.InvariantCulture, $"\\{c}") : $"[^{set}]";
    }

    private static string CharacterClass(string name) => name switch
    {
        "alpha" => "A-Za-z",
        "digit" => "0-9",
        "alnum" => "A-Za-z0-9",
        "upper" => "A-Z",
        "lower" => "a-z",
        "space" => " \\t\\r\\n\\f\\v",
        "blank" => " \\t",
        "xdigit" => "0-9A-Fa-f",
        "cntrl" => "\\x00-\\x1f\\x7f",
        "print" => "\\x20-\\x7e",
        "graph" => "\\x21-\\x7e",
        "punct" => "!-/:-@\\[-`{-~",
        _ => throw new ArgumentException($"[:{name}:] is no character class.", nameof(name)),
    };
}
