using System.Globalization;
using RedshiftIntegration.Testing.Binding;
using RedshiftIntegration.Testing.Catalogue;
using RedshiftIntegration.Testing.Engine;
using RedshiftIntegration.Testing.Statements;

namespace RedshiftIntegration.Testing.Loading;

/// <summary>Loads Parquet files into a table: schema first, then one checking INSERT a file.</summary>
internal sealed class ParquetCopy(Execution execution, Table table, IReadOnlyList<Column> columns, CopyOptions options)
{
    // Marks of ErrorMap's five characters; no SQLSTATE looks like them.
    private const string LengthMark = "COPY1";
    private const string NullByteMark = "COPY2";

    private readonly Binder binder = new(execution.Context);

    public long Load(string url, IReadOnlyList<CopyFile> files)
    {
        var start = execution.Clock.GetUtcNow().UtcDateTime;
        var session = execution.Context.Session;
        session.LastCopyId = session.CurrentQueryId;
        session.LastCopyCount = 0;
        var rows = 0L;
        foreach (var file in files)
        {
            try
            {
                var schema = ParquetSchemaCheck.Read(execution, file);
                ParquetSchemaCheck.Check(schema, columns, file, options);
                rows += DuckRunner.Execute(execution, Insert(file, schema));
            }
            catch (SqlError e)
            {
                throw Failed(e, file, url, files, start);
            }
        }

        session.LastCopyCount = rows;
        execution.Loads.Record(History("completed", url, files, start) with { LoadedRows = rows, LoadedBytes = files.Sum(f => f.Length) });
        return rows;
    }

    private string Insert(CopyFile file, IReadOnlyList<ParquetColumn> schema)
    {
        var names = Enumerable.Range(1, schema.Count).Select(i => string.Create(CultureInfo.InvariantCulture, $"c{i}")).ToList();
        var list = string.Join(", ", table.Columns.Select(c => Projection(c, names, schema)));
        return $"INSERT INTO {table.PhysicalSql} SELECT {list} FROM read_parquet({Printer.Text(file.Path)}) AS f({Printer.Identifiers(names)})";
    }

    private string Projection(Column column, List<string> names, IReadOnlyList<ParquetColumn> schema)
    {
        var index = IndexOf(column);
        if (index >= 0 && index < names.Count)
        {
            var value = Value(column, $"f.{Printer.Identifier(names[index])}", schema[index]);
            // AWS: r_COPY, null values: the default stands in for a null in a NOT NULL column.
            return WriteChecks.Required(column, column is { NotNull: true, Default: not null } ? $"coalesce({value}, {Defaults.Print(binder, table, column)})" : value);
        }

        return WriteChecks.Print(column, index >= 0 ? Printer.Cast("NULL", column.Type) : Defaults.Print(binder, table, column));
    }

    private int IndexOf(Column column)
    {
        for (var i = 0; i < columns.Count; i++)
        {
            if (columns[i].Number == column.Number)
            {
                return i;
            }
        }

        return -1;
    }

    private static string Value(Column column, string value, ParquetColumn file)
    {
        var name = Printer.Text($"{column.Name}|{Printer.Number(column.Type.Length)}|").Trim('\'');
        switch (column.Type.Kind)
        {
            case SqlTypeKind.Varchar or SqlTypeKind.Char:
                var limit = column.Type.Kind == SqlTypeKind.Char ? $"strlen({value}) = length({value}) AND " : "";
                var kept = column.Type.Kind == SqlTypeKind.Char ? $"rtrim({value}, ' ')" : value;
                return $"(CASE WHEN {value} IS NULL THEN NULL WHEN {limit}strlen({value}) <= {Printer.Number(column.Type.Length)} AND NOT contains({value}, chr(0)) THEN {kept} "
                    + $"WHEN contains({value}, chr(0)) THEN error('rs:{NullByteMark}:{name}0') ELSE error('rs:{LengthMark}:{name}' || CAST(strlen({value}) AS VARCHAR)) END)";
            case SqlTypeKind.Varbyte:
                return $"(CASE WHEN {value} IS NULL OR octet_length({value}) <= {Printer.Number(column.Type.Length)} THEN {value} ELSE error('rs:{LengthMark}:{name}' || CAST(octet_length({value}) AS VARCHAR)) END)";
            case SqlTypeKind.Super:
                return file.Nested
                    ? $"CAST(to_json({value}) AS VARCHAR)"
                    : $"(CASE WHEN {value} IS NULL THEN NULL WHEN strlen({value}) <= 65535 THEN CAST(to_json({value}) AS VARCHAR) ELSE error('rs:XX000:String value exceeds the max size of 65535 bytes (code 1224)') END)";
            default:
                return WriteChecks.Value(column.Type, value);
        }
    }

    private LoadHistoryEntry History(string status, string url, IReadOnlyList<CopyFile> files, DateTime start) => new()
    {
        QueryId = execution.Context.Session.CurrentQueryId,
        TransactionId = execution.Context.Session.TransactionId,
        SessionId = execution.Context.SessionId,
        Status = status,
        TableName = table.Name,
        StartTime = start,
        EndTime = execution.Clock.GetUtcNow().UtcDateTime,
        DataSource = url,
        SourceFileCount = files.Count,
        SourceFileBytes = files.Sum(f => f.Length),
    };

    /// <summary>Writes the load error down and says what the client is told.</summary>
    private SqlError Failed(SqlError error, CopyFile file, string url, IReadOnlyList<CopyFile> files, DateTime start)
    {
        var parts = error.Message.Split('|');
        var column = parts.Length == 3 ? table.Find(parts[0]) : null;
        var (message, told) = error.SqlState switch
        {
            LengthMark => Told($"The length of the data column {parts[0]} is longer than the length defined in the table. Table: {parts[1]}, Data: {parts[2]}", file),
            NullByteMark => Told($"The data column {parts[0]} holds a zero byte, which a text can't (code 1214)", file),
            _ when error.Message.Contains("not valid UTF8", StringComparison.Ordinal) => Told("String contains invalid or unsupported UTF8 codepoints (code 1220)", file),
            _ => (Context(error), error),
        };
        execution.Loads.Record(Entry(message, column, file, start));
        execution.Loads.Record(History("failed", url, files, start) with { ErrorCount = 1 });
        return told;
    }

    private static (string, SqlError) Told(string message, CopyFile file) => (message, Spectrum.Error($"{message}. File name: {file.Url}"));

    private static string Context(SqlError error)
    {
        const string Mark = "context:   ";
        var at = error.Detail?.IndexOf(Mark, StringComparison.Ordinal) ?? -1;
        return at < 0 ? error.Message : error.Detail![(at + Mark.Length)..].Split("\n  ---")[0];
    }

    private LoadError Entry(string message, Column? column, CopyFile file, DateTime start) => new()
    {
        QueryId = execution.Context.Session.CurrentQueryId,
        TransactionId = execution.Context.Session.TransactionId,
        SessionId = execution.Context.SessionId,
        TableId = table.Oid,
        StartTime = start,
        FileName = file.Url,
        ColumnName = column?.Name ?? "",
        ColumnType = column?.Type.ToString().Split('(')[0].Replace("character varying", "varchar", StringComparison.Ordinal) ?? "",
        ColumnLength = column is null ? "" : Printer.Number(column.Type.Length),
        ErrorCode = Spectrum.IncompatibleCode,
        ErrorMessage = message,
    };
}
