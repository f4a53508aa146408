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
            return new SqlError("22003", "Numeric data overflow (result precision)", detail: text);
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
            return new SqlError("42803", "a column must appear in the GROUP BY clause or be used in an aggregate function", detail: text);
        }

        // An aggregate of a subquery whose argument is the outer statement's column belongs to that statement (SQL:2003, 6.9).
        if (text.Contains("aggregate functions are not allowed in", StringComparison.Ordinal))
        {
            return new SqlError("42803", "aggregates not allowed here: the argument is a column of the enclosing statement", detail: text);
        }

        if (text.Contains("more than one row", StringComparison.OrdinalIgnoreCase))
        {
            return new SqlError("21000", "more than one row returned by a subquery used as an expression");
        }

        if (text.Contains("TransactionContext Error", StringComparison.Ordinal) && text.Contains("onflict", StringComparison.Ordinal))
        {
            return new SqlError("XX000", "1023", detail: "Serializable isolation violation in the engine: " + text);
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
        : BrokenPattern().IsMatch(text) ? new SqlError("2201B", "invalid regular expression", detail: text)
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
        if (text.Contains("timestamp", StringComparison.OrdinalIgnoreCase) || text.Contains("date", StringComparison.OrdinalIgnoreCase))
        {
            return new SqlError(text.Contains("out of range", StringComparison.Ordinal) ? "22008" : "22007", "invalid input syntax for a date or time", detail: text);
        }

        return new SqlError("22P02", "invalid input syntax", detail: text);
    }

    [GeneratedRegex("rs:(?<state>[0-9A-Z]{5}):(?<message>[^\\n]*)", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OwnError();

    /// <summary>A text that is a number, and no number of the type.</summary>
    [GeneratedRegex("Could not convert string [\"']\\s*[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?\\s*[\"'] to '?(DECIMAL|DOUBLE|FLOAT)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NumberTooLarge();

    /// <summary>RE2's complaints.</summary>
    [GeneratedRegex("missing [)\\]]|unexpected \\)|no argument for repetition operator|bad repetition operator|invalid (escape sequence|character class|repetition size)|trailing \\\\", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex BrokenPattern();

    [GeneratedRegex("Unknown TimeZone '(?<zone>[^']*)'", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex UnknownZone();
}
