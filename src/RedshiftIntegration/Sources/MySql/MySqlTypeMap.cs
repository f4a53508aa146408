using System.Globalization;
using System.Text;

namespace RedshiftIntegration.Sources.MySql;

/// <summary>
/// MySQL's and MariaDB's types and what they become by default: the narrowest Redshift type that holds every value.
/// Source: MySQL 8.4 Reference Manual, chapter 13 "Data Types"; MariaDB, "Data Types"; AWS, "Data types" of Amazon Redshift.
/// </summary>
internal static class MySqlTypeMap
{
    private const string ZeroDates = "zero dates (0000-00-00, 2020-00-15, a 31st of February, the year 0) become NULL where the column may be NULL, and the run's record counts them; else they are refused; VARCHAR takes them as they stand";
    private const string LongText = "a zero byte, and a text of more bytes in UTF-8 than the target holds, are refused";

    private static readonly MySqlTypeRow JsonRow =
        new(["json"], _ => MySqlFamily.Json, _ => RedshiftType.Super, f => f.DataType == "json" ? "JSON" : "its check constraint says JSON", MySqlAlternatives.Json)
        {
            Limits = "what is no JSON, and JSON of more than 65535 bytes, are refused; VARBYTE takes up to 16777216 bytes. Duplicate keys stay",
        };

