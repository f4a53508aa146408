using System.Globalization;
using RedshiftIntegration.Testing.Binding;
using RedshiftIntegration.Testing.Catalogue;
using RedshiftIntegration.Testing.Engine;
using RedshiftIntegration.Testing.Statements;

namespace RedshiftIntegration.Testing.Loading;

/// <summary>Compares a file's columns with the table's by position and exact physical type (AWS: copy-usage_notes-copy-from-columnar).</summary>
internal static class ParquetSchemaCheck
{
    private static readonly ResultColumn[] SchemaColumns =
    [
        new("name", SqlType.Varchar()), new("type", SqlType.Varchar()), new("type_length", SqlType.BigInt), new("num_children", SqlType.BigInt),
        new("converted_type", SqlType.Varchar()), new("logical_type", SqlType.Varchar()), new("precision", SqlType.BigInt), new("scale", SqlType.BigInt),
    ];

    /// <summary>The file's top-level columns.</summary>
    public static IReadOnlyList<ParquetColumn> Read(Execution execution, CopyFile file)
    {
        List<object?[]> rows;
        try
        {
            rows = DuckRunner.Query(
                execution,
                $"SELECT name, type, CAST(type_length AS BIGINT), CAST(num_children AS BIGINT), converted_type, logical_type, CAST(precision AS BIGINT), CAST(scale AS BIGINT) "
                + $"FROM parquet_schema({Printer.Text(file.Path)})",
                SchemaColumns);
        }
        catch (SqlError e) when (e.SqlState == "XX000")
        {
            throw Spectrum.Error($"File '{file.Url}' is not a valid Parquet file");
        }

        var columns = new List<ParquetColumn>();
        for (var i = 1; i < rows.Count;)
        {
            columns.Add(Column(rows[i]));
            i = Next(rows, i);
        }

        return columns;
    }

    public static void Check(IReadOnlyList<ParquetColumn> file, IReadOnlyList<Column> table, CopyFile source, CopyOptions options)
    {
        if (file.Count != table.Count && !(options.FillRecord && file.Count < table.Count))
        {
            throw Spectrum.Error($"Unmatched number of columns between table and file. Table columns: {table.Count}, Data columns: {file.Count}, File name: {source.Url}");
        }

        for (var i = 0; i < file.Count; i++)
        {
            Check(file[i], table[i], source, options);
        }
    }

    private static void Check(ParquetColumn file, Column column, CopyFile source, CopyOptions options)
    {
        if (column.Type.Kind == SqlTypeKind.Super && !options.SerializeToJson)
        {
            throw new SqlError("XX000", "SUPER column in COPY query requires SERIALIZETOJSON option");
        }

        if (column.Type.Kind == SqlTypeKind.Decimal && file.IsDecimal && file.Precision == column.Type.Precision && file.Scale == column.Type.Scale && file.Physical == "FIXED_LEN_BYTE_ARRAY")
        {
            var width = MinimalWidth(file.Precision);
            if (file.Width != width)
            {
                throw Spectrum.Error($"File '{source.Url}' column '{column.Name}' has an invalid type length. Expecting: {width} len in file: {file.Width}");
            }
        }

        if (!Fits(file, column.Type))
        {
            throw Spectrum.Error($"File '{source.Url}' has an incompatible Parquet schema for column '{column.Name}'. Column type: {Name(column.Type)}, Parquet schema:\n{file}");
        }
    }

    private static bool Fits(ParquetColumn file, SqlType type)
    {
        if (file.Nested)
        {
            return type.Kind == SqlTypeKind.Super;
        }

        return type.Kind switch
        {
            SqlTypeKind.Boolean => file.Physical == "BOOLEAN",
            SqlTypeKind.SmallInt => file.Physical == "INT32" && file.IntegerBits is 8 or 16,
            SqlTypeKind.Integer => file.Physical == "INT32" && file.IntegerBits is 8 or 16 or 32,
            SqlTypeKind.BigInt => file.Physical == "INT64" && file.IntegerBits == 64,
            SqlTypeKind.Real => file.Physical == "FLOAT",
            SqlTypeKind.Double => file.Physical == "DOUBLE",
            SqlTypeKind.Decimal => file.IsDecimal && file.Precision == type.Precision && file.Scale == type.Scale && DecimalWidth(file),
            SqlTypeKind.Char or SqlTypeKind.Varchar => file.IsText,
            SqlTypeKind.Varbyte => file.IsBytes,
            SqlTypeKind.Date => file.IsDate,
            SqlTypeKind.Timestamp => file.IsTimestamp && !file.IsNanoseconds && !file.IsUtc,
            SqlTypeKind.TimestampTz => file.IsTimestamp && !file.IsNanoseconds && file.IsUtc,
            SqlTypeKind.Super => file.IsText,
            _ => false,
        };
    }

    private static bool DecimalWidth(ParquetColumn file) => file.Physical switch
    {
        "INT32" => file.Precision <= 9,
        "INT64" => file.Precision <= 18,
        "FIXED_LEN_BYTE_ARRAY" => true,
        _ => false,
    };

    /// <summary>Bytes of the smallest two's complement number that holds so many digits.</summary>
    private static int MinimalWidth(int precision)
    {
        var bits = (System.Numerics.BigInteger.Pow(10, precision) - 1).GetBitLength() + 1;
        return (int)((bits + 7) / 8);
    }

    private static string Name(SqlType type) => type.Kind switch
    {
        SqlTypeKind.Integer => "INT",
        SqlTypeKind.Decimal => string.Create(CultureInfo.InvariantCulture, $"DECIMAL({type.Precision},{type.Scale})"),
        SqlTypeKind.Varchar => string.Create(CultureInfo.InvariantCulture, $"VARCHAR({type.Length})"),
        SqlTypeKind.Char => string.Create(CultureInfo.InvariantCulture, $"CHAR({type.Length})"),
        _ => type.Kind.ToString().ToUpperInvariant(),
    };

    private static ParquetColumn Column(object?[] row) => new(
        (string)row[0]!, (string?)row[1] ?? "", (int)((long?)row[2] ?? 0), (string?)row[4] ?? "", (string?)row[5] ?? "",
        (int)((long?)row[6] ?? 0), (int)((long?)row[7] ?? 0), (long?)row[3] is > 0);

    /// <summary>The row after an element and all its children.</summary>
    private static int Next(List<object?[]> rows, int at)
    {
        var open = (long?)rows[at][3] ?? 0;
        at++;
        while (open > 0 && at < rows.Count)
        {
            open += ((long?)rows[at][3] ?? 0) - 1;
            at++;
        }

        return at;
    }
}
