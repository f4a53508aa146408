using RedshiftIntegration.Testing.Syntax;

namespace RedshiftIntegration.Testing.Statements;

/// <summary>WITH before SELECT, UPDATE, DELETE or INSERT's query: the word after its list tells which.</summary>
internal static class WithStatement
{
    public static Statement Parse(Parser parser, StatementHead head)
    {
        var distance = 1;
        for (var level = 0; parser.Peek(distance) is { Kind: not TokenKind.End } token && !token.Is(";"); distance++)
        {
            level += token.Is("(") ? 1 : token.Is(")") ? -1 : 0;
            if (level == 0 && (token.Is("UPDATE") || token.Is("DELETE")))
            {
                var with = parser.With();
                return token.Is("UPDATE") ? UpdateStatement.Parse(parser, head, with) : DeleteStatement.Parse(parser, head, with);
            }

            if (level == 0 && token.Is("SELECT"))
            {
                break;
            }
        }

        return QueryStatement.Parse(parser, head);
    }
}
