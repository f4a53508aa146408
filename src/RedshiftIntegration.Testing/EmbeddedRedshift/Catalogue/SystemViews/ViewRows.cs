using System.Collections.Immutable;
using DuckDB.NET.Data;
using DuckDB.NET.Data.DataChunk.Writer;
using RedshiftIntegration.Testing.Binding;
using RedshiftIntegration.Testing.Statements;

namespace RedshiftIntegration.Testing.Catalogue.SystemViews;

/// <summary>Hands a view's rows over to DuckDB.</summary>
internal static class ViewRows
{
    public static IReadOnlyList<ColumnInfo> Columns(ImmutableArray<ResultColumn> columns) =>
        [.. columns.Select(c => new ColumnInfo(c.Name, ClrType(c.Type.Kind)))];

    public static Action<object?, IDuckDBDataWriter[], ulong> Writer(ImmutableArray<ResultColumn> columns) => (item, writers, row) =>
    {
        object?[] values = (object?[])item!;
        for (int i = 0; i < columns.Length; i++)
        {
            Write(writers[i], values[i], row);
        }
    };

    private static void Write(IDuckDBDataWriter writer, object? value, ulong row)
    {
        switch (value)
        {
            case null: writer.WriteNull(row); break;
            case bool b: writer.WriteValue(b, row); break;
            case short s: writer.WriteValue(s, row); break;
            case int i: writer.WriteValue(i, row); break;
            case long l: writer.WriteValue(l, row); break;
            case uint o: writer.WriteValue(o, row); break;
            case double d: writer.WriteValue(d, row); break;
            case DateTime t: writer.WriteValue(t, row); break;
            case string text: writer.WriteValue(text, row); break;
            default: throw new InvalidOperationException($"A system view can't hold a {value.GetType()}.");
        }
    }

    private static Type ClrType(SqlTypeKind kind) => kind switch
    {
        SqlTypeKind.Boolean => typeof(bool),
        SqlTypeKind.SmallInt => typeof(short),
        SqlTypeKind.Integer => typeof(int),
        SqlTypeKind.BigInt => typeof(long),
        SqlTypeKind.Oid => typeof(uint),
        SqlTypeKind.Double => typeof(double),
        SqlTypeKind.Timestamp => typeof(DateTime),
        _ => typeof(string),
    };
}
