using System.Data.Common;
using RedshiftIntegration.Errors;
using RedshiftIntegration.Flow;
using RedshiftIntegration.Types;

namespace RedshiftIntegration.Sources.Database;

/// <summary>What PostgreSQL's catalogue says of tables and of the results of queries.</summary>
internal static class PostgreSqlCatalogue
{
    // A domain is described by its base type, an enumeration by its longest label.
    private const string Columns = """
        SELECT a.attname, format_type(CASE WHEN t.typtype = 'd' THEN t.typbasetype ELSE a.atttypid END, CASE WHEN t.typtype = 'd' THEN t.typtypmod ELSE a.atttypmod END),
               NOT (a.attnotnull OR t.typnotnull),
               (SELECT max(octet_length(convert_to(e.enumlabel, 'UTF8'))) FROM pg_enum e WHERE e.enumtypid = a.atttypid)
        FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
        WHERE a.attrelid = to_regclass($1) AND a.attnum > 0 AND NOT a.attisdropped
        ORDER BY a.attnum
        """;

    private const string Key = """
        SELECT a.attname
        FROM pg_index i CROSS JOIN unnest(i.indkey) WITH ORDINALITY AS k(attnum, place) JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
        WHERE i.indrelid = to_regclass($1) AND i.indisprimary
        ORDER BY k.place
        """;

    private const string Rows = "SELECT reltuples::bigint FROM pg_class WHERE oid = to_regclass($1) AND reltuples >= 0";

    public static async Task<SourceTable> OfTableAsync(DatabaseSession session, PostgreSqlDialect dialect, Source source, CancellationToken cancellationToken)
    {
        string table = dialect.QuoteTable(source.Name);
        List<SourceColumn> columns = [];
        await using (DbCommand command = Command(session, Columns, table))
        await using (DbDataReader reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                columns.Add(new SourceColumn
                {
                    Name = reader.GetString(0),
                    NativeType = reader.GetString(1),
                    IsNullable = reader.GetBoolean(2),
                    Facts = await reader.IsDBNullAsync(3, cancellationToken) ? null : reader.GetInt32(3),
                });
            }
        }

        if (columns.Count == 0)
        {
            throw SourceProblems.UnknownTable(source.Connection, source.Name);
        }

        List<string> key = [];
        await using (DbCommand command = Command(session, Key, table))
        await using (DbDataReader reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                key.Add(reader.GetString(0));
            }
        }

        await using DbCommand rows = Command(session, Rows, table);
        return new SourceTable
        {
            Columns = EquatableList.From(columns),
            PrimaryKey = EquatableList.From(key),
            EstimatedRows = await rows.ExecuteScalarAsync(cancellationToken) as long?,
        };
    }

    public static async Task<SourceTable> OfQueryAsync(DatabaseSession session, Source source, CancellationToken cancellationToken)
    {
        await using DbCommand command = session.CreateCommand($"SELECT * FROM ({source.Sql}) AS q LIMIT 0");
        await using DbDataReader reader = await command.ExecuteReaderAsync(cancellationToken);
        return new SourceTable
        {
            // The provider writes numeric(12, 2), format_type numeric(12,2).
            Columns = EquatableList.From(Enumerable.Range(0, reader.FieldCount).Select(i => new SourceColumn { Name = reader.GetName(i), NativeType = reader.GetDataTypeName(i).Replace(", ", ",", StringComparison.Ordinal) })),
        };
    }

    private static DbCommand Command(DatabaseSession session, string text, string table)
    {
        DbCommand command = session.CreateCommand(text);
        DbParameter parameter = command.CreateParameter();
        parameter.Value = table;
        command.Parameters.Add(parameter);
        return command;
    }
}
