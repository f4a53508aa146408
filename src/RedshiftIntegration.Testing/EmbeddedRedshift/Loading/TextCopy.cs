using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using DuckDB.NET.Data;
using DuckDB.NET.Data.DataChunk.Writer;
using RedshiftIntegration.Testing.Binding;
using RedshiftIntegration.Testing.Catalogue;
using RedshiftIntegration.Testing.Engine;

namespace RedshiftIntegration.Testing.Loading;

/// <summary>Loads CSV, delimited, fixed-width and JSON files: each record is checked here and streamed into the table; a bad one is an error row (AWS: r_COPY).</summary>
internal sealed class TextCopy : IStreamedRow
{
    private const int LongestRow = 4 * 1024 * 1024;
    private const int CancellationInterval = 1024;

    private readonly Execution execution;
    private readonly Table table;
    private readonly IReadOnlyList<Column> columns;
    private readonly CopyOptions options;
    private readonly CopyRun run;
    private readonly CopySource source;
    private readonly FieldLoader[] loaders;
    private readonly LoadTarget target;
    private Exception? failure;

    public TextCopy(Execution execution, Table table, IReadOnlyList<Column> columns, CopyOptions options, CopyRun run, CopySource source)
    {
        (this.execution, this.table, this.columns, this.options, this.run, this.source) = (execution, table, columns, options, run, source);
        loaders = [.. columns.Select(c => FieldLoader.For(c, options))];
        target = new LoadTarget(execution, table, columns, options);
    }

    public long Load(IReadOnlyList<CopyFile> files)
    {
        var paths = options is { Format: CopyFormat.Json, Json: var json } && json.StartsWith("s3://", StringComparison.Ordinal) ? JsonPath.File(source.Single(json)) : null;
        var names = loaders.Select((_, i) => string.Create(CultureInfo.InvariantCulture, $"c{i + 1}")).ToList();
        var rows = Guarded(Rows(files, paths));
        var loaded = execution.Streams.Use(
            [.. loaders.Select((l, i) => new ColumnInfo(names[i], l.StreamType))],
            rows,
            stream => options.NoLoad ? Read(rows) : target.Insert($"{stream} AS f({Printer.Identifiers(names)})", i => loaders[i].Sql($"f.{Printer.Identifier(names[i])}")));
        execution.Cancellation.ThrowIfCancellationRequested();
        return failure is null ? loaded : throw failure;
    }

    void IStreamedRow.Write(IDuckDBDataWriter[] writers, ulong row)
    {
        for (var i = 0; i < loaders.Length; i++)
        {
            loaders[i].Write(writers[i], row);
        }
    }

    private static long Read(IEnumerable<IStreamedRow> rows)
    {
        foreach (var row in rows)
        {
            _ = row;
        }

        return 0;
    }

    /// <summary>What the columns and the format don't allow together; refused before the load begins.</summary>
    public static void Check(IReadOnlyList<Column> columns, CopyOptions options)
    {
        if (options.Format == CopyFormat.Json && options.Json == "noshred" && columns is not [{ Type.Kind: SqlTypeKind.Super }])
        {
            throw new SqlError("0A000", "JSON 'noshred' needs a table or column list of a single SUPER column");
        }

        // AWS: copy-usage-varbyte.
        if (columns.Any(c => c.Type.Kind == SqlTypeKind.Varbyte) && options.Format is not (CopyFormat.Csv or CopyFormat.Parquet))
        {
            throw new SqlError("0A000", "VARBYTE columns are loaded from CSV and Parquet files only");
        }

        if (options.Format == CopyFormat.FixedWidth && options.Widths.Length != columns.Count)
        {
            throw new SqlError("42601", $"The fixedwidth specification has {options.Widths.Length} columns, the table or column list {columns.Count}");
        }
    }

    /// <summary>DuckDB must see no exception of ours: what ends the rows early is thrown afterwards.</summary>
    private IEnumerable<IStreamedRow> Guarded(IEnumerable<IStreamedRow> rows)
    {
        using var enumerator = rows.GetEnumerator();
        while (true)
        {
            try
            {
                if (!enumerator.MoveNext())
                {
                    yield break;
                }
            }
            catch (Exception e)
            {
                failure = e is InvalidDataException ? new SqlError("XX000", $"A file is not in the compression format that the COPY names: {e.Message}") : e;
                yield break;
            }

            yield return enumerator.Current;
        }
    }

