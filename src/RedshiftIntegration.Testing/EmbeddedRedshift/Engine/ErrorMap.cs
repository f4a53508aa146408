using System.Text.RegularExpressions;
using DuckDB.NET.Data;

namespace RedshiftIntegration.Testing.Engine;

/// <summary>Turns what DuckDB throws into the error that Redshift would send.</summary>
internal static partial class ErrorMap
{
    public static SqlError Translate(DuckDBException exception)
    {
        var message = exception.Message;
        if (Own(message) is { } own)
        {
            return own;
        }

        var text = message.Split('\n')[0];
        if (text.Contains("Out of Range Error", StringComparison.Ordinal) || IsRange(text) || NumberTooLarge().IsMatch(text))
        {
            return new SqlError("22003", "Numeric data overflow (result precision)");
        }

        if (text.Contains("Conversion Error", StringComparison.Ordinal))
        {
            return Conversion(text);
        }

        var zone = UnknownZone().Match(text);
        if (zone.Success)
        {
            return new SqlError("22023", $"time zone \"{zone.Groups["zone"].Value}\" not recognized");
        }

        if (text.Contains("must appear in the GROUP BY clause", StringComparison.Ordinal))
        {
            return new SqlError("42803", $"{(Quoted().Match(text) is { Success: true } column ? $"column \"{column.Groups["text"].Value}\"" : "a column")} must appear in the GROUP BY clause or be used in an aggregate function");
        }

        // An aggregate of a subquery whose argument is the outer statement's column belongs to that statement (SQL:2003, 6.9).
        if (text.Contains("aggregate functions are not allowed in", StringComparison.Ordinal))
        {
            return new SqlError("42803", "aggregates not allowed here: the argument is a column of the enclosing statement");
        }

        if (text.Contains("more than one row", StringComparison.OrdinalIgnoreCase))
        {
            return new SqlError("21000", "more than one row returned by a subquery used as an expression");
        }

        if (text.Contains("TransactionContext Error", StringComparison.Ordinal) && text.Contains("onflict", StringComparison.Ordinal))
        {
            return new SqlError("XX000", "1023", detail: "Serializable isolation violation");
        }

        if (OfFunction(text) is { } error)
        {
            return error;
        }

        return new SqlError("XX000", $"EmbeddedRedshift's engine refused the statement: {text}");
    }

    /// <summary>The error that one of our own functions raised; null where the text is DuckDB's.</summary>
    public static SqlError? Own(string message) =>
        OwnError().Match(message) is { Success: true } own ? new SqlError(own.Groups["state"].Value, own.Groups["message"].Value) : null;

    /// <summary>What single functions and operators refuse.</summary>
    private static SqlError? OfFunction(string text) =>
        text.Contains("is undefined outside [-1,1]", StringComparison.Ordinal) ? new SqlError("22003", "input is out of range")
        : text.Contains("ntile must be greater than zero", StringComparison.Ordinal) ? new SqlError("22014", "argument of ntile must be greater than zero")
        : text.Contains("Like pattern must not end with escape character", StringComparison.Ordinal) ? new SqlError("22025", "LIKE pattern must not end with escape character")
        : BrokenPattern().Match(text) is { Success: true } broken ? new SqlError("2201B", $"invalid regular expression: {WhatIsBroken(broken.Value)}")
        : null;

    private static bool IsRange(string text) =>
        text.Contains("Conversion Error", StringComparison.Ordinal)
        && (text.Contains("out of range for the destination", StringComparison.Ordinal)
            || text.Contains("can't be cast because the value", StringComparison.Ordinal)
            || text.Contains("Could not cast value", StringComparison.Ordinal)
            || text.Contains("Failed to cast decimal value", StringComparison.Ordinal)
            || (text.Contains("Casting value", StringComparison.Ordinal) && text.Contains("value is out of range", StringComparison.Ordinal))
            || (text.Contains("to DECIMAL", StringComparison.Ordinal) && text.Contains("does not fit", StringComparison.Ordinal)));

    private static SqlError Conversion(string text)
    {
        var value = Quoted().Match(text) is { Success: true } quoted ? $": \"{quoted.Groups["text"].Value}\"" : "";
        if (text.Contains("timestamp", StringComparison.OrdinalIgnoreCase) || text.Contains("date", StringComparison.OrdinalIgnoreCase))
        {
            return text.Contains("out of range", StringComparison.Ordinal)
                ? new SqlError("22008", $"date/time field value out of range{value}")
                : new SqlError("22007", $"invalid input syntax for a date or time{value}");
        }

        return new SqlError("22P02", $"invalid input syntax{value}");
    }

    /// <summary>PostgreSQL's words for RE2's.</summary>
    private static string WhatIsBroken(string complaint) => complaint switch
    {
        "missing )" or "unexpected )" => "parentheses () not balanced",
        "missing ]" => "brackets [] not balanced",
        "invalid escape sequence" or "trailing \\" => "invalid escape \\ sequence",
        "invalid character class" => "invalid character class",
        "invalid repetition size" => "invalid repetition count(s)",
        _ => "quantifier operand invalid",
    };

    [GeneratedRegex("rs:(?<state>[0-9A-Z]{5}):(?<message>[^\\n]*)", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OwnError();

    /// <summary>A text that is a number, and no number of the type.</summary>
    [GeneratedRegex("Could not convert string [\"']\\s*[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?\\s*[\"'] to '?(DECIMAL|DOUBLE|FLOAT)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NumberTooLarge();

    /// <summary>RE2's complaints.</summary>
    [GeneratedRegex("missing [)\\]]|unexpected \\)|no argument for repetition operator|bad repetition operator|invalid (escape sequence|character class|repetition size)|trailing \\\\", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex BrokenPattern();

    /// <summary>The value or name that DuckDB complains about.</summary>
    [GeneratedRegex("[\"'](?<text>[^\"']*)[\"']", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Quoted();

    [GeneratedRegex("Unknown TimeZone '(?<zone>[^']*)'", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex UnknownZone();
}
