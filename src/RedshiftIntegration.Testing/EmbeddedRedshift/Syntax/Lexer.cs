using System.Buffers;
using System.Text;
using RedshiftIntegration.Testing.Engine;

namespace RedshiftIntegration.Testing.Syntax;

/// <summary>Cuts a request's text into tokens by PostgreSQL 8.0's rules, with Redshift's folding of all names and backslash escapes in texts.</summary>
internal sealed class Lexer(string text)
{
    private const string OperatorCharacters = "+-*/<>=~!@#%^&|`?";
    private const int NameBytes = 127;

    private static readonly SearchValues<char> SignEnders = SearchValues.Create("~!@#%^&|`?");

    private readonly List<Token> tokens = [];
    private int at;

    public static List<Token> Run(string text) => new Lexer(text).Run();

    private List<Token> Run()
    {
        while (SkipBlanks())
        {
            tokens.Add(Next());
        }

        tokens.Add(new Token(TokenKind.End, "", text.Length, text.Length));
        return tokens;
    }

    private bool SkipBlanks()
    {
        while (at < text.Length)
        {
            if (char.IsWhiteSpace(text[at]))
            {
                at++;
            }
            else if (StartsWith("--"))
            {
                var end = text.IndexOf('\n', at);
                at = end < 0 ? text.Length : end + 1;
            }
            else if (StartsWith("/*"))
            {
                SkipComment();
            }
            else
            {
                return true;
            }
        }

        return false;
    }

    private void SkipComment()
    {
        var start = at;
        var depth = 0;
        do
        {
            if (StartsWith("/*"))
            {
                (depth, at) = (depth + 1, at + 2);
            }
            else if (StartsWith("*/"))
            {
                (depth, at) = (depth - 1, at + 2);
            }
            else
            {
                at++;
            }
        }
        while (depth > 0 && at < text.Length);
        if (depth > 0)
        {
            throw new SqlError("42601", "unterminated /* comment", start);
        }
    }

    private Token Next()
    {
        var c = text[at];
        if (c == '\'' || (c is 'E' or 'e' && at + 1 < text.Length && text[at + 1] == '\''))
        {
            return Text();
        }

        if (c == '"')
        {
            return QuotedName();
        }

        if (IsNameStart(c) || (c == '#' && NamesTemporaryTable()))
        {
            return Word();
        }

        if (char.IsAsciiDigit(c) || (c == '.' && at + 1 < text.Length && char.IsAsciiDigit(text[at + 1])))
        {
            return Number();
        }

        return c == '$' ? DollarText() ?? Parameter() : Operator();
    }

    private Token Text()
    {
        var start = at;
        at += text[at] == '\'' ? 1 : 2;
        var value = new StringBuilder();
        while (at < text.Length)
        {
            var c = text[at++];
            if (c == '\'')
            {
                if (at < text.Length && text[at] == '\'')
                {
                    at++;
                }
                else
                {
                    return new Token(TokenKind.Text, value.ToString(), start, at);
                }
            }
            else if (c == '\\' && at < text.Length)
            {
                c = Escape();
            }

            value.Append(c);
        }

        throw new SqlError("42601", "unterminated quoted string at or near \"'\"", start);
    }

    private char Escape()
    {
        var c = text[at++];
        if (c is >= '0' and <= '7')
        {
            var code = c - '0';
            for (var i = 0; i < 2 && at < text.Length && text[at] is >= '0' and <= '7'; i++)
            {
                code = (code * 8) + (text[at++] - '0');
            }

            return (char)code;
        }

        return c switch { 'n' => '\n', 't' => '\t', 'r' => '\r', 'b' => '\b', 'f' => '\f', _ => c };
    }

    private Token QuotedName()
    {
        var start = at++;
        var value = new StringBuilder();
        while (at < text.Length)
        {
            var c = text[at++];
            if (c != '"')
            {
                value.Append(c);
            }
            else if (at < text.Length && text[at] == '"')
            {
                value.Append('"');
                at++;
            }
            else
            {
                return value.Length == 0
                    ? throw new SqlError("42601", "zero-length delimited identifier at or near \"\"\"\"", start)
                    : new Token(TokenKind.QuotedName, Fold(value.ToString()), start, at);
            }
        }

        throw new SqlError("42601", "unterminated quoted identifier at or near \"\"\"", start);
    }

    private Token Word()
    {
        var start = at++;
        while (at < text.Length && (IsNameStart(text[at]) || char.IsAsciiDigit(text[at]) || text[at] == '$'))
        {
            at++;
        }

        var word = text[start..at];
        return new Token(TokenKind.Word, Fold(word), start, at) { Keyword = word.ToUpperInvariant() };
    }

