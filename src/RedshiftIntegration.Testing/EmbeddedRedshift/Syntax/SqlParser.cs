using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using RedshiftIntegration.Testing.Engine;
using RedshiftIntegration.Testing.Statements;

namespace RedshiftIntegration.Testing.Syntax;

/// <summary>Reads a request: any number of statements with semicolons between them.</summary>
internal static partial class SqlParser
{
    /// <summary>AWS: c_redshift-sql.</summary>
    private const int MaximumLength = 16 * 1024 * 1024;

    /// <summary>The most that one character takes in UTF-8.</summary>
    private const int BytesOfCharacter = 3;

    /// <summary>The statements in order, none for a text of blanks and comments. Throws <see cref="SqlError"/> with a position in <paramref name="requestText"/>.</summary>
    public static ImmutableArray<Statement> Parse(string requestText)
    {
        if (requestText.Length > MaximumLength / BytesOfCharacter && Encoding.UTF8.GetByteCount(requestText) is > MaximumLength and var bytes)
        {
            throw new SqlError("54000", $"Statement is too large. Statement Size: {bytes} bytes. Maximum Allowed: {MaximumLength} bytes");
        }

        var parser = new Parser(requestText, Lexer.Run(requestText), 0);
        var statements = ImmutableArray.CreateBuilder<Statement>();
        var begin = 0;
        while (true)
        {
            while (parser.Is(";"))
            {
                begin = parser.Advance().End;
            }

            if (parser.AtEnd)
            {
                return statements.ToImmutable();
            }

            var first = parser.Current;
            var start = SkipWhite(requestText, begin);
            var step = StepComment().Match(requestText, start, first.Position - start);
            var head = new StatementHead(start, step.Success ? step.Groups["step"].Value : null);
            statements.Add(StatementRegistry.Parse(parser, head));
            if (!parser.AtEnd)
            {
                throw parser.Unexpected();
            }

            begin = parser.PreviousEnd;
        }
    }

    private static int SkipWhite(string text, int at)
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
        {
            at++;
        }

        return at;
    }

    [GeneratedRegex(@"/\*[^*]*\brsi\b[^*]*?\bstep=(?<step>[A-Za-z0-9_.:\-]+)[^*]*\*/", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex StepComment();
}
