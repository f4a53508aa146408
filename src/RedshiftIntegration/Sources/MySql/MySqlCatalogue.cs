using Dapper;
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
        CommandDefinition Ask(string sql) => new(sql, new { database, table }, cancellationToken: cancellationToken);
        TableLine line = await connection.QuerySingleOrDefaultAsync<TableLine>(Ask(TableSql))
            ?? throw SourceProblems.UnknownTable(connectionName, name);
        List<ColumnLine> columns = [.. await connection.QueryAsync<ColumnLine>(Ask(ColumnsSql))];
        List<KeyLine> keys = [.. await connection.QueryAsync<KeyLine>(Ask(KeySql))];
        HashSet<string> json = IsMariaDb(connection)
            ? [.. (await connection.QueryAsync<string>(Ask(JsonSql))).Select(NameInCheck)]
            : [];
        return new SourceTable
        {
            Columns = EquatableList.From(columns.Select(c => ToColumn(c, json.Contains(c.Name)))),
            PrimaryKey = keys.Exists(k => k.SubPart is not null) ? default : EquatableList.From(keys.Select(k => k.Name)),
            EstimatedRows = line.TableRows is { } rows ? (long)rows : null,
            Notes = EquatableList.From(NotesOf(line, keys)),
        };
    }

    private static IEnumerable<string> NotesOf(TableLine table, List<KeyLine> keys)
    {
        if (keys.Exists(k => k.SubPart is not null))
        {
            yield return "The primary key holds only the beginning of a column, so it can't serve as the merge key.";
        }

        if (table.Engine is "MyISAM" or "Aria" or "MEMORY" or "CSV")
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

    private static SourceColumn ToColumn(ColumnLine line, bool isJson)
    {
        string dataType = line.DataType.ToLowerInvariant();
        return new SourceColumn
        {
            Name = line.Name,
            NativeType = line.ColumnType,
            IsNullable = line.IsNullable.Equals("YES", StringComparison.OrdinalIgnoreCase),
            IsHidden = line.Extra.Contains("INVISIBLE", StringComparison.OrdinalIgnoreCase),
            Facts = new MySqlColumnFacts
            {
                DataType = dataType,
                ColumnType = line.ColumnType,
                Precision = (int)(line.NumericPrecision ?? 0),
                Scale = (int)(line.NumericScale ?? 0),
                MaxLength = (long)Math.Min(line.MaxLength ?? 0, int.MaxValue),
                Charset = line.Charset,
                Collation = line.Collation,
                IsJson = isJson || dataType == "json",
            },
        };
    }

    private sealed class TableLine
    {
        public string TableType { get; init; } = string.Empty;

        public ulong? TableRows { get; init; }

        public string? Engine { get; init; }
    }

    private sealed class ColumnLine
    {
        public string Name { get; init; } = string.Empty;

        public string DataType { get; init; } = string.Empty;

        public string ColumnType { get; init; } = string.Empty;

        public ulong? NumericPrecision { get; init; }

        public ulong? NumericScale { get; init; }

        public ulong? MaxLength { get; init; }

        public string? Charset { get; init; }

        public string? Collation { get; init; }

        public string IsNullable { get; init; } = string.Empty;

        public string Extra { get; init; } = string.Empty;
    }

    private sealed class KeyLine
    {
        public string Name { get; init; } = string.Empty;

        public long? SubPart { get; init; }
    }
}
