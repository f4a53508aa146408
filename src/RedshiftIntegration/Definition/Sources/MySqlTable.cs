using RedshiftIntegration.Definition.Sources;

namespace RedshiftIntegration;

/// <summary>A table or view of a MySQL or MariaDB database.</summary>
public static class MySqlTable
{
    /// <summary>The table <paramref name="table"/> of the connection <paramref name="connection"/>.</summary>
    /// <param name="connection">The name given when the connection was added.</param>
    /// <param name="table">The table, as the database spells it; a schema or database may stand before it with a point.</param>
    public static Source<TRow> Named<TRow>(string connection, string table) => new(SourceKind.MySqlTable, Present(connection), Present(table));

    /// <summary>The table <paramref name="table"/> of the connection <paramref name="connection"/>.</summary>
    /// <param name="connection">The name given when the connection was added.</param>
    /// <param name="table">The table, as the database spells it; a schema or database may stand before it with a point.</param>
    public static Source<Row> Named(string connection, string table) => new(SourceKind.MySqlTable, Present(connection), Present(table));

    private static string Present(string value)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(value);
        return value;
    }
}
