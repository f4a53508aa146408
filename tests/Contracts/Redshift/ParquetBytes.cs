using ParquetSharp;
using ParquetSharp.IO;
using ParquetSharp.Schema;

namespace RedshiftIntegration.Contracts.Redshift;

/// <summary>Parquet files of one column, for rules of COPY.</summary>
internal static class ParquetBytes
{
    /// <summary>A column <c>a</c> of CLR values.</summary>
    public static byte[] As<T>(LogicalType? type, params T[] values) => Write(new Column(typeof(T), "a", type), values);

    public static byte[] Of<T>(params T[] values) => As(null, values);

    /// <summary>Decimals, whose type the column itself names.</summary>
    public static byte[] Decimals(int precision, int scale, params decimal?[] values)
    {
        using LogicalType type = LogicalType.Decimal(precision, scale);
        return Write(new Column<decimal?>("a", type), values);
    }

    /// <summary>No row, a column <c>a</c> of a physical type that the writer itself would not choose.</summary>
    public static byte[] Empty(LogicalType type, PhysicalType physical, int width = -1)
    {
        using MemoryStream stream = new();
        using (ManagedOutputStream output = new(stream, leaveOpen: true))
        {
            using PrimitiveNode column = new("a", Repetition.Optional, type, physical, width);
            using GroupNode schema = new("schema", Repetition.Required, [column]);
            using WriterProperties properties = WriterProperties.GetDefaultWriterProperties();
            using ParquetFileWriter file = new(output, schema, properties);
            file.Close();
        }

        return stream.ToArray();
    }

    /// <summary>Two columns of integers.</summary>
    public static byte[] Pairs(params (int First, int Second)[] rows)
    {
        using MemoryStream stream = new();
        using (ParquetFileWriter file = new(stream, [new Column<int>("x"), new Column<int>("y")], leaveOpen: true))
        {
            using (RowGroupWriter group = file.AppendRowGroup())
            {
                Put(group, [.. rows.Select(r => r.First)]);
                Put(group, [.. rows.Select(r => r.Second)]);
            }

            file.Close();
        }

        return stream.ToArray();
    }

    /// <summary>A column of texts as bytes, valid UTF-8 or not.</summary>
    public static byte[] Texts(params byte[][] values)
    {
        using MemoryStream stream = new();
        using (ManagedOutputStream output = new(stream, leaveOpen: true))
        {
            using LogicalType type = LogicalType.String();
            using PrimitiveNode column = new("a", Repetition.Required, type, PhysicalType.ByteArray);
            using GroupNode schema = new("schema", Repetition.Required, [column]);
            using WriterProperties properties = WriterProperties.GetDefaultWriterProperties();
            using ParquetFileWriter file = new(output, schema, properties);
            using (RowGroupWriter group = file.AppendRowGroup())
            {
                using ColumnWriter<ByteArray> writer = (ColumnWriter<ByteArray>)group.NextColumn();
                foreach (byte[] value in values)
                {
                    System.Runtime.InteropServices.GCHandle pinned = System.Runtime.InteropServices.GCHandle.Alloc(value, System.Runtime.InteropServices.GCHandleType.Pinned);
                    writer.WriteBatch([new ByteArray(pinned.AddrOfPinnedObject(), value.Length)]);
                    pinned.Free();
                }
            }

            file.Close();
        }

        return stream.ToArray();
    }

    private static byte[] Write<T>(Column column, T[] values)
    {
        using MemoryStream stream = new();
        using (ParquetFileWriter file = new(stream, [column], leaveOpen: true))
        {
            using (RowGroupWriter group = file.AppendRowGroup())
            {
                Put(group, values);
            }

            file.Close();
        }

        return stream.ToArray();
    }

    private static void Put<T>(RowGroupWriter group, T[] values)
    {
        using LogicalColumnWriter<T> writer = group.NextColumn().LogicalWriter<T>();
        writer.WriteBatch(values);
    }
}
