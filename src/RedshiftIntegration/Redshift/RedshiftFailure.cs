using Npgsql;

namespace RedshiftIntegration.Redshift;

/// <summary>What an exception of the driver means.</summary>
internal enum FailureKind
{
    /// <summary>The server refused the statement for a reason of its own.</summary>
    Statement,

    /// <summary>Error 1023, a serialisation failure or a deadlock: the same transaction may pass later.</summary>
    Conflict,

    /// <summary>Not reached, or not let in.</summary>
    Connection,

    /// <summary>The connection broke while in use: whether the statement was carried out is not known.</summary>
    Lost,

    DiskFull,
    Permission,

    /// <summary>A schema, table or column that is not there.</summary>
    Missing,
    DivisionByZero,
    NullValue,

    /// <summary>A value that its type does not hold.</summary>
    Value,
}

/// <summary>Reads the kind of a failure off its SQLSTATE. Redshift reports much as XX000, so the text decides there.</summary>
internal static class RedshiftFailure
{
    public static FailureKind KindOf(NpgsqlException exception)
    {
        if (exception is not PostgresException server)
        {
            return FailureKind.Lost;
        }

        return server.SqlState switch
        {
            "40001" or "40P01" => FailureKind.Conflict,
            "22012" => FailureKind.DivisionByZero,
            "53100" => FailureKind.DiskFull,
            "42501" => FailureKind.Permission,
            "42P01" or "3F000" or "42703" => FailureKind.Missing,
            "28000" or "28P01" or "3D000" or "53300" or "57P03" => FailureKind.Connection,
            "57P01" or "57P02" => FailureKind.Lost,
            "23502" => FailureKind.NullValue,
            "XX000" => OfText(server.MessageText),
            { } state when state.StartsWith("08", StringComparison.Ordinal) => FailureKind.Lost,
            { } state when state.StartsWith("22", StringComparison.Ordinal) => FailureKind.Value,
            _ => FailureKind.Statement,
        };
    }

    /// <summary>The server's words without detail, which may hold values.</summary>
    public static string ReasonOf(Exception exception) => exception switch
    {
        PostgresException server => server.MessageText.TrimEnd('.') + ".",
        { InnerException: { } inner } when exception is NpgsqlException => inner.Message.TrimEnd('.') + ".",
        _ => exception.Message.TrimEnd('.') + ".",
    };

    private static FailureKind OfText(string text)
    {
        if (text.Contains("1023", StringComparison.Ordinal) || text.Contains("erializable isolation violation", StringComparison.Ordinal))
        {
            return FailureKind.Conflict;
        }

        if (text.Contains("Cannot insert a NULL value", StringComparison.OrdinalIgnoreCase))
        {
            return FailureKind.NullValue;
        }

        return text.Contains("disk full", StringComparison.OrdinalIgnoreCase) ? FailureKind.DiskFull : FailureKind.Statement;
    }
}
