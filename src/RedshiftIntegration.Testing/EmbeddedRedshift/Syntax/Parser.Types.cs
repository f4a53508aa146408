using RedshiftIntegration.Testing.Engine;

namespace RedshiftIntegration.Testing.Syntax;

internal sealed partial class Parser
{
    public TypeSyntax Type()
    {
        var position = Current.Position;
        var catalogue = false;
        if (Current.Is("PG_CATALOG") && Peek().Is("."))
        {
            catalogue = true;
            at += 2;
        }

        var name = TypeWords();
        int? first = null;
        int? second = null;
        var max = false;
        if (Take("("))
        {
            max = Take("MAX");
            if (!max)
            {
                first = SmallNumber();
                second = Take(",") ? SmallNumber() : null;
            }

            Expect(")");
        }

        if (name is "timestamp" or "time")
        {
            name = Take("WITH TIME ZONE") ? name + "tz" : name;
            Take("WITHOUT TIME ZONE");
        }

        var array = false;
        while (Is("["))
        {
            Advance();
            if (!Is("]"))
            {
                SmallNumber();
            }

            Expect("]");
            array = true;
        }

        return new TypeSyntax(name, first, second, max, array, position) { Catalogue = catalogue };
    }

    private string TypeWords()
    {
        if (Take("DOUBLE PRECISION"))
        {
            return "double precision";
        }

        if (Take("CHARACTER VARYING") || Take("CHAR VARYING"))
        {
            return "varchar";
        }

        if (Take("BINARY VARYING"))
        {
            return "varbyte";
        }

        if (Is("INTERVAL") && Peek() is { Keyword: "YEAR" or "MONTH" or "DAY" or "HOUR" or "MINUTE" or "SECOND" })
        {
            throw SqlError.NotSupported("the type INTERVAL of a qualifier", Current.Position);
        }

        if (Current.Kind == TokenKind.QuotedName)
        {
            return Advance().Value;
        }

        return Current.Kind == TokenKind.Word && (Is("TIMESTAMP") || Is("OID") || Is("INTERVAL") || !ReservedWords.Contains(Current.Keyword)) ? Advance().Value : throw Unexpected();
    }
}
