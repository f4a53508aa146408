using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ParquetSharp;
using ParquetSharp.Schema;
using RedshiftIntegration.Flow;
using Column = RedshiftIntegration.Flow.Column;

namespace RedshiftIntegration.Engines.Direct;

/// <summary>
/// Batches to one Parquet file after another: the only type that knows the Parquet library, so that another one could serve platforms without its
/// native code. Physical writers on spans over pinned arrays, in buffered row groups that are closed by size.
/// </summary>
internal sealed class ParquetFileEncoder : IDisposable
{
    private const int DictionaryPageBytes = 1024 * 1024;
    private const int MaxOpenPageBytes = 16 * 1024 * 1024;
    private const int MinPageBytes = 64 * 1024;
    private const int MaxPageBytes = 1024 * 1024;
    private readonly ResolvedMapping _mapping;
    private readonly StagingCompression _compression;
    private readonly int _rowGroupBytes;
    private readonly ColumnPool _pool;
    private readonly GroupNode _schema;
    private bool[]? _dictionaries;
    private ByteArray[] _slices = [];
    private FixedLenByteArray[] _fixed = [];
    private ParquetOutput? _output;
    private WriterProperties? _properties;
    private ParquetFileWriter? _file;
    private RowGroupWriter? _group;

    public ParquetFileEncoder(ResolvedMapping mapping, StagingCompression compression, int rowGroupBytes, ColumnPool pool)
    {
        _mapping = mapping;
        _compression = compression;
        _rowGroupBytes = rowGroupBytes;
        _pool = pool;
        _schema = ParquetSchema.Of(mapping);
    }

    /// <summary>Rows written into the file that is open.</summary>
    public long Rows { get; private set; }

    /// <summary>Begins a file. <paramref name="first"/> is the batch that comes first; the first of all is the dictionary sample.</summary>
    public void Begin(Stream output, ColumnBatch first)
    {
        _dictionaries ??= [.. first.Columns.Select(DictionarySample.PaysOff)];
        Rows = 0;
        _output = new ParquetOutput(output);
        _properties = Properties();
        Guarded(() => _file = new ParquetFileWriter(_output, _schema, _properties, leaveOpen: true));
    }

    /// <summary>Writes a batch. True if a row group was closed with it, which is where a file may end.</summary>
    public bool Write(ColumnBatch batch)
    {
        try
        {
            _group ??= _file!.AppendBufferedRowGroup();
            for (int i = 0; i < batch.Columns.Length; i++)
            {
                WriteColumn(_group.Column(i), batch.Columns[i]);
            }

            Rows += batch.Rows;
            if (_group.TotalBytesWritten < _rowGroupBytes)
            {
                return false;
            }

            CloseGroup();
            return true;
        }
        catch (Exception) when (_output!.Failure is not null)
        {
            throw Rethrown();
        }
    }

    /// <summary>Ends the file; its bytes are all in the output.</summary>
    public void End()
    {
        Guarded(() =>
        {
            CloseGroup();
            _file!.Close();
        });
        Release();
    }

    /// <summary>Gives up the file that is open, if any.</summary>
    public void Dispose()
    {
        _output?.Abandon();
        try
        {
            Release();
        }
        catch (Exception) when (_output is not null)
        {
            // The file was given up because of an error that its caller already has.
        }

        _pool.Return(_slices);
        _pool.Return(_fixed);
        (_slices, _fixed) = ([], []);
        _schema.Dispose();
    }

    private void Release()
    {
        _group?.Dispose();
        _file?.Dispose();
        _properties?.Dispose();
        (_group, _file, _properties) = (null, null, null);
    }

    private void CloseGroup()
    {
        _group?.Close();
        _group?.Dispose();
        _group = null;
    }

    private void Guarded(Action action)
    {
        try
        {
            action();
        }
        catch (Exception) when (_output!.Failure is not null)
        {
            throw Rethrown();
        }
    }

    /// <summary>The output's own error, with its type and stack.</summary>
    private Exception Rethrown()
    {
        System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(_output!.Failure!);
        return _output.Failure!;
    }

