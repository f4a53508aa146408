using System.Globalization;
using System.Text;

namespace RedshiftIntegration.Sources.MySql;

/// <summary>
/// MySQL's and MariaDB's types and what they become by default: the narrowest Redshift type that holds every value.
/// Source: MySQL 8.4 Reference Manual, chapter 13 "Data Types"; MariaDB, "Data Types"; AWS, "Data types" of Amazon Redshift.
/// </summary>
internal static class MySqlTypeMap
{
    private static readonly MySqlTypeRow[] Rows =
    [
        new(["tinyint", "boolean", "bool"], WholeNumber, _ => RedshiftType.SmallInt, f => f.IsBool ? "tinyint(1) holds -128 to 127; As(RedshiftType.Boolean) takes 0 and 1 only" : "Redshift has no smaller integer"),
        new(["smallint"], WholeNumber, f => f.IsUnsigned ? RedshiftType.Integer : RedshiftType.SmallInt, f => f.IsUnsigned ? "0 to 65535" : "the same range"),
        new(["mediumint"], WholeNumber, _ => RedshiftType.Integer, _ => "24 bits"),
        new(["int", "integer"], WholeNumber, f => f.IsUnsigned ? RedshiftType.BigInt : RedshiftType.Integer, f => f.IsUnsigned ? "0 to 4294967295" : "the same range"),
        new(["bigint"], WholeNumber, f => f.IsUnsigned ? RedshiftType.Decimal(20, 0) : RedshiftType.BigInt, f => f.IsUnsigned ? "0 to 18446744073709551615" : "the same range"),
        new(["year"], _ => MySqlFamily.Int, _ => RedshiftType.Integer, _ => "a year is a number"),
        new(["decimal", "numeric"], _ => MySqlFamily.Decimal, DecimalOf, DecimalWhy),
        new(["float"], _ => MySqlFamily.Float, _ => RedshiftType.Real, _ => "4 bytes"),
        new(["double", "real"], _ => MySqlFamily.Double, _ => RedshiftType.DoublePrecision, _ => "8 bytes"),
        new(["bit"], _ => MySqlFamily.Bit, BitOf, f => string.Create(CultureInfo.InvariantCulture, $"{f.Precision} bits")),
        new(["date"], _ => MySqlFamily.Date, _ => RedshiftType.Date, _ => "zero dates become NULL where the column may be NULL, else they are refused"),
        new(["datetime"], _ => MySqlFamily.DateTime, _ => RedshiftType.Timestamp, _ => "no zone, as it stands; zero dates become NULL where the column may be NULL, else they are refused"),
        new(["timestamp"], _ => MySqlFamily.DateTime, _ => RedshiftType.Timestamp, _ => "in UTC"),
        new(["time"], _ => MySqlFamily.Time, _ => RedshiftType.BigInt, _ => "microseconds: MySQL's TIME reaches from -838 to 838 hours"),
        new(["char", "varchar", "nchar", "nvarchar"], _ => MySqlFamily.Text, f => Varchar(f.MaxLength * MySqlText.BytesPerCharacter(f.Charset)), f => string.Create(CultureInfo.InvariantCulture, $"{f.MaxLength} characters of {f.Charset ?? "utf8mb4"}, up to {MySqlText.BytesPerCharacter(f.Charset)} bytes each in UTF-8{Limited(f.MaxLength * MySqlText.BytesPerCharacter(f.Charset))}")),
        new(["tinytext", "text", "mediumtext", "longtext"], f => f.IsJson ? MySqlFamily.Json : MySqlFamily.Text, f => f.IsJson ? RedshiftType.Super : Varchar(MySqlText.GrownBytes(f.MaxLength, f.Charset)), f => f.IsJson ? "its check constraint says JSON" : $"as long as {f.DataType} can be in UTF-8{Limited(MySqlText.GrownBytes(f.MaxLength, f.Charset))}"),
        new(["enum"], _ => MySqlFamily.Text, f => Varchar(LabelBytes(f).DefaultIfEmpty(1).Max()), _ => "the longest label"),
        new(["set"], _ => MySqlFamily.Text, f => Varchar(LabelBytes(f).Sum() + LabelBytes(f).Count() - 1), _ => "all labels, joined by commas"),
        new(["binary", "varbinary"], _ => MySqlFamily.Binary, f => Varbyte(f.MaxLength), _ => "the same bytes"),
        new(["tinyblob", "blob", "mediumblob", "longblob"], _ => MySqlFamily.Binary, f => Varbyte(f.MaxLength), f => f.MaxLength > RedshiftType.MaxVarbyteBytes ? "VARBYTE ends at 16777216 bytes; a longer value is refused" : "the same bytes"),
        new(["json"], _ => MySqlFamily.Json, _ => RedshiftType.Super, _ => "JSON"),
        new(["uuid"], _ => MySqlFamily.Spelled, _ => RedshiftType.Char(36), _ => "36 ASCII characters"),
        new(["inet4"], _ => MySqlFamily.Spelled, _ => RedshiftType.Varchar(15), _ => "at most 15 characters"),
        new(["inet6"], _ => MySqlFamily.Spelled, _ => RedshiftType.Varchar(45), _ => "at most 45 characters"),
        new(["geometry", "point", "linestring", "polygon", "multipoint", "multilinestring", "multipolygon", "geometrycollection", "geomcollection"], _ => MySqlFamily.Geometry, _ => Varbyte(RedshiftType.MaxVarbyteBytes), _ => "well-known binary (WKB); the SRID does not come along"),
    ];

