namespace RedshiftIntegration.Sources.MySql;

/// <summary>Names in MySQL's SQL.</summary>
internal static class MySqlName
{
    /// <summary>Backticks hold under every sql_mode; ANSI_QUOTES only adds double quotes.</summary>
    public static string Quote(string name) => $"`{name.Replace("`", "``", StringComparison.Ordinal)}`";

    /// <summary>Database and table of <c>table</c> or <c>database.table</c>; the database is null where the name has none.</summary>
    public static (string? Database, string Table) Split(string name)
    {
        int point = name.IndexOf('.', StringComparison.Ordinal);
        return point < 0 ? (null, name) : (name[..point], name[(point + 1)..]);
    }

    public static string QuoteTable(string name)
    {
        (string? database, string table) = Split(name);
        return database is null ? Quote(table) : $"{Quote(database)}.{Quote(table)}";
    }
}
