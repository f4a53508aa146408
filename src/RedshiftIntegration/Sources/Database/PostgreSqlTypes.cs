using System.Globalization;
using RedshiftIntegration.Errors;
using RedshiftIntegration.Flow;

namespace RedshiftIntegration.Sources.Database;

/// <summary>PostgreSQL's types by the text of <c>format_type</c>, to Redshift's.</summary>
internal sealed record PostgreSqlType(TypeFamily Family, RedshiftType? Default, string Why)
{
    public static PostgreSqlType Of(string native)
    {
        (string name, int[] sizes) = Split(native);
        return name switch
        {
            "smallint" => new(TypeFamily.Integer, RedshiftType.SmallInt, "2 bytes"),
            "integer" => new(TypeFamily.Integer, RedshiftType.Integer, "4 bytes"),
            "bigint" => new(TypeFamily.Integer, RedshiftType.BigInt, "8 bytes"),
            "oid" => new(TypeFamily.Integer, RedshiftType.BigInt, "unsigned, 4 bytes"),
            "numeric" => Numeric(sizes),
            "real" => new(TypeFamily.Real, RedshiftType.Real, "4-byte floating point"),
            "double precision" => new(TypeFamily.Double, RedshiftType.DoublePrecision, "8-byte floating point"),
            "boolean" => new(TypeFamily.Boolean, RedshiftType.Boolean, "true and false"),
            "date" => new(TypeFamily.Date, RedshiftType.Date, "the same calendar; infinity and BC are refused"),
            "timestamp without time zone" => new(TypeFamily.Timestamp, RedshiftType.Timestamp, "microseconds, without a zone"),
            "timestamp with time zone" => new(TypeFamily.Timestamp, RedshiftType.Timestamp, "microseconds, in UTC"),
            "time without time zone" => new(TypeFamily.Time, RedshiftType.Time, "microseconds; 24:00:00 is refused"),
            "bytea" => new(TypeFamily.Binary, RedshiftType.Varbyte(RedshiftType.MaxVarbyteBytes), "PostgreSQL does not bound it"),
            "json" or "jsonb" => new(TypeFamily.Json, RedshiftType.Super, "JSON"),
            "uuid" => new(TypeFamily.Text, RedshiftType.Char(36), "36 characters"),
            "character varying" or "character" => Text(sizes),
            "text" or "citext" or "xml" => new(TypeFamily.Text, RedshiftType.Varchar(RedshiftType.MaxVarcharBytes), "text without a length; each value is checked"),
            "name" => new(TypeFamily.Text, RedshiftType.Varchar(64), "63 bytes in PostgreSQL"),
            "inet" or "cidr" => new(TypeFamily.Text, RedshiftType.Varchar(43), "an address and its mask"),
            "macaddr" => new(TypeFamily.Text, RedshiftType.Varchar(17), "6 bytes in hex"),
            _ => new(TypeFamily.Unknown, null, "it has no counterpart there"),
        };
    }

    public static ColumnResolution Resolve(SourceColumn column, RedshiftType? asked)
    {
        PostgreSqlType type = Of(column.NativeType);
        if (column.NativeType.EndsWith("[]", StringComparison.Ordinal))
        {
            return new() { Problem = SourceProblems.Unsupported(column.Name, column.NativeType, "Read a DatabaseQuery with to_jsonb(...) for a SUPER column, or leave the column out with Ignore.") };
        }

        if (asked is not null)
        {
            // Other types travel as their text, so they can become text alone.
            return type.Family == TypeFamily.Unknown && asked.Kind is not (Types.RedshiftTypeKind.Varchar or Types.RedshiftTypeKind.Char)
                ? new() { Problem = SourceProblems.NotCarried(column.Name, column.NativeType, asked, "Ask for VARCHAR, or cast it in a DatabaseQuery.") }
                : TypeFamilies.Asked(column, type.Family, asked);
        }

        if (column.Facts is int labelBytes)
        {
            return new() { Type = RedshiftType.Varchar(Math.Clamp(labelBytes, 1, RedshiftType.MaxVarcharBytes)), Why = "the longest label of the enumeration" };
        }

        return type.Default is not null
            ? new() { Type = type.Default, Why = type.Why }
            : new() { Problem = SourceProblems.NoDefaultType(column.Name, column.NativeType, type.Why, "State a type with As(...), or leave the column out with Ignore.") };
    }

    private static PostgreSqlType Numeric(int[] sizes) => sizes switch
    {
        [] => new(TypeFamily.Decimal, null, "NUMERIC without a precision holds any number of digits"),
        [int p] => Numeric([p, 0]),
        // Since PostgreSQL 15 a scale may be negative or above the precision.
        [int p, int s] when s < 0 && p - s <= 38 => new(TypeFamily.Decimal, TypeFamilies.Decimal(p - s, 0), "a negative scale, as the digits that it stands for"),
        [int p, int s] when s > p && s <= 37 => new(TypeFamily.Decimal, TypeFamilies.Decimal(s, s), "a scale above the precision"),
        [<= 38 and int p, >= 0 and <= 37 and int s] when s <= p =>
            new(TypeFamily.Decimal, TypeFamilies.Decimal(p, s), p == 19 ? "as declared; Redshift keeps 19 digits in 8 bytes, so it is 20" : "as declared"),
        _ => new(TypeFamily.Decimal, null, "Redshift's DECIMAL has at most 38 digits, 37 of them after the point"),
    };

    private static PostgreSqlType Text(int[] sizes) => sizes is [int n]
        ? new(TypeFamily.Text, RedshiftType.Varchar((int)Math.Min(RedshiftType.MaxVarcharBytes, n * 4L)), "up to 4 bytes per character in UTF-8")
        : new(TypeFamily.Text, RedshiftType.Varchar(RedshiftType.MaxVarcharBytes), "text without a length; each value is checked");

    /// <summary><c>numeric(12,2)</c>, <c>timestamp(3) without time zone</c>: the name without the sizes, and the sizes.</summary>
    private static (string Name, int[] Sizes) Split(string native)
    {
        int open = native.IndexOf('(', StringComparison.Ordinal);
        int close = native.IndexOf(')', StringComparison.Ordinal);
        if (open < 0 || close < open)
        {
            return (native, []);
        }

        int[] sizes = [.. native[(open + 1)..close].Split(',').Select(p => int.TryParse(p, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int size) ? size : int.MaxValue)];
        return (native[..open] + native[(close + 1)..], sizes);
    }
}
