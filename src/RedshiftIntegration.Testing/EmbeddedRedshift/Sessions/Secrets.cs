using RedshiftIntegration.Testing.Engine;
using RedshiftIntegration.Testing.Syntax;

namespace RedshiftIntegration.Testing.Sessions;

/// <summary>Statements are kept for history views and tests, as Redshift keeps them: with *** for passwords and keys.</summary>
internal static class Secrets
{
    private static readonly string[] Words = ["PASSWORD", "CREDENTIALS", "ACCESS_KEY_ID", "SECRET_ACCESS_KEY", "SESSION_TOKEN", "MASTER_SYMMETRIC_KEY"];

    public static string Mask(string text)
    {
        if (!Array.Exists(Words, w => text.Contains(w, StringComparison.OrdinalIgnoreCase)))
        {
            return text;
        }

        List<Token> tokens = Tokens(text);
        for (int i = tokens.Count - 1; i > 0; i--)
        {
            if (tokens[i].Kind == TokenKind.Text && IsSecret(tokens, i))
            {
                text = string.Concat(text.AsSpan(0, tokens[i].Position), "'***'", text.AsSpan(tokens[i].End));
            }
        }

        return text;
    }

    private static bool IsSecret(List<Token> tokens, int index)
    {
        Token before = tokens[index - 1];
        if ((before.Is("AS") || before.Is("=")) && index > 1)
        {
            before = tokens[index - 2];
        }

        return Array.Exists(Words, before.Is);
    }

    private static List<Token> Tokens(string text)
    {
        try
        {
            return Lexer.Run(text);
        }
        catch (SqlError)
        {
            return [];
        }
    }
}
