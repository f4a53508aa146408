using RedshiftIntegration.Definition.Sources;

namespace RedshiftIntegration;

/// <summary>A SELECT statement on any ADO.NET database, added by <c>AddDatabase</c>.</summary>
public static class DatabaseQuery
{
    /// <summary>The rows of <paramref name="sql"/>.</summary>
    /// <param name="connection">The name given when the connection was added.</param>
    /// <param name="name">A name for the query, used for files, records and messages.</param>
    /// <param name="sql">One SELECT statement without a semicolon.</param>
    public static Source<TRow> Named<TRow>(string connection, string name, string sql) => new(SourceKind.DatabaseQuery, Present(connection), Present(name), Present(sql));

    /// <summary>The rows of <paramref name="sql"/>.</summary>
    /// <param name="connection">The name given when the connection was added.</param>
    /// <param name="name">A name for the query, used for files, records and messages.</param>
    /// <param name="sql">One SELECT statement without a semicolon.</param>
    public static Source<Row> Named(string connection, string name, string sql) => new(SourceKind.DatabaseQuery, Present(connection), Present(name), Present(sql));

    private static string Present(string value)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(value);
        return value;
    }
}
