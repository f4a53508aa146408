using System.Text;
using DuckDB.NET.Data.DataChunk.Writer;
using RedshiftIntegration.Testing.Binding;
using RedshiftIntegration.Testing.Catalogue;
using RedshiftIntegration.Testing.Engine;

namespace RedshiftIntegration.Testing.Loading;

/// <summary>Turns the texts of one column into values and hands them over to DuckDB (AWS: copy-parameters-data-conversion).</summary>
internal abstract class FieldLoader(Column column, CopyOptions options)
{
    private readonly byte[] nullText = Encoding.UTF8.GetBytes(options.Null);
    private readonly bool required = column is { NotNull: true, Default: null };
    private bool isNull;

    public Column Column => column;

    /// <summary>What stands in the stream's column.</summary>
    public abstract Type StreamType { get; }

    /// <summary>Whether the last text held invalid characters that were replaced.</summary>
    public virtual bool Replaced => false;

    protected CopyOptions Options => options;

    public static FieldLoader For(Column column, CopyOptions options) => column.Type.Kind switch
    {
        SqlTypeKind.SmallInt => new IntegerLoader(column, options, short.MinValue, short.MaxValue, "Short"),
        SqlTypeKind.Integer => new IntegerLoader(column, options, int.MinValue, int.MaxValue, "Integer"),
        SqlTypeKind.BigInt => new IntegerLoader(column, options, long.MinValue, long.MaxValue, "Long"),
        SqlTypeKind.Decimal => new DecimalLoader(column, options),
        SqlTypeKind.Real or SqlTypeKind.Double => new FloatLoader(column, options),
        SqlTypeKind.Boolean => new BooleanLoader(column, options),
        SqlTypeKind.Char or SqlTypeKind.Varchar => new TextLoader(column, options),
        SqlTypeKind.Date => new DateLoader(column, options),
        SqlTypeKind.Timestamp or SqlTypeKind.TimestampTz => new TimestampLoader(column, options),
        SqlTypeKind.Time or SqlTypeKind.TimeTz => new TimeLoader(column, options),
        SqlTypeKind.Super => new SuperLoader(column, options),
        SqlTypeKind.Varbyte => new VarbyteLoader(column, options),
        _ => throw SqlError.NotSupported($"COPY of text into a column of type {column.Type}"),
    };

    /// <summary>Reads a field; a fault makes the row unfit.</summary>
    public LoadFault? Load(ReadOnlySpan<byte> text, bool missing)
    {
        isNull = missing || text.SequenceEqual(nullText) || MeansNull(text);
        if (!isNull && Parse(text) is { } fault)
        {
            return fault;
        }

        return isNull && required ? LoadFaults.MissingData : null;
    }

    /// <summary>The text of a field that the line lacks, with FILLRECORD; null for NULL.</summary>
    public virtual string? Filling => null;

    public void Write(IDuckDBDataWriter writer, ulong row)
    {
        if (isNull)
        {
            writer.WriteNull(row);
        }
        else
        {
            WriteValue(writer, row);
        }
    }

    /// <summary>From the stream's column to the table's type.</summary>
    public virtual DuckSql Sql(DuckSql value) => Printer.Cast(value, column.Type);

    /// <summary>Blank fields are NULL but in CHAR and VARCHAR columns.</summary>
    protected virtual bool MeansNull(ReadOnlySpan<byte> text) => text.IndexOfAnyExcept(" \t\r\n"u8) < 0;

    protected void BecomesNull() => isNull = true;

    protected abstract LoadFault? Parse(ReadOnlySpan<byte> text);

    protected abstract void WriteValue(IDuckDBDataWriter writer, ulong row);
}
