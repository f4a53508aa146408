namespace RedshiftIntegration.Integration.Tests.Sources.MySql;

/// <summary>Every type that MariaDB has, with the values at its edges.</summary>
internal static class MySqlTypeCases
{
    private const string Short = "INT32 IntType(bitWidth=\x10, isSigned=1)";
    private const string Text = "BYTE_ARRAY StringType()";
    private const string Micros = "INT64 TimestampType(isAdjustedToUTC=0, unit=TimeUnit(MILLIS=<null>, MICROS=MicroSeconds(), NANOS=<null>))";

    public static readonly MySqlTypeCase[] All =
    [
        new("TINYINT(1)", "SMALLINT", Short, ("-128", "-128"), ("0", "0"), ("1", "1"), ("2", "2"), ("127", "127")),
        new("TINYINT", "SMALLINT", Short, ("-128", "-128"), ("127", "127")),
        new("TINYINT UNSIGNED", "SMALLINT", Short, ("0", "0"), ("255", "255")),
        new("SMALLINT", "SMALLINT", Short, ("-32768", "-32768"), ("32767", "32767")),
        new("SMALLINT UNSIGNED", "INTEGER", "INT32", ("65535", "65535")),
        new("MEDIUMINT", "INTEGER", "INT32", ("-8388608", "-8388608"), ("8388607", "8388607")),
        new("MEDIUMINT UNSIGNED", "INTEGER", "INT32", ("16777215", "16777215")),
        new("INT(1)", "INTEGER", "INT32", ("-2147483648", "-2147483648"), ("2147483647", "2147483647")),
        new("INT UNSIGNED", "BIGINT", "INT64", ("4294967295", "4294967295")),
        new("BIGINT", "BIGINT", "INT64", ("-9223372036854775808", "-9223372036854775808"), ("9223372036854775807", "9223372036854775807")),
        new("BIGINT UNSIGNED", "DECIMAL(20,0)", "FIXED_LEN_BYTE_ARRAY(9) DecimalType(scale=0, precision=20)", ("0", "0"), ("18446744073709551615", "18446744073709551615")),
        new("INT(8) UNSIGNED ZEROFILL", "BIGINT", "INT64", ("7", "7"), ("4294967295", "4294967295")),
        new("YEAR", "INTEGER", "INT32", ("'0000'", "0"), ("1901", "1901"), ("2155", "2155")),
        new("DECIMAL(9,3)", "DECIMAL(9,3)", "INT64 DecimalType(scale=3, precision=9)", ("-999999.999", "-999999.999"), ("0.001", "0.001"), ("-0.1", "-0.100")),
        new("DECIMAL(9,9)", "DECIMAL(9,9)", "INT64 DecimalType(scale=9, precision=9)", ("0.999999999", ".999999999"), ("-0.000000001", "-.000000001"), ("-0.0", ".000000000"))
        {
            WarehouseText = { [".999999999"] = "0.999999999", ["-.000000001"] = "-0.000000001", [".000000000"] = "0.000000000" },
        },
        new("DECIMAL(18,0)", "DECIMAL(18,0)", "INT64 DecimalType(scale=0, precision=18)", ("999999999999999999", "999999999999999999"), ("-999999999999999999", "-999999999999999999")),
        new("DECIMAL(19,4)", "DECIMAL(20,4)", "FIXED_LEN_BYTE_ARRAY(9) DecimalType(scale=4, precision=20)", ("999999999999999.9999", "999999999999999.9999")),
        new("DECIMAL(28,10)", "DECIMAL(28,10)", "FIXED_LEN_BYTE_ARRAY(12) DecimalType(scale=10, precision=28)", ("-999999999999999999.9999999999", "-999999999999999999.9999999999")),
        new("DECIMAL(38,10)", "DECIMAL(38,10)", "FIXED_LEN_BYTE_ARRAY(16) DecimalType(scale=10, precision=38)", ("9999999999999999999999999999.9999999999", "9999999999999999999999999999.9999999999"), ("-0.1", "-0.1000000000")),
        new("DECIMAL(38,0)", "DECIMAL(38,0)", "FIXED_LEN_BYTE_ARRAY(16) DecimalType(scale=0, precision=38)", ("99999999999999999999999999999999999999", "99999999999999999999999999999999999999"), ("-99999999999999999999999999999999999999", "-99999999999999999999999999999999999999")),
        new("DECIMAL(38,37)", "DECIMAL(38,37)", "FIXED_LEN_BYTE_ARRAY(16) DecimalType(scale=37, precision=38)", ("9.9999999999999999999999999999999999999", "9.9999999999999999999999999999999999999")),
        new("FLOAT", "REAL", "FLOAT", ("16777216", "16777216.0"), ("3.4028234663852886e38", "3.4028235e+38"), ("1e-45", "1e-45"), ("0.1", "0.1"))
        {
            WarehouseText = { ["16777216.0"] = "1.67772e+07", ["3.4028235e+38"] = "3.40282e+38", ["1e-45"] = "1.4013e-45" },
        },
        new("DOUBLE", "DOUBLE PRECISION", "DOUBLE", ("1.7976931348623157e308", "1.7976931348623157e+308"), ("5e-324", "5e-324"), ("0.1", "0.1"))
        {
            WarehouseText = { ["1.7976931348623157e+308"] = "1.79769313486232e+308", ["5e-324"] = "4.94065645841247e-324" },
        },
        new("BIT(1)", "BOOLEAN", "BOOLEAN", ("b'0'", "false"), ("b'1'", "true")),
        new("BIT(2)", "BIGINT", "INT64", ("0", "0"), ("3", "3")),
        new("BIT(63)", "BIGINT", "INT64", ("9223372036854775807", "9223372036854775807")),
        new("BIT(64)", "DECIMAL(20,0)", "FIXED_LEN_BYTE_ARRAY(9) DecimalType(scale=0, precision=20)", ("9223372036854775808", "9223372036854775808"), ("18446744073709551615", "18446744073709551615")),
        new("DATE", "DATE", "INT32 DateType()", ("'0001-01-01'", "0001-01-01"), ("'9999-12-31'", "9999-12-31"), ("'2024-02-29'", "2024-02-29")),
        new("DATETIME", "TIMESTAMP", Micros, ("'1999-12-31 23:59:59'", "1999-12-31 23:59:59")),
        new("DATETIME(6)", "TIMESTAMP", Micros, ("'0001-01-01 00:00:00.000001'", "0001-01-01 00:00:00.000001"), ("'9999-12-31 23:59:59.999999'", "9999-12-31 23:59:59.999999")),
        new("TIMESTAMP(6) NULL", "TIMESTAMP", Micros, ("'1970-01-01 00:00:01'", "1970-01-01 00:00:01"), ("'2038-01-19 03:14:07.999999'", "2038-01-19 03:14:07.999999")),
        new("TIME(6)", "BIGINT", "INT64", ("'-00:00:00.000001'", "-1"), ("'24:00:00'", "86400000000"), ("'838:59:59.999999'", "3020399999999"), ("'-838:59:59.999999'", "-3020399999999")),
        new("TIME", "BIGINT", "INT64", ("'00:00:00'", "0"), ("'-838:59:59'", "-3020399000000")),
        new("CHAR(4)", "VARCHAR(16)", Text, ("'ab  '", "ab"), ("'😀😀😀😀'", "😀😀😀😀"), ("''", "")),
        new("VARCHAR(5)", "VARCHAR(20)", Text, ("'ab  '", "ab  "), ("'😀😀😀😀😀'", "😀😀😀😀😀"), ("''", "")),
        new("VARCHAR(3) CHARACTER SET latin1", "VARCHAR(9)", Text, ("'€éÿ'", "€éÿ")),
        new("VARCHAR(3) CHARACTER SET utf8mb3", "VARCHAR(9)", Text, ("'€é語'", "€é語")),
        new("VARCHAR(3) CHARACTER SET ucs2", "VARCHAR(9)", Text, ("'€é語'", "€é語")),
        new("VARCHAR(3) CHARACTER SET ascii", "VARCHAR(3)", Text, ("'abc'", "abc")),
        new("VARCHAR(3) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin", "VARCHAR(12)", Text, ("'aÄ😀'", "aÄ😀")),
        new("VARCHAR(3) CHARACTER SET sjis", "VARCHAR(9)", Text, ("'語日本'", "語日本")),
        new("VARCHAR(3) CHARACTER SET cp1250", "VARCHAR(9)", Text, ("'€šž'", "€šž")),
        new("VARCHAR(3) CHARACTER SET koi8r", "VARCHAR(9)", Text, ("'Жя║'", "Жя║")),
        new("VARCHAR(3) CHARACTER SET gbk", "VARCHAR(9)", Text, ("'语中a'", "语中a")),
        new("VARCHAR(3) CHARACTER SET utf16", "VARCHAR(12)", Text, ("'😀é語'", "😀é語")),
        new("VARCHAR(3) CHARACTER SET utf32", "VARCHAR(12)", Text, ("'😀é語'", "😀é語")),
        new("VARCHAR(16380)", "VARCHAR(65520)", Text, ("REPEAT('😀', 16380)", string.Concat(Enumerable.Repeat("😀", 16_380)))),
        new("VARCHAR(60000) CHARACTER SET latin1", "VARCHAR(65535)", Text, ("REPEAT('é', 30000)", new string('é', 30_000))),
        new("TINYTEXT", "VARCHAR(255)", Text, ("REPEAT('x', 255)", new string('x', 255))),
        new("TEXT", "VARCHAR(65535)", Text, ("CONCAT(REPEAT('😀', 3), 'x')", "😀😀😀x")),
        new("TEXT CHARACTER SET latin1", "VARCHAR(65535)", Text, ("REPEAT('€', 200)", string.Concat(Enumerable.Repeat("€", 200)))),
        new("MEDIUMTEXT", "VARCHAR(65535)", Text, ("''", ""), ("'a|b~\\n\\\\'", "a|b~\n\\")),
        new("LONGTEXT", "VARCHAR(65535)", Text, ("REPEAT('y', 65535)", new string('y', 65_535))),
        new("ENUM('a','b''c','größer')", "VARCHAR(8)", Text, ("'größer'", "größer"), ("'b''c'", "b'c"), ("'not a label'", "")),
        new("SET('x','yy','z')", "VARCHAR(6)", Text, ("''", ""), ("'x,yy,z'", "x,yy,z")),
        new("BINARY(4)", "VARBYTE(4)", "BYTE_ARRAY", ("x'00ff'", "hex:00FF0000")),
        new("BINARY(16)", "VARBYTE(16)", "BYTE_ARRAY", ("UNHEX('123E4567E89B12D3A456426655440000')", "hex:123E4567E89B12D3A456426655440000")),
        new("VARBINARY(4)", "VARBYTE(4)", "BYTE_ARRAY", ("x'00ff00'", "hex:00FF00"), ("''", "hex:")),
        new("TINYBLOB", "VARBYTE(255)", "BYTE_ARRAY", ("''", "hex:"), ("REPEAT(x'ff', 255)", "hex:" + new string('F', 510))),
        new("BLOB", "VARBYTE(65535)", "BYTE_ARRAY", ("x'0001fe'", "hex:0001FE"), ("REPEAT(x'00', 65535)", "hex:" + new string('0', 131_070))),
        new("MEDIUMBLOB", "VARBYTE(16777215)", "BYTE_ARRAY", ("''", "hex:"), ("REPEAT(x'a5', 100000)", "hex:" + string.Concat(Enumerable.Repeat("A5", 100_000)))),
        new("LONGBLOB", "VARBYTE(16777216)", "BYTE_ARRAY", ("''", "hex:"), ("x'abcd'", "hex:ABCD")),
        new("JSON", "SUPER", Text, ("'{\"n\": 123456789012345678901, \"a\": \"\\\\u00e9\"}'", "{\"n\": 123456789012345678901, \"a\": \"\\u00e9\"}"), ("'{\"k\":1,\"k\":2}'", "{\"k\":1,\"k\":2}"))
        {
            WarehouseText = { ["{\"n\": 123456789012345678901, \"a\": \"\\u00e9\"}"] = "{\"n\":123456789012345678901,\"a\":\"é\"}" },
        },
        new("POINT", "VARBYTE(16777216)", "BYTE_ARRAY", ("ST_GeomFromText('POINT(1 2)', 4326)", "hex:0101000000000000000000F03F0000000000000040")),
        new("GEOMETRY", "VARBYTE(16777216)", "BYTE_ARRAY", ("ST_GeomFromText('LINESTRING(0 0, 1 1)')", "hex:01020000000200000000000000000000000000000000000000000000000000F03F000000000000F03F"), ("ST_GeomFromText('GEOMETRYCOLLECTION EMPTY')", "hex:010700000000000000")),
        new("UUID", "CHAR(36)", Text, ("'123e4567-e89b-12d3-a456-426655440000'", "123e4567-e89b-12d3-a456-426655440000")),
        new("INET4", "VARCHAR(15)", Text, ("'255.255.255.255'", "255.255.255.255")),
        new("INET6", "VARCHAR(45)", Text, ("'::ffff:1.2.3.4'", "::ffff:1.2.3.4")),
        new("SERIAL", "DECIMAL(20,0)", "FIXED_LEN_BYTE_ARRAY(9) DecimalType(scale=0, precision=20)", ("1", "1"), ("18446744073709551614", "18446744073709551614")),
        new("INT AS (k * 2) STORED", "INTEGER", "INT32"),
        new("INT AS (k * 2) VIRTUAL", "INTEGER", "INT32"),
    ];
}
