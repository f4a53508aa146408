using RedshiftIntegration.Definition.Sources;

namespace RedshiftIntegration;

/// <summary>A SELECT statement on a MySQL or MariaDB database.</summary>
public static class MySqlQuery
{
    /// <summary>The rows of <paramref name="sql"/>.</summary>
    /// <param name="connection">The name given when the connection was added.</param>
    /// <param name="name">A name for the query, used for files, records and messages.</param>
    /// <param name="sql">One SELECT statement without a semicolon.</param>
    public static Source<TRow> Named<TRow>(string connection, string name, string sql) => new(SourceKind.MySqlQuery, Present(connection), Present(name), Present(sql));

    /// <summary>The rows of <paramref name="sql"/>.</summary>
    /// <param name="connection">The name given when the connection was added.</param>
    /// <param name="name">A name for the query, used for files, records and messages.</param>
    /// <param name="sql">One SELECT statement without a semicolon.</param>
    public static Source<Row> Named(string connection, string name, string sql) => new(SourceKind.MySqlQuery, Present(connection), Present(name), Present(sql));

    private static string Present(string value)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(value);
        return value;
    }
}
