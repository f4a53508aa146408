namespace RedshiftIntegration.Testing.Engine;

/// <summary>An error that a client sees as an ErrorResponse; every refusal of the double is one of these.</summary>
internal sealed class SqlError(string sqlState, string message, int? position = null, string? detail = null, string? hint = null)
    : Exception(message)
{
    /// <summary>Five characters, for example 0A000.</summary>
    public string SqlState { get; } = sqlState;

    /// <summary>Offset in characters, from 0, into the request's whole text; the wire adds 1.</summary>
    public int? Position { get; } = position;

    public string? Detail { get; } = detail;

    public string? Hint { get; } = hint;

    /// <summary>Whether a fault of the test's own came in the middle of the statement: then it says nothing about what was read.</summary>
    public bool IsInjected { get; init; }

    public static SqlError NotSupported(string what, int? position = null) =>
        new("0A000", $"{what} is not supported by EmbeddedRedshift", position);
}