    public static readonly IReadOnlyList<MySqlTypeRow> Rows =
    [
        new(["tinyint", "boolean", "bool"], WholeNumber, _ => RedshiftType.SmallInt, f => f.IsBool ? "tinyint(1) holds -128 to 127; As(RedshiftType.Boolean) takes 0 and 1 only" : "Redshift has no smaller integer", MySqlAlternatives.Integers(bytes: 1)),
        new(["smallint"], WholeNumber, f => f.IsUnsigned ? RedshiftType.Integer : RedshiftType.SmallInt, f => f.IsUnsigned ? "0 to 65535" : "the same range", MySqlAlternatives.Integers(bytes: 2)),
        new(["mediumint"], WholeNumber, _ => RedshiftType.Integer, _ => "24 bits", MySqlAlternatives.Integers(bytes: 3)),
        new(["int", "integer"], WholeNumber, f => f.IsUnsigned ? RedshiftType.BigInt : RedshiftType.Integer, f => f.IsUnsigned ? "0 to 4294967295" : "the same range", MySqlAlternatives.Integers(bytes: 4)),
        new(["bigint"], WholeNumber, f => f.IsUnsigned ? RedshiftType.Decimal(20, 0) : RedshiftType.BigInt, f => f.IsUnsigned ? "0 to 18446744073709551615" : "the same range", MySqlAlternatives.WideIntegers),
        new(["year"], _ => MySqlFamily.Int, _ => RedshiftType.Integer, _ => "a year is a number", MySqlAlternatives.Year),
        new(["decimal", "numeric"], _ => MySqlFamily.Decimal, DecimalOf, DecimalWhy, MySqlAlternatives.Decimals) { Limits = "a column of more than 38 digits, or 38 of them after the point, needs As: a DECIMAL refuses what it does not hold, VARCHAR(digits + 2) takes all" },
        new(["float"], _ => MySqlFamily.Float, _ => RedshiftType.Real, _ => "4 bytes", MySqlAlternatives.Float),
        new(["double", "real"], _ => MySqlFamily.Double, _ => RedshiftType.DoublePrecision, _ => "8 bytes", MySqlAlternatives.Double),
        new(["bit"], _ => MySqlFamily.Bit, BitOf, f => string.Create(CultureInfo.InvariantCulture, $"{f.Precision} bits"), MySqlAlternatives.WideIntegers),
        new(["date"], _ => MySqlFamily.Date, _ => RedshiftType.Date, _ => "zero dates become NULL where the column may be NULL, else they are refused", MySqlAlternatives.Date) { Limits = ZeroDates },
        new(["datetime"], _ => MySqlFamily.DateTime, _ => RedshiftType.Timestamp, _ => "no zone, as it stands; zero dates become NULL where the column may be NULL, else they are refused", MySqlAlternatives.DateTime) { Limits = ZeroDates },
        new(["timestamp"], _ => MySqlFamily.DateTime, _ => RedshiftType.Timestamp, _ => "in UTC", MySqlAlternatives.Moment) { Limits = ZeroDates },
        new(["time"], _ => MySqlFamily.Time, _ => RedshiftType.BigInt, _ => "microseconds: MySQL's TIME reaches from -838 to 838 hours", MySqlAlternatives.Time),
        new(["char", "varchar", "nchar", "nvarchar"], _ => MySqlFamily.Text, f => Varchar(f.MaxLength * MySqlText.BytesPerCharacter(f.Charset)), f => string.Create(CultureInfo.InvariantCulture, $"{f.MaxLength} characters of {f.Charset ?? "utf8mb4"}, up to {MySqlText.BytesPerCharacter(f.Charset)} bytes each in UTF-8{Limited(f.MaxLength * MySqlText.BytesPerCharacter(f.Charset))}"), MySqlAlternatives.Texts) { Limits = $"{LongText}; trailing blanks of VARCHAR stay, CHAR comes without them as MySQL gives it" },
        new(["tinytext", "text", "mediumtext", "longtext"], _ => MySqlFamily.Text, f => Varchar(MySqlText.GrownBytes(f.MaxLength, f.Charset)), f => $"as long as {f.DataType} can be in UTF-8{Limited(MySqlText.GrownBytes(f.MaxLength, f.Charset))}", MySqlAlternatives.Texts) { Limits = LongText },
        new(["enum"], _ => MySqlFamily.Text, f => Varchar(LabelBytes(f).DefaultIfEmpty(1).Max()), _ => "the longest label", MySqlAlternatives.Enum) { Limits = "an invalid value is the empty text, as MySQL gives it" },
        new(["set"], _ => MySqlFamily.Text, f => Varchar(LabelBytes(f).Sum() + LabelBytes(f).Count() - 1), _ => "all labels, joined by commas", MySqlAlternatives.Set),
        new(["binary", "varbinary"], _ => MySqlFamily.Binary, f => Varbyte(f.MaxLength), _ => "the same bytes", MySqlAlternatives.Binary) { Limits = "the zero bytes with which MySQL fills BINARY stay; a UUID in BINARY(16) becomes text through a MySqlQuery: MySQL `BIN_TO_UUID(c)`, MariaDB `CAST(c AS UUID)`" },
        new(["tinyblob", "blob", "mediumblob", "longblob"], _ => MySqlFamily.Binary, f => Varbyte(f.MaxLength), f => f.MaxLength > RedshiftType.MaxVarbyteBytes ? "VARBYTE ends at 16777216 bytes; a longer value is refused" : "the same bytes", MySqlAlternatives.Binary) { Limits = "more than 16777216 bytes are refused" },
        JsonRow,
        new(["uuid"], _ => MySqlFamily.Spelled, _ => RedshiftType.Char(36), _ => "36 ASCII characters", MySqlAlternatives.Spelled),
        new(["inet4"], _ => MySqlFamily.Spelled, _ => RedshiftType.Varchar(15), _ => "at most 15 characters", MySqlAlternatives.Spelled),
        new(["inet6"], _ => MySqlFamily.Spelled, _ => RedshiftType.Varchar(45), _ => "at most 45 characters", MySqlAlternatives.Spelled),
        new(["geometry", "point", "linestring", "polygon", "multipoint", "multilinestring", "multipolygon", "geometrycollection", "geomcollection"], _ => MySqlFamily.Geometry, _ => Varbyte(RedshiftType.MaxVarbyteBytes), _ => "well-known binary (WKB); the SRID does not come along", MySqlAlternatives.Geometry) { Limits = "ST_GeomFromWKB reads it. MySQL 8 writes the axes in the order of the SRID (latitude first for 4326), MariaDB x first: `ST_AsWKB(c, 'axis-order=long-lat')` in a MySqlQuery turns them" },
        new(["vector"], _ => MySqlFamily.Binary, _ => null, _ => "Redshift has no type for it", []) { Limits = "Read it through a MySqlQuery as JSON: VECTOR_TO_STRING(c) on MySQL 9, VEC_ToText(c) on MariaDB 11.7, with As(RedshiftType.Super)." },
    ];

    private static readonly Dictionary<string, MySqlTypeRow> ByName =
        Rows.SelectMany(r => r.DataTypes.Select(n => (Name: n, Row: r))).ToDictionary(x => x.Name, x => x.Row, StringComparer.OrdinalIgnoreCase);

    public static MySqlTypeRow? RowOf(MySqlColumnFacts facts) => facts.IsJson ? JsonRow : ByName.GetValueOrDefault(facts.DataType);

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
