using System.Globalization;
using MySqlConnector;
using RedshiftIntegration.Errors;
using RedshiftIntegration.Flow;
using RedshiftIntegration.Types;

namespace RedshiftIntegration.Sources.MySql;

/// <summary>Reads columns and keys from information_schema. Every column has an alias, because MySQL 8 answers with upper-case names.</summary>
internal static class MySqlCatalogue
{
    private const string TableSql = """
        SELECT TABLE_TYPE AS TableType, TABLE_ROWS AS TableRows, ENGINE AS Engine
        FROM information_schema.TABLES
        WHERE TABLE_SCHEMA = COALESCE(@database, DATABASE()) AND TABLE_NAME = @table
        """;

    private const string ColumnsSql = """
        SELECT COLUMN_NAME AS Name, DATA_TYPE AS DataType, COLUMN_TYPE AS ColumnType, NUMERIC_PRECISION AS NumericPrecision, NUMERIC_SCALE AS NumericScale,
               CHARACTER_MAXIMUM_LENGTH AS MaxLength, CHARACTER_SET_NAME AS Charset, COLLATION_NAME AS Collation, IS_NULLABLE AS IsNullable, EXTRA AS Extra
        FROM information_schema.COLUMNS
        WHERE TABLE_SCHEMA = COALESCE(@database, DATABASE()) AND TABLE_NAME = @table
        ORDER BY ORDINAL_POSITION
        """;

    // A prefix key (SUB_PART) tells nothing about whole values, so that it can't be a merge key.
    private const string KeySql = """
        SELECT COLUMN_NAME AS Name, SUB_PART AS SubPart
        FROM information_schema.STATISTICS
        WHERE TABLE_SCHEMA = COALESCE(@database, DATABASE()) AND TABLE_NAME = @table AND INDEX_NAME = 'PRIMARY'
        ORDER BY SEQ_IN_INDEX
        """;

    // MariaDB's JSON is LONGTEXT with this check; MySQL's view has no TABLE_NAME and needs none, its JSON is a type.
    private const string JsonSql = """
        SELECT CHECK_CLAUSE AS Clause
        FROM information_schema.CHECK_CONSTRAINTS
        WHERE CONSTRAINT_SCHEMA = COALESCE(@database, DATABASE()) AND TABLE_NAME = @table AND LEVEL = 'Column' AND CHECK_CLAUSE LIKE 'json_valid(%'
        """;

    public static async Task<SourceTable> DescribeTableAsync(string connectionName, string name, MySqlConnection connection, CancellationToken cancellationToken)
    {
        (string? database, string table) = MySqlName.Split(name);
        Task<List<T>> Ask<T>(string sql, Func<MySqlDataReader, T> line) => RowsAsync(connection, sql, database, table, line, cancellationToken);
        List<TableLine> lines = await Ask(TableSql, r => new TableLine(Text(r, 0), Number(r, 1), Text(r, 2)));
        if (lines.Count == 0)
        {
            throw SourceProblems.UnknownTable(connectionName, name);
        }

        List<KeyLine> keys = await Ask(KeySql, r => new KeyLine(r.GetString(0), Number(r, 1) is not null));
        HashSet<string> json = IsMariaDb(connection) ? [.. await Ask(JsonSql, r => NameInCheck(r.GetString(0)))] : [];
        List<SourceColumn> columns = await Ask(ColumnsSql, r => ToColumn(r, json));
        return new SourceTable
        {
            Columns = EquatableList.From(columns),
            PrimaryKey = keys.Exists(k => k.IsPrefix) ? default : EquatableList.From(keys.Select(k => k.Name)),
            EstimatedRows = lines[0].TableRows,
            HasSnapshot = !lines[0].IsWithoutSnapshot,
            IsComputed = lines[0].Type == "VIEW",
            Notes = EquatableList.From(NotesOf(lines[0], keys)),
        };
    }

    // Plain commands: Dapper's generated readers cost more at the start of a process than four small queries are worth.
    private static async Task<List<T>> RowsAsync<T>(
        MySqlConnection connection, string sql, string? database, string table, Func<MySqlDataReader, T> line, CancellationToken cancellationToken)
    {
        await using MySqlCommand command = new(sql, connection);
        command.Parameters.AddWithValue("@database", database);
        command.Parameters.AddWithValue("@table", table);
        await using MySqlDataReader reader = await command.ExecuteReaderAsync(cancellationToken);
        List<T> lines = [];
        while (await reader.ReadAsync(cancellationToken))
        {
            lines.Add(line(reader));
        }

        return lines;
    }

    private static string? Text(MySqlDataReader reader, int ordinal) => reader.IsDBNull(ordinal) ? null : reader.GetString(ordinal);

    /// <summary>Lengths of 4 GB and more are BIGINT UNSIGNED.</summary>
    private static long? Number(MySqlDataReader reader, int ordinal) =>
        reader.IsDBNull(ordinal) ? null : (long)Math.Min(Convert.ToUInt64(reader.GetValue(ordinal), CultureInfo.InvariantCulture), long.MaxValue);

    private static IEnumerable<string> NotesOf(TableLine table, List<KeyLine> keys)
    {
        if (keys.Exists(k => k.IsPrefix))
        {
            yield return "The primary key holds only the beginning of a column, so it can't serve as the merge key.";
        }

        if (table.IsWithoutSnapshot)
        {
            yield return $"{table.Engine} tables have no snapshot: rows that change during the read may be seen in either state.";
        }
    }

    private static bool IsMariaDb(MySqlConnection connection) => connection.ServerVersion.Contains("MariaDB", StringComparison.OrdinalIgnoreCase);

    /// <summary>The column of <c>json_valid(`name`)</c>.</summary>
    private static string NameInCheck(string clause)
    {
        int open = clause.IndexOf('`', StringComparison.Ordinal);
        int close = clause.LastIndexOf('`');
        return open < 0 || close <= open ? string.Empty : clause[(open + 1)..close].Replace("``", "`", StringComparison.Ordinal);
    }

    private static SourceColumn ToColumn(MySqlDataReader line, HashSet<string> json)
    {
        string name = line.GetString(0);
        string dataType = line.GetString(1).ToLowerInvariant();
        string columnType = line.GetString(2);
        return new SourceColumn
        {
            Name = name,
            NativeType = columnType,
            IsNullable = line.GetString(8).Equals("YES", StringComparison.OrdinalIgnoreCase),
            IsHidden = line.GetString(9).Contains("INVISIBLE", StringComparison.OrdinalIgnoreCase),
            Facts = new MySqlColumnFacts
            {
                DataType = dataType,
                ColumnType = columnType,
                Precision = (int)(Number(line, 3) ?? 0),
                Scale = (int)(Number(line, 4) ?? 0),
                MaxLength = Math.Min(Number(line, 5) ?? 0, int.MaxValue),
                Charset = Text(line, 6),
                Collation = Text(line, 7),
                IsJson = dataType == "json" || json.Contains(name),
            },
        };
    }

    private sealed record TableLine(string? Type, long? TableRows, string? Engine)
    {
        public bool IsWithoutSnapshot => Engine is "MyISAM" or "Aria" or "MEMORY" or "CSV";
    }

    private sealed record KeyLine(string Name, bool IsPrefix);
}