    private static readonly Dictionary<string, MySqlTypeRow> ByName =
        Rows.SelectMany(r => r.DataTypes.Select(n => (Name: n, Row: r))).ToDictionary(x => x.Name, x => x.Row, StringComparer.OrdinalIgnoreCase);

    public static MySqlTypeRow? RowOf(MySqlColumnFacts facts) => ByName.GetValueOrDefault(facts.DataType);

    private static MySqlFamily WholeNumber(MySqlColumnFacts facts) => facts switch
    {
        { IsZerofill: true } => MySqlFamily.BigInt,
        { DataType: "bigint" } => MySqlFamily.BigInt,
        { DataType: "int" or "integer", IsUnsigned: true } => MySqlFamily.BigInt,
        _ => MySqlFamily.Int,
    };

    private static RedshiftType? DecimalOf(MySqlColumnFacts facts) => facts switch
    {
        { Precision: > 38 } or { Scale: > 37 } => null,
        // Redshift keeps DECIMAL(19,s) in 8 bytes and overflows beyond 9223372036854775807 (AWS, r_Numeric_types201).
        { Precision: 19 } => RedshiftType.Decimal(20, facts.Scale),
        _ => RedshiftType.Decimal(facts.Precision, facts.Scale),
    };

    private static string DecimalWhy(MySqlColumnFacts facts) => facts switch
    {
        { Precision: > 38 } or { Scale: > 37 } => "Redshift's DECIMAL ends at 38 digits, 37 of them after the point",
        { Precision: 19 } => "Redshift's DECIMAL of 19 digits does not hold all of them",
        _ => "the same digits",
    };

    private static RedshiftType BitOf(MySqlColumnFacts facts) => facts.Precision switch
    {
        1 => RedshiftType.Boolean,
        64 => RedshiftType.Decimal(20, 0),
        _ => RedshiftType.BigInt,
    };

    private static IEnumerable<long> LabelBytes(MySqlColumnFacts facts) => MySqlText.Labels(facts.ColumnType).Select(l => (long)Encoding.UTF8.GetByteCount(l));

    private static RedshiftType Varchar(long bytes) => RedshiftType.Varchar((int)Math.Clamp(bytes, 1, RedshiftType.MaxVarcharBytes));

    private static RedshiftType Varbyte(long bytes) => RedshiftType.Varbyte((int)Math.Clamp(bytes, 1, RedshiftType.MaxVarbyteBytes));

    private static string Limited(long bytes) => bytes > RedshiftType.MaxVarcharBytes ? "; VARCHAR ends at 65535 bytes, a longer value is refused" : string.Empty;
}

/// <param name="DataTypes">DATA_TYPE in lower case.</param>
/// <param name="Default">Null where no Redshift type holds every value.</param>
internal sealed record MySqlTypeRow(
    string[] DataTypes, Func<MySqlColumnFacts, MySqlFamily> Family, Func<MySqlColumnFacts, RedshiftType?> Default, Func<MySqlColumnFacts, string> Why);