    private Token Number()
    {
        var start = at;
        SkipDigits();
        if (at < text.Length && text[at] == '.' && !StartsWith(".."))
        {
            at++;
            SkipDigits();
        }

        if (at < text.Length && text[at] is 'e' or 'E')
        {
            var sign = at + 1 < text.Length && text[at + 1] is '+' or '-' ? 1 : 0;
            if (at + 1 + sign < text.Length && char.IsAsciiDigit(text[at + 1 + sign]))
            {
                at += 1 + sign;
                SkipDigits();
            }
        }

        // PostgreSQL 8.0 would read 1_000 as "1 AS _000"; nobody means that.
        return at < text.Length && IsNameStart(text[at])
            ? throw new SqlError("42601", $"syntax error at or near \"{Excerpt(at)}\"", at)
            : new Token(TokenKind.Number, text[start..at], start, at);
    }

    private void SkipDigits()
    {
        while (at < text.Length && char.IsAsciiDigit(text[at]))
        {
            at++;
        }
    }

    /// <summary>$$ ... $$ or $tag$ ... $tag$: nothing is escaped in it. Null where no such text begins.</summary>
    private Token? DollarText()
    {
        var start = at;
        var open = at + 1;
        while (open < text.Length && (IsNameStart(text[open]) || (open > at + 1 && char.IsAsciiDigit(text[open]))))
        {
            open++;
        }

        if (open == text.Length || text[open] != '$')
        {
            return null;
        }

        var tag = text[at..(open + 1)];
        var end = text.IndexOf(tag, open + 1, StringComparison.Ordinal);
        if (end < 0)
        {
            throw new SqlError("42601", $"unterminated dollar-quoted string at or near \"{tag}\"", start);
        }

        at = end + tag.Length;
        return new Token(TokenKind.Text, text[(open + 1)..end], start, at);
    }

    private Token Parameter()
    {
        var start = at++;
        SkipDigits();
        return at == start + 1
            ? throw new SqlError("42601", "syntax error at or near \"$\"", start)
            : new Token(TokenKind.Parameter, text[(start + 1)..at], start, at);
    }

    private Token Operator()
    {
        var start = at;
        if (StartsWith("::"))
        {
            at += 2;
        }
        else if (!OperatorCharacters.Contains(text[at], StringComparison.Ordinal))
        {
            at++;
            if (!"(),;.[]:{}".Contains(text[start], StringComparison.Ordinal))
            {
                throw new SqlError("42601", $"syntax error at or near \"{text[start]}\"", start);
            }
        }
        else
        {
            ScanOperator(start);
        }

        return new Token(TokenKind.Operator, text[start..at], start, at);
    }

    /// <summary>As PostgreSQL: the longest run, but a comment ends it, and a trailing + or - belongs to it only beside ~ ! @ # % ^ &amp; | ` ?.</summary>
    private void ScanOperator(int start)
    {
        while (at < text.Length && OperatorCharacters.Contains(text[at], StringComparison.Ordinal) && !StartsWith("--") && !StartsWith("/*"))
        {
            at++;
        }

        while (at > start + 1 && text[at - 1] is '+' or '-' && text.AsSpan(start, at - start).IndexOfAny(SignEnders) < 0)
        {
            at--;
        }
    }

    private bool NamesTemporaryTable() =>
        at + 1 < text.Length && IsNameStart(text[at + 1]) && tokens.Count > 0
        && (tokens[^1].Is(",")
            || tokens[^1].Keyword is "TABLE" or "FROM" or "JOIN" or "INTO" or "UPDATE" or "DELETE" or "USING" or "EXISTS" or "TRUNCATE" or "COPY" or "LOCK" or "ANALYZE" or "VACUUM" or "LIKE" or "TO");

    private bool StartsWith(string value) => string.CompareOrdinal(text, at, value, 0, value.Length) == 0;

    /// <summary>One word and no more: what follows may be a password.</summary>
    private string Excerpt(int start)
    {
        var end = start;
        while (end < text.Length && (IsNameStart(text[end]) || char.IsAsciiDigit(text[end])))
        {
            end++;
        }

        return text[start..Math.Max(end, Math.Min(start + 1, text.Length))];
    }

    private static bool IsNameStart(char c) => char.IsAsciiLetter(c) || c == '_' || c >= 128;

    /// <summary>AWS: r_names. All names fold to lower case, quoted ones too, and are cut to 127 bytes.</summary>
    private static string Fold(string name) => EngineFunctions.Cut(name.ToLowerInvariant(), NameBytes);
}