    private WriterProperties Properties()
    {
        using WriterPropertiesBuilder builder = new();
        int pageBytes = Math.Clamp(MaxOpenPageBytes / _mapping.Columns.Count, MinPageBytes, MaxPageBytes);
        builder.DataPagesize(pageBytes).DictionaryPagesizeLimit(DictionaryPageBytes).DisableDictionary().CreatedBy("RedshiftIntegration");
        switch (_compression)
        {
            case StagingCompression.Zstd:
                builder.Compression(Compression.Zstd).CompressionLevel(1);
                break;
            case StagingCompression.None:
                builder.Compression(Compression.Uncompressed);
                break;
            default:
                builder.Compression(Compression.Snappy);
                break;
        }

        for (int i = 0; i < _mapping.Columns.Count; i++)
        {
            ResolvedColumn column = _mapping.Columns[i];
            using ColumnPath path = new([column.TargetColumn]);
            if (_dictionaries![i])
            {
                builder.EnableDictionary(path);
            }

            // Nobody prunes by the extremes of text; writing them costs 18 % of the encoder's CPU. Keys and cursors keep theirs.
            if (ColumnLayout.Of(column).Kind == ColumnKind.Bytes && !IsKeyOrCursor(column))
            {
                builder.DisableStatistics(path);
            }
        }

        return builder.Build();
    }

    private bool IsKeyOrCursor(ResolvedColumn column) =>
        _mapping.Keys.Contains(column.TargetColumn, StringComparer.Ordinal) || string.Equals(_mapping.Cursor?.StageColumn, column.TargetColumn, StringComparison.Ordinal);

    private void WriteColumn(ColumnWriter writer, Column column)
    {
        ReadOnlySpan<short> levels = column.Levels is null ? default : column.Levels.AsSpan(0, column.Rows);
        switch (column.Layout.Kind)
        {
            case ColumnKind.Int32:
                Write(writer, column, levels, column.Int32s);
                break;
            case ColumnKind.Int64:
                Write(writer, column, levels, column.Int64s);
                break;
            case ColumnKind.Boolean:
                Write(writer, column, levels, column.Booleans);
                break;
            case ColumnKind.Float:
                Write(writer, column, levels, column.Floats);
                break;
            case ColumnKind.Double:
                Write(writer, column, levels, column.Doubles);
                break;
            case ColumnKind.FixedBytes:
                Write(writer, column, levels, FixedPointers(column));
                break;
            default:
                Write(writer, column, levels, Slices(column));
                break;
        }
    }

    private static void Write<T>(ColumnWriter writer, Column column, ReadOnlySpan<short> levels, T[]? values)
        where T : unmanaged =>
        ((ColumnWriter<T>)writer).WriteBatch(column.Rows, levels, default, values.AsSpan(0, column.ValueCount));

    /// <summary>The array is pinned (ColumnPool), so its address stays.</summary>
    private static unsafe nint AddressOf(byte[] pinned) => (nint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(pinned));

    private ByteArray[] Slices(Column column)
    {
        Resize(ref _slices, column.ValueCount);
        nint start = AddressOf(column.Bytes!);
        int[] offsets = column.Offsets!;
        for (int i = 0; i < column.ValueCount; i++)
        {
            _slices[i] = new ByteArray(start + offsets[i], offsets[i + 1] - offsets[i]);
        }

        return _slices;
    }

    private FixedLenByteArray[] FixedPointers(Column column)
    {
        Resize(ref _fixed, column.ValueCount);
        nint start = AddressOf(column.Bytes!);
        for (int i = 0; i < column.ValueCount; i++)
        {
            _fixed[i] = new FixedLenByteArray(start + (i * column.Layout.FixedWidth));
        }

        return _fixed;
    }

    private void Resize<T>(ref T[] array, int length)
        where T : unmanaged
    {
        if (array.Length < length)
        {
            _pool.Return(array.Length == 0 ? null : array);
            array = _pool.Rent<T>(length);
        }
    }
}
