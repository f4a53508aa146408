using System.Globalization;
using RedshiftIntegration.Errors;
using RedshiftIntegration.Flow;

namespace RedshiftIntegration.Sources.Database;

/// <summary>
/// SQLite's declared types. SQLite keeps the text of the declaration and little more ("Datatypes In SQLite", section 3), so the text decides,
/// and each value's storage class is checked against it.
/// </summary>
internal sealed record SqliteType(TypeFamily Family, RedshiftType? Default, string Why)
{
    private const string NoSizes = "SQLite does not bound its values";

    public static SqliteType Of(string declared)
    {
        (string name, int[] sizes) = Split(declared);
        return name switch
        {
            "INTEGER" or "INT" or "BIGINT" or "SMALLINT" or "TINYINT" or "MEDIUMINT" or "INT2" or "INT8" or "UNSIGNED BIG INT" =>
                new(TypeFamily.Integer, RedshiftType.BigInt, "SQLite integers have up to 8 bytes, whatever the declaration says"),
            "REAL" or "DOUBLE" or "DOUBLE PRECISION" or "FLOAT" => new(TypeFamily.Double, RedshiftType.DoublePrecision, "8-byte floating point"),
            "DECIMAL" or "NUMERIC" => Decimal(sizes),
            "BOOLEAN" or "BOOL" => new(TypeFamily.Boolean, RedshiftType.Boolean, "0 and 1"),
            "DATE" => new(TypeFamily.Date, RedshiftType.Date, "ISO text"),
            "DATETIME" or "TIMESTAMP" => new(TypeFamily.Timestamp, RedshiftType.Timestamp, "ISO text"),
            "TIME" => new(TypeFamily.Time, RedshiftType.Time, "ISO text"),
            "BLOB" => new(TypeFamily.Binary, RedshiftType.Varbyte(RedshiftType.MaxVarbyteBytes), NoSizes),
            "JSON" => new(TypeFamily.Json, RedshiftType.Super, "JSON text"),
            "TEXT" or "CLOB" or "VARCHAR" or "CHAR" or "CHARACTER" or "NVARCHAR" or "NCHAR" or "VARYING CHARACTER" or "NATIVE CHARACTER" => Text(sizes),
            _ => new(TypeFamily.Unknown, null, name.Length == 0 ? "it is an expression or was declared without a type" : "the declared type is not one that is known"),
        };
    }

    public static ColumnResolution Resolve(SourceColumn column, RedshiftType? asked, string? clrType)
    {
        SqliteType type = Of(column.NativeType);
        if (asked is not null)
        {
            return TypeFamilies.Asked(column, type.Family, asked);
        }

        return type.Default is not null
            ? new() { Type = type.Default, Why = type.Why }
            : ClrTypes.Resolve(column, clrType, SourceProblems.NoDefaultType(column.Name, column.NativeType, type.Why, "State the type with As(...)."));
    }

    private static SqliteType Decimal(int[] sizes) => sizes switch
    {
        [>= 1 and <= 38 and int p] => new(TypeFamily.Decimal, TypeFamilies.Decimal(p, 0), "as declared; each value is checked"),
        [>= 1 and <= 38 and int p, >= 0 and <= 37 and int s] when s <= p => new(TypeFamily.Decimal, TypeFamilies.Decimal(p, s), "as declared; each value is checked"),
        [] => new(TypeFamily.Decimal, null, "DECIMAL without digits says nothing of its values"),
        _ => new(TypeFamily.Decimal, null, "Redshift's DECIMAL has at most 38 digits, 37 of them after the point"),
    };

    private static SqliteType Text(int[] sizes) => sizes is [> 0 and int n, ..]
        ? new(TypeFamily.Text, RedshiftType.Varchar((int)Math.Min(RedshiftType.MaxVarcharBytes, n * 4L)), "up to 4 bytes per character in UTF-8; each value is checked")
        : new(TypeFamily.Text, RedshiftType.Varchar(RedshiftType.MaxVarcharBytes), "text without a length");

    private static (string Name, int[] Sizes) Split(string declared)
    {
        int open = declared.IndexOf('(', StringComparison.Ordinal);
        string name = string.Join(' ', (open < 0 ? declared : declared[..open]).ToUpperInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries));
        if (open < 0)
        {
            return (name, []);
        }

        string[] parts = declared[(open + 1)..].TrimEnd(' ', ')').Split(',');
        int[] sizes = new int[parts.Length];
        for (int i = 0; i < parts.Length; i++)
        {
            // A size that is no number counts as one that can't be used.
            sizes[i] = int.TryParse(parts[i], NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out int size) ? size : -1;
        }

        return (name, sizes);
    }
}