    private IEnumerable<IStreamedRow> Rows(IReadOnlyList<CopyFile> files, ImmutableArray<JsonPath>? paths)
    {
        var records = 0L;
        foreach (var file in files)
        {
            run.Scan();
            using var reader = Open(file, paths);
            while (reader.Read())
            {
                if (++records % CancellationInterval == 0 && execution.Cancellation.IsCancellationRequested)
                {
                    yield break;
                }

                if (Fits(reader, file))
                {
                    yield return this;
                }
                else if (run.Errors >= options.ErrorsToFail)
                {
                    throw new SqlError("XX000", $"Load into table '{table.Name}' failed. Check 'sys_load_error_detail' system table for details.");
                }
            }

            file.Lines = reader.Lines;
        }
    }

    private RecordReader Open(CopyFile file, ImmutableArray<JsonPath>? paths)
    {
        var stream = TextInput.Open(file, options);
        return options.Format switch
        {
            CopyFormat.Csv => new CsvReader(stream, options),
            CopyFormat.FixedWidth => new FixedWidthReader(stream, options),
            CopyFormat.Json => new JsonReader(stream, columns, options, paths),
            _ => new DelimitedReader(stream, options),
        };
    }

    /// <summary>Gives the record's fields to the loaders; false when the record was written down as an error.</summary>
    private bool Fits(RecordReader reader, CopyFile file)
    {
        var record = reader.Record;
        if ((record.Fault ?? Count(reader)) is { } whole)
        {
            Report(reader, file, whole, -1);
            return false;
        }

        var replaced = -1;
        for (var i = 0; i < loaders.Length; i++)
        {
            var fault = i < record.Count ? loaders[i].Load(record.Text(i), record.IsNull(i)) : loaders[i].Load(Encoding.UTF8.GetBytes(loaders[i].Filling ?? ""), loaders[i].Filling is null);
            if (fault is not null)
            {
                Report(reader, file, fault, i);
                return false;
            }

            replaced = replaced < 0 && i < record.Count && loaders[i].Replaced && !record.IsNull(i) ? i : replaced;
        }

        if (replaced >= 0)
        {
            run.Replaced(file, record.Line, columns[replaced].Name, RawText(reader.Raw));
        }

        return true;
    }

    private LoadFault? Count(RecordReader reader)
    {
        var record = reader.Record;
        if (reader.Raw.Length > LongestRow)
        {
            return new LoadFault(LoadFaults.InvalidLine, "The record is larger than 4 MB");
        }

        if (record.Count > loaders.Length)
        {
            return reader.MayEndWithDelimiter && record.Count == loaders.Length + 1 && record.Text(record.Count - 1).IsEmpty ? null : LoadFaults.ExtraColumns;
        }

        return record.Count == loaders.Length || options.FillRecord ? null
            : record.Count == 1 && record.Text(0).IsEmpty ? LoadFaults.NoData
            : LoadFaults.NoDelimiter;
    }

    private void Report(RecordReader reader, CopyFile file, LoadFault fault, int at)
    {
        var record = reader.Record;
        var column = at < 0 ? null : columns[at];
        var inFile = at >= 0 && at < record.Count;
        run.Report(file, fault, e => e with
        {
            LineNumber = record.Line,
            ColumnName = column?.Name ?? "",
            ColumnType = column is null ? "" : LoadColumnNames.Type(column.Type),
            ColumnLength = column is null ? "" : LoadColumnNames.Length(column.Type),
            Position = inFile ? record.Position(at) : 0,
            RawLine = RawText(reader.Raw),
            RawValue = inFile ? RawText(record.Text(at)) : "",
            Fields = [.. Enumerable.Range(0, Math.Min(at + 1, record.Count)).Select(i => new LoadedField(
                columns[i].Name, LoadColumnNames.Type(columns[i].Type), LoadColumnNames.Length(columns[i].Type), record.IsNull(i) ? null : RawText(record.Text(i))))],
        });
    }

    /// <summary>Bytes that are not ASCII are shown as dots (AWS: r_STL_LOAD_ERRORS).</summary>
    private static string RawText(ReadOnlySpan<byte> bytes)
    {
        const int Most = 1024;
        return string.Create(Math.Min(bytes.Length, Most), bytes[..Math.Min(bytes.Length, Most)], (text, raw) =>
        {
            for (var i = 0; i < raw.Length; i++)
            {
                text[i] = raw[i] is >= 0x20 and < 0x7F or (byte)'\t' ? (char)raw[i] : '.';
            }
        });
    }
}
