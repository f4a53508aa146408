using System.Data.Common;
using RedshiftIntegration.Errors;
using RedshiftIntegration.Flow;
using RedshiftIntegration.Types;

namespace RedshiftIntegration.Sources.Database;

/// <summary>What SQLite knows of tables and of the results of queries.</summary>
internal static class SqliteCatalogue
{
    public static async Task<SourceTable> OfTableAsync(DatabaseSession session, SqliteDialect dialect, Source source, CancellationToken cancellationToken)
    {
        (string schema, string table) = source.Name.Split('.', 2) is [{ Length: > 0 } s, { Length: > 0 } t] ? (s, t) : (string.Empty, source.Name);
        List<(SourceColumn Column, long Key)> columns = await ColumnsAsync(session, schema, table, cancellationToken);
        if (columns.Count == 0)
        {
            throw SourceProblems.UnknownTable(source.Connection, source.Name);
        }

        return new SourceTable
        {
            Columns = EquatableList.From(columns.Select(c => c.Column)),
            PrimaryKey = EquatableList.From(columns.Where(c => c.Key > 0).OrderBy(c => c.Key).Select(c => c.Column.Name)),
            EstimatedRows = await EstimateAsync(session, dialect.QuoteTable(source.Name), cancellationToken),
        };
    }

    /// <summary>A result column that is a plain column of a table has that column's declared type; an expression has none.</summary>
    public static async Task<SourceTable> OfQueryAsync(DatabaseSession session, Source source, CancellationToken cancellationToken)
    {
        List<DbColumn> result = [];
        await using (DbCommand command = session.CreateCommand($"SELECT * FROM ({source.Sql}) AS q LIMIT 0"))
        await using (DbDataReader reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            result.AddRange(await reader.GetColumnSchemaAsync(cancellationToken));
        }

        List<SourceColumn> columns = [];
        foreach (DbColumn column in result)
        {
            SourceColumn? origin = column.BaseTableName is { Length: > 0 } table && column.BaseColumnName is { Length: > 0 } name
                ? (await ColumnsAsync(session, column.BaseCatalogName ?? string.Empty, table, cancellationToken)).Find(c => c.Column.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Column
                : null;
            columns.Add(new SourceColumn { Name = column.ColumnName, NativeType = origin?.NativeType ?? string.Empty });
        }

        return new SourceTable { Columns = EquatableList.From(columns) };
    }

    private static async Task<List<(SourceColumn Column, long Key)>> ColumnsAsync(DatabaseSession session, string schema, string table, CancellationToken cancellationToken)
    {
        await using DbCommand command = session.CreateCommand(
            "SELECT name, type, \"notnull\", pk, hidden FROM pragma_table_xinfo(@table" + (schema.Length == 0 ? string.Empty : ", @schema") + ") ORDER BY cid");
        AddParameter(command, "@table", table);
        if (schema.Length > 0)
        {
            AddParameter(command, "@schema", schema);
        }

        List<(SourceColumn, long)> columns = [];
        await using DbDataReader reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            long key = reader.GetInt64(3);
            columns.Add((
                new SourceColumn
                {
                    Name = reader.GetString(0),
                    NativeType = reader.GetString(1),
                    // SQLite lets most primary keys hold NULL; a merge key can't, so such a row is refused when it comes.
                    IsNullable = reader.GetInt64(2) == 0 && key == 0,
                    // 1: hidden column of a virtual table. 2 and 3: generated columns, which are read like others.
                    IsHidden = reader.GetInt64(4) == 1,
                },
                key));
        }

        return columns;
    }

    /// <summary>The highest rowid costs one look-up and is close to the count of most tables; views and WITHOUT ROWID tables have none.</summary>
    private static async Task<long?> EstimateAsync(DatabaseSession session, string quotedTable, CancellationToken cancellationToken)
    {
        try
        {
            await using DbCommand command = session.CreateCommand($"SELECT MAX(rowid) FROM {quotedTable}");
            return await command.ExecuteScalarAsync(cancellationToken) as long?;
        }
        catch (DbException)
        {
            return null;
        }
    }

    private static void AddParameter(DbCommand command, string name, string value)
    {
        DbParameter parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value;
        command.Parameters.Add(parameter);
    }
}
