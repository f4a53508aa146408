using System.Collections.Concurrent;
using DuckDB.NET.Data;
using DuckDB.NET.Data.DataChunk.Writer;

namespace RedshiftIntegration.Testing.Engine;

/// <summary>A row that stands in a stream while DuckDB takes it over.</summary>
internal interface IStreamedRow
{
    void Write(IDuckDBDataWriter[] writers, ulong row);
}

/// <summary>
/// Rows that C# makes while DuckDB reads them: <c>SELECT ... FROM rs_stream(n)</c>. No value becomes text on the way and none is kept.
/// </summary>
internal sealed class RowStreams
{
    private readonly ConcurrentDictionary<int, TableFunction> streams = new();
    private int last;

    public void Register(DuckDBConnection root) =>
        root.RegisterTableFunction<int>("rs_stream", arguments => streams[arguments[0].GetValue<int>()], (row, writers, index) => ((IStreamedRow)row!).Write(writers, index));

    /// <summary>Gives the stream's text for FROM to an action; afterwards the stream is gone. The enumeration must not throw.</summary>
    public T Use<T>(IReadOnlyList<ColumnInfo> columns, IEnumerable<IStreamedRow> rows, Func<DuckSql, T> read)
    {
        var number = Interlocked.Increment(ref last);
        streams[number] = new TableFunction(columns, rows);
        try
        {
            return read($"rs_stream({number})");
        }
        finally
        {
            streams.TryRemove(number, out _);
        }
    }
}
