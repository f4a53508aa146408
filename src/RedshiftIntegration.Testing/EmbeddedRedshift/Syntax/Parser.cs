using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using RedshiftIntegration.Testing.Engine;
using RedshiftIntegration.Testing.Wire;

namespace RedshiftIntegration.Testing.Syntax;

/// <summary>What all statements share: tokens, names, lists, expressions, types, queries. Statements' own files do the rest.</summary>
internal sealed partial class Parser(string text, List<Token> tokens, int start)
{
    private const int MaximumDepth = 250;

    private int at = start;
    private int depth;
    private bool hidesTexts;

    public string Source => text;

    public Token Current => tokens[at];

    /// <summary>Index of the current token.</summary>
    public int Index => at;

    public Token Peek(int distance = 1) => tokens[Math.Min(at + distance, tokens.Count - 1)];

    public bool AtEnd => Current.Kind == TokenKind.End || Current.Is(";");

    /// <summary>End of the token before the current one, in characters.</summary>
    public int PreviousEnd => at == 0 ? 0 : tokens[at - 1].End;

    public Token Advance() => tokens[at].Kind == TokenKind.End ? tokens[at] : tokens[at++];

    public bool Is(string keywordOrOperator) => Current.Is(keywordOrOperator);

    public bool Is(string first, string second) => Current.Is(first) && Peek().Is(second);

    /// <summary>Whether the coming words are these, separated by blanks.</summary>
    public bool IsWords(string words)
    {
        var distance = 0;
        foreach (var word in words.Split(' '))
        {
            if (!Peek(distance++).Is(word))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Takes the words if they come.</summary>
    public bool Take(string words)
    {
        if (!IsWords(words))
        {
            return false;
        }

        at += words.Count(c => c == ' ') + 1;
        return true;
    }

    public void Expect(string words)
    {
        foreach (var word in words.Split(' '))
        {
            if (!Take(word))
            {
                throw Unexpected();
            }
        }
    }

    /// <summary>PostgreSQL's syntax error at the current token.</summary>
    public SqlError Unexpected() => Unexpected(Current);

    public SqlError Unexpected(Token token) => token.Kind == TokenKind.End
        ? new SqlError("42601", "syntax error at end of input", token.Position)
        : hidesTexts && token.Kind is TokenKind.Text or TokenKind.QuotedName ? new SqlError("42601", "syntax error at or near \"'***'\"", token.Position)
        : new SqlError("42601", $"syntax error at or near \"{text[token.Position..token.End]}\"", token.Position);

    /// <summary>From here on no error shows a text of the statement: it may be a password.</summary>
    public void HideTexts() => hidesTexts = true;

    public SqlError NotSupported(string what) => SqlError.NotSupported(what, Current.Position);

    public bool IsName => Current.Kind == TokenKind.QuotedName || (Current.Kind == TokenKind.Word && !ReservedWords.Contains(Current.Keyword));

    public string Name() => IsName ? Advance().Value : throw Unexpected();

    /// <summary>After a dot or AS any word is a name.</summary>
    public string Label() => Current.Kind is TokenKind.Word or TokenKind.QuotedName ? Advance().Value : throw Unexpected();

    public ObjectName ObjectName()
    {
        var position = Current.Position;
        var first = Name();
        if (!Take("."))
        {
            return new ObjectName(null, first, position);
        }

        var second = Label();
        if (!Take("."))
        {
            return new ObjectName(first, second, position);
        }

        return InDatabase(first, second, Label(), position);
    }

    /// <summary>database.schema.name: the server has one database; dbt and others write its name.</summary>
    private static ObjectName InDatabase(string database, string schema, string name, int position) => database == Account.Database
        ? new ObjectName(schema, name, position)
        : throw new SqlError("0A000", $"cross-database references are not supported by EmbeddedRedshift: \"{database}.{schema}.{name}\"", position);

    public ImmutableArray<string> NameList()
    {
        Expect("(");
        var names = Separated(Name);
        Expect(")");
        return names;
    }

    public ImmutableArray<T> Separated<T>(Func<T> item)
    {
        var items = ImmutableArray.CreateBuilder<T>();
        do
        {
            items.Add(item());
        }
        while (Take(","));
        return items.ToImmutable();
    }

    public string TextValue() => Current.Kind == TokenKind.Text ? Advance().Value : throw Unexpected();

    public int SmallNumber()
    {
        var token = Current;
        if (token.Kind != TokenKind.Number)
        {
            throw Unexpected();
        }

        Advance();
        return int.TryParse(token.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : throw Unexpected(token);
    }

    public long SignedNumber()
    {
        var negative = Take("-");
        var token = Current;
        if (token.Kind != TokenKind.Number || !long.TryParse(token.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var value))
        {
            throw Unexpected();
        }

        Advance();
        return negative ? -value : value;
    }

    /// <summary>The statement's text from its first character to the last token taken.</summary>
    public string TextFrom(int position) => text[position..PreviousEnd];

    /// <summary>CASCADE; RESTRICT is the rule without it.</summary>
    public bool TakeCascade() => Take("CASCADE") || (Take("RESTRICT") && false);

    /// <summary>The same with stars for its secrets: history views and logs show it.</summary>
    public string TextWithout(IEnumerable<Token> secrets, int position)
    {
        var shown = new StringBuilder(TextFrom(position));
        foreach (var secret in secrets.OrderByDescending(s => s.Position))
        {
            shown.Remove(secret.Position - position, secret.End - secret.Position).Insert(secret.Position - position, "'***'");
        }

        return shown.ToString();
    }

    public bool TakeIfExists() => Take("IF EXISTS");

    public bool TakeIfNotExists() => Take("IF NOT EXISTS");

    private void Enter()
    {
        if (++depth > MaximumDepth)
        {
            throw new SqlError("54001", "stack depth limit exceeded: the statement is nested too deeply", Current.Position);
        }
    }

    private void Leave() => depth--;
}
