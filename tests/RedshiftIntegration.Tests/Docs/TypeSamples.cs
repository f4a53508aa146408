using System.Globalization;
using RedshiftIntegration.Sources.MySql;

namespace RedshiftIntegration.Tests.Docs;

/// <summary>The types that docs/types.md shows.</summary>
internal static class TypeSamples
{
    public static readonly RedshiftType[] Redshift =
    [
        RedshiftType.SmallInt, RedshiftType.Integer, RedshiftType.BigInt, RedshiftType.Boolean, RedshiftType.Real, RedshiftType.DoublePrecision,
        RedshiftType.Decimal(18, 4), RedshiftType.Decimal(20, 4), RedshiftType.Decimal(38, 10), RedshiftType.Char(36), RedshiftType.Varchar(100), RedshiftType.Varbyte(100),
        RedshiftType.Date, RedshiftType.Time, RedshiftType.Timestamp, RedshiftType.TimestampTz, RedshiftType.Super,
    ];

    public static readonly (string Name, MySqlColumnFacts Facts)[] MySql =
    [
        Of("tinyint(1)"), Of("tinyint"), Of("tinyint unsigned"), Of("smallint"), Of("smallint unsigned"), Of("mediumint"), Of("mediumint unsigned"), Of("int"), Of("int unsigned"),
        Of("int(8) unsigned zerofill"), Of("bigint"), Of("bigint unsigned"), Of("year"), Number("decimal(9,3)", 9, 3), Number("decimal(19,4)", 19, 4), Number("decimal(38,10)", 38, 10),
        Number("decimal(38,38)", 38, 38), Number("decimal(65,30)", 65, 30), Of("float"), Of("double"), Number("bit(1)", 1, 0), Number("bit(8)", 8, 0), Number("bit(64)", 64, 0),
        Of("date"), Of("datetime(6)"), Of("timestamp(6)"), Of("time(6)"), Text("char(10)", 10, "utf8mb4"), Text("varchar(100)", 100, "utf8mb4"), Text("varchar(100)", 100, "latin1"), Text("varchar(20000)", 20_000, "utf8mb4"),
        Text("tinytext", 255, "utf8mb4"), Text("text", 65_535, "latin1"), Text("mediumtext", 16_777_215, "utf8mb4"), Text("longtext", int.MaxValue, "utf8mb4"), Text("enum('a','größer')", 6, "utf8mb4"), Text("set('a','bc')", 4, "utf8mb4"),
        Text("binary(16)", 16, null), Text("varbinary(100)", 100, null), Text("blob", 65_535, null), Text("longblob", int.MaxValue, null), ("json", Of("json").Facts with { IsJson = true }),
        ("longtext, json_valid", Text("longtext", int.MaxValue, "utf8mb4").Facts with { IsJson = true }), Of("uuid"), Of("inet4"), Of("inet6"), Of("geometry"), Of("vector"),
    ];

    public static readonly string[] PostgreSql =
    [
        "smallint", "integer", "bigint", "oid", "numeric(12,2)", "numeric(19,2)", "numeric(3,-2)", "numeric", "real", "double precision", "boolean", "date", "timestamp without time zone", "timestamp with time zone",
        "time without time zone", "bytea", "json", "jsonb", "uuid", "character(3)", "character varying(100)", "text", "citext", "xml", "name", "inet", "cidr", "macaddr", "interval",
    ];

    public static readonly string[] Sqlite =
        ["INTEGER", "REAL", "DECIMAL(12,2)", "DECIMAL(19,4)", "DECIMAL", "BOOLEAN", "DATE", "DATETIME", "TIME", "BLOB", "JSON", "TEXT", "VARCHAR(10)", string.Empty];

    private static (string Name, MySqlColumnFacts Facts) Of(string columnType) =>
        (columnType, new MySqlColumnFacts { DataType = columnType.Split('(', ' ')[0], ColumnType = columnType });

    private static (string Name, MySqlColumnFacts Facts) Number(string columnType, int precision, int scale) => (columnType, Of(columnType).Facts with { Precision = precision, Scale = scale });

    private static (string Name, MySqlColumnFacts Facts) Text(string columnType, long length, string? charset) => (
        charset is null or "utf8mb4" ? columnType : string.Create(CultureInfo.InvariantCulture, $"{columnType} {charset}"),
        Of(columnType).Facts with { MaxLength = length, Charset = charset, Collation = charset is null ? null : $"{charset}_general_ci" });
}
