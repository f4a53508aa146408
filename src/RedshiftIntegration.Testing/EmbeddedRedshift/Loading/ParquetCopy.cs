using System.Globalization;
using RedshiftIntegration.Testing.Binding;
using RedshiftIntegration.Testing.Catalogue;
using RedshiftIntegration.Testing.Engine;

namespace RedshiftIntegration.Testing.Loading;

/// <summary>Loads Parquet files into a table: schema first, then one checking INSERT a file.</summary>
internal sealed class ParquetCopy(Execution execution, Table table, IReadOnlyList<Column> columns, CopyOptions options, CopyRun run)
{
    // Marks of ErrorMap's five characters; no SQLSTATE looks like them.
    private const string LengthMark = "COPY1";
    private const string NullByteMark = "COPY2";

    private const int InvalidTextCode = 1220;
    private const int NotJsonCode = 1224;

    /// <summary>The line number and position of columnar files (AWS: r_STL_REPLACEMENTS).</summary>
    private const int NoLine = -1;

    private readonly LoadTarget target = new(execution, table, columns, options);

    public long Load(IReadOnlyList<CopyFile> files)
    {
        var rows = 0L;
        foreach (var file in files)
        {
            try
            {
                run.Scan();
                var schema = ParquetSchemaCheck.Read(execution, file);
                ParquetSchemaCheck.Check(schema, columns, file, options);
                rows += Insert(file, schema);
            }
            catch (SqlError e) when (!e.IsInjected)
            {
                throw Failed(e, file);
            }
        }

        return rows;
    }

    private long Insert(CopyFile file, IReadOnlyList<ParquetColumn> schema)
    {
        var names = Enumerable.Range(1, schema.Count).Select(i => string.Create(CultureInfo.InvariantCulture, $"c{i}")).ToList();
        return target.Insert(
            $"read_parquet({Printer.Text(file.Path)}) AS f({Printer.Identifiers(names)})",
            i => i < names.Count ? Value(columns[i], $"f.{Printer.Identifier(names[i])}", schema[i]) : null);
    }

    private static DuckSql Value(Column column, DuckSql value, ParquetColumn file)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{column.Name}|{column.Type.Length}|");
        switch (column.Type.Kind)
        {
            case SqlTypeKind.Varchar or SqlTypeKind.Char:
                var limit = column.Type.Kind == SqlTypeKind.Char ? $"strlen({value}) = length({value}) AND " : DuckSql.Empty;
                var kept = column.Type.Kind == SqlTypeKind.Char ? $"rtrim({value}, ' ')" : value;
                return $"(CASE WHEN {value} IS NULL THEN NULL WHEN {limit}strlen({value}) <= {Printer.Number(column.Type.Length)} AND NOT contains({value}, chr(0)) THEN {kept} "
                    + $"WHEN contains({value}, chr(0)) THEN {Printer.Fail(NullByteMark, name + "0")} ELSE {Printer.Fail(LengthMark, name, $"strlen({value})")} END)";
            case SqlTypeKind.Varbyte:
                return $"(CASE WHEN {value} IS NULL OR octet_length({value}) <= {Printer.Number(column.Type.Length)} THEN {value} ELSE {Printer.Fail(LengthMark, name, $"octet_length({value})")} END)";
            case SqlTypeKind.Super:
                return file.Nested
                    ? (DuckSql)$"CAST(to_json({value}) AS VARCHAR)"
                    : $"(CASE WHEN {value} IS NULL THEN NULL WHEN strlen({value}) <= 65535 THEN CAST(to_json({value}) AS VARCHAR) ELSE {Printer.Fail("XX000", $"String value exceeds the max size of 65535 bytes (code {NotJsonCode})")} END)";
            default:
                return WriteChecks.Value(column.Type, value);
        }
    }

    /// <summary>Writes the load error down and says what the client is told.</summary>
    private SqlError Failed(SqlError error, CopyFile file)
    {
        var parts = error.Message.Split('|');
        var column = parts.Length == 3 ? table.Find(parts[0]) : null;
        var invalid = error.Message.Contains("not valid UTF8", StringComparison.Ordinal);
        if (invalid && options.Replacement is not null)
        {
            return SqlError.NotSupported("ACCEPTINVCHARS for a Parquet file with invalid UTF-8");
        }

        var (code, message, told) = error.SqlState switch
        {
            LengthMark => Told(Spectrum.IncompatibleCode, $"The length of the data column {parts[0]} is longer than the length defined in the table. Table: {parts[1]}, Data: {parts[2]}", file),
            NullByteMark => Told(Spectrum.IncompatibleCode, $"The data column {parts[0]} holds a zero byte, which a text can't (code 1214)", file),
            _ when invalid => Told(InvalidTextCode, $"String contains invalid or unsupported UTF8 codepoints (code {InvalidTextCode})", file),
            _ => (Spectrum.IncompatibleCode, Context(error), error),
        };
        run.Report(file, new LoadFault(code, message), e => e with
        {
            LineNumber = NoLine,
            Position = NoLine,
            ColumnName = column?.Name ?? "",
            ColumnType = column is null ? "" : LoadColumnNames.Type(column.Type),
            ColumnLength = column is null ? "" : LoadColumnNames.Length(column.Type),
        });
        return told;
    }

    private static (int Code, string Message, SqlError Error) Told(int code, string message, CopyFile file) => (code, message, Spectrum.Error($"{message}. File name: {file.Url}"));

    private static string Context(SqlError error)
    {
        const string Mark = "context:   ";
        var at = error.Detail?.IndexOf(Mark, StringComparison.Ordinal) ?? -1;
        return at < 0 ? error.Message : error.Detail![(at + Mark.Length)..].Split("\n  ---")[0];
    }
}
