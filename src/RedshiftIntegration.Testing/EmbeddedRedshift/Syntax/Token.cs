namespace RedshiftIntegration.Testing.Syntax;

internal enum TokenKind { Word, QuotedName, Number, Text, Parameter, Operator, End }

/// <summary>One token. <see cref="Value"/> is folded for words and names, unescaped for texts, the digits for parameters.</summary>
internal readonly record struct Token(TokenKind Kind, string Value, int Position, int End)
{
    /// <summary>The upper-case keyword that a word may be; empty for all other tokens.</summary>
    public string Keyword { get; init; } = "";

    public bool Is(string keywordOrOperator) => Kind switch
    {
        TokenKind.Word => string.Equals(Keyword, keywordOrOperator, StringComparison.Ordinal),
        TokenKind.Operator => string.Equals(Value, keywordOrOperator, StringComparison.Ordinal),
        _ => false,
    };
}
