namespace RedshiftIntegration.Integration.Tests.Sources.MySql;

internal static partial class MySqlAlternativeCases
{
    private const string Uuid = "123e4567-e89b-12d3-a456-426655440000";
    private const string NoJson = "is no valid JSON";
    private const string ZeroByte = "holds a zero byte";
    private const string NotAscii = "holds a character of more than one byte";

    private static IEnumerable<MySqlAlternativeCase> Times() =>
    [
        // airbyte#6093: zero dates. As text they stand as they are; what becomes of them otherwise, MySqlEdgeTests show.
        new("date", "DATE",
            As("DATE").Holds(("'0001-01-01'", "0001-01-01"), ("'9999-12-31'", "9999-12-31")), As("TIMESTAMP").Holds(("'0001-01-01'", "0001-01-01 00:00:00"), ("'2024-02-29'", "2024-02-29 00:00:00")),
            As("VARCHAR(10)").Holds(("'2024-02-29'", "2024-02-29"), ("'0000-00-00'", "0000-00-00"), ("'2020-00-15'", "2020-00-15"), ("'2020-02-31'", "2020-02-31")),
            As("VARCHAR(9)").RefusesAs("has 10 bytes", "'2024-02-29'", "'0000-00-00'"), As("CHAR(10)").Holds(("'2024-02-29'", "2024-02-29")), As("CHAR(4)").RefusesAs("has 10 bytes", "'2024-02-29'")),
        new("datetime", "DATETIME(6)",
            As("TIMESTAMP").Holds(("'0001-01-01 00:00:00.000001'", "0001-01-01 00:00:00.000001"), ("'9999-12-31 23:59:59.999999'", "9999-12-31 23:59:59.999999")),
            As("TIMESTAMPTZ").Holds(("'0001-01-01 00:00:00.000001'", "0001-01-01 00:00:00.000001+00"), ("'2026-03-29 02:30:00.5'", "2026-03-29 02:30:00.5+00")),
            As("DATE").Holds(("'9999-12-31'", "9999-12-31"), ("'0001-01-01'", "0001-01-01"), ("'1969-12-31'", "1969-12-31")).Refuses("'2020-01-01 00:00:00.000001'", "'1969-12-31 23:59:59.999999'"),
            As("VARCHAR(26)").Holds(("'2020-01-01'", "2020-01-01 00:00:00.000000"), ("'0000-00-00'", "0000-00-00 00:00:00.000000"), ("'2020-02-31 12:00:00.5'", "2020-02-31 12:00:00.500000")),
            As("VARCHAR(25)").RefusesAs("has 26 bytes", "'2020-01-01'", "'0000-00-00'"), As("CHAR(26)").Holds(("'2020-01-01'", "2020-01-01 00:00:00.000000")), As("CHAR(19)").RefusesAs("has 26 bytes", "'2020-01-01'")),
        new("datetime", "DATETIME", As("VARCHAR(26)").Holds(("'0000-00-00'", "0000-00-00 00:00:00.000000"), ("'2020-01-01 12:00:00'", "2020-01-01 12:00:00.000000"))),
        new("datetime", "DATETIME(3)", As("VARCHAR(26)").Holds(("'0000-00-00'", "0000-00-00 00:00:00.000000"), ("'2020-01-01 12:00:00.123'", "2020-01-01 12:00:00.123000"))),
        new("timestamp", "TIMESTAMP(6)",
            As("TIMESTAMP").Holds(("'1970-01-01 00:00:01'", "1970-01-01 00:00:01"), ("'2038-01-19 03:14:07.999999'", "2038-01-19 03:14:07.999999")),
            As("TIMESTAMPTZ").Holds(("'1970-01-01 00:00:01'", "1970-01-01 00:00:01+00"), ("'2038-01-19 03:14:07.999999'", "2038-01-19 03:14:07.999999+00")),
            As("DATE").Holds(("'2038-01-19'", "2038-01-19")).Refuses("'2038-01-19 03:14:07.999999'"), As("VARCHAR(26)").Holds(("'2038-01-19 03:14:07.999999'", "2038-01-19 03:14:07.999999"), ("0", "0000-00-00 00:00:00.000000")),
            As("VARCHAR(19)").RefusesAs("has 26 bytes", "'2020-01-01'"), As("CHAR(26)").Holds(("'2020-01-01'", "2020-01-01 00:00:00.000000")), As("CHAR(19)").RefusesAs("has 26 bytes", "'2020-01-01'")),
        new("time", "TIME(6)",
            As("BIGINT").Holds(("'-838:59:59.999999'", "-3020399999999"), ("'24:00:00'", "86400000000")),
            As("TIME").Holds(("'00:00:00'", "00:00:00"), ("'23:59:59.999999'", "23:59:59.999999")).Refuses("'24:00:00'", "'-00:00:00.000001'", "'838:59:59.999999'"),
            As("VARCHAR(17)").Holds(("'-838:59:59.999999'", "-838:59:59.999999"), ("'-00:00:00.000001'", "-00:00:00.000001"), ("'24:00:00'", "24:00:00.000000"), ("'7:05:09'", "07:05:09.000000")),
            As("VARCHAR(16)").Holds(("'838:59:59.999999'", "838:59:59.999999")).RefusesAs("has 17 bytes", "'-838:59:59.999999'"), As("CHAR(15)").Holds(("'23:59:59'", "23:59:59.000000")).RefusesAs("has 16 bytes", "'838:59:59'")),
        new("time", "TIME", As("TIME").Holds(("'23:59:59'", "23:59:59")).Refuses("'24:00:00'"), As("VARCHAR(16)").Holds(("'-1:00:00'", "-01:00:00.000000"))),
    ];

    private static IEnumerable<MySqlAlternativeCase> Texts() =>
    [
        new("char", "VARCHAR(80)", AnyText),
        new("char", "CHAR(80) CHARACTER SET latin1", As("VARCHAR(6)").Holds(("'€€'", "€€")).RefusesAs("has 9 bytes", "'€€€'"), As("VARBYTE(3)").Holds(("'€'", "hex:E282AC")).RefusesAs("has 4 bytes", "'€a'")),
        new("char", "VARCHAR(80) CHARACTER SET ucs2", As("VARBYTE(3)").Holds(("'語'", "hex:E8AA9E"), ("'a'", "hex:61"))),
        new("tinytext", "LONGTEXT", [.. AnyText,
            As("VARBYTE(16777216)").Holds(("REPEAT('é', 40000)", "hex:" + string.Concat(Enumerable.Repeat("C3A9", 40_000)))),
            As("SUPER").Holds(("CONCAT('[\"', REPEAT('x', 65531), '\"]')", $"[\"{new string('x', 65_531)}\"]")).RefusesAs("has 65536 bytes", "CONCAT('[\"', REPEAT('x', 65532), '\"]')")]),
        new("tinytext", "TINYTEXT CHARACTER SET latin1", As("VARCHAR(765)").Holds(("REPEAT('€', 255)", string.Concat(Enumerable.Repeat("€", 255)))), As("INTEGER").Holds(("'7'", "7")).Refuses("'€'")),
        new("enum", "ENUM('0','1','2.5','99999','größer')",
            As("VARCHAR(8)").Holds(("'größer'", "größer"), ("'no label'", "")), As("VARCHAR(4)").RefusesAs("has 5 bytes", "'99999'").RefusesAs("has 8 bytes", "'größer'"),
            As("CHAR(8)").Holds(("'99999'", "99999")).RefusesAs(NotAscii, "'größer'"),
            As("SMALLINT").Holds(("'1'", "1")).Refuses("'99999'", "'2.5'", "'größer'", "'no label'"), As("INTEGER").Holds(("'99999'", "99999")).Refuses("'2.5'"), As("BIGINT").Holds(("'99999'", "99999")).Refuses("'2.5'"),
            As("DECIMAL(5,1)").Holds(("'2.5'", "2.5")).Refuses("'99999'", "'größer'"), As("BOOLEAN").Holds(("'0'", "false"), ("'1'", "true")).Refuses("'2.5'", "'no label'")),
        new("set", "SET('a','é')", As("VARCHAR(4)").Holds(("'a,é'", "a,é"), ("''", "")), As("VARCHAR(3)").RefusesAs("has 4 bytes", "'a,é'"), As("CHAR(4)").Holds(("'a'", "a")).RefusesAs(NotAscii, "'é'")),
    ];

    private static IEnumerable<MySqlAlternativeCase> Others() =>
    [
        new("json", "JSON",
            As("SUPER").Holds(("'{\"n\": 12345678901234567890, \"a\": [1, null]}'", "{\"n\":12345678901234567890,\"a\":[1,null]}"), ("'\"\\\\u00e9\"'", "\"é\""), ("'null'", "null")).RefusesAs(NoJson, "'{a}'", "''")
                .RefusesAs("has 65536 bytes", "CONCAT('[\"', REPEAT('x', 65532), '\"]')"),
            As("VARCHAR(20)").Holds(("'{\"k\":1,\"k\": 2}'", "{\"k\":1,\"k\": 2}")).RefusesAs("has 21 bytes", "'{\"k\":1,\"k\": 23456789}'"), As("CHAR(7)").Holds(("'{\"k\":1}'", "{\"k\":1}")).RefusesAs(NotAscii, "'\"é\"'"),
            As("VARBYTE(7)").Holds(("'{\"k\":1}'", "hex:7B226B223A317D")).RefusesAs("has 8 bytes", "'{\"k\": 1}'"), As("VARBYTE(16777216)").Holds(("CONCAT('[\"', REPEAT('x', 65532), '\"]')", "hex:5B22" + string.Concat(Enumerable.Repeat("78", 65_532)) + "225D"))),
        new("uuid", "UUID", As("CHAR(36)").Holds(($"'{Uuid}'", Uuid)), As("VARCHAR(36)").Holds(($"'{Uuid}'", Uuid)), As("VARCHAR(35)").RefusesAs("has 36 bytes", $"'{Uuid}'"), As("CHAR(35)").RefusesAs("has 36 bytes", $"'{Uuid}'")),
        new("inet4", "INET4", As("VARCHAR(15)").Holds(("'255.255.255.255'", "255.255.255.255")), As("CHAR(15)").Holds(("'1.2.3.4'", "1.2.3.4")), As("VARCHAR(7)").Holds(("'1.2.3.4'", "1.2.3.4")).RefusesAs("has 8 bytes", "'1.2.3.40'"), As("CHAR(7)").RefusesAs("has 8 bytes", "'1.2.3.40'")),
        new("inet6", "INET6", As("VARCHAR(45)").Holds(("'::ffff:1.2.3.4'", "::ffff:1.2.3.4")), As("CHAR(39)").Holds(("'1111:2222:3333:4444:5555:6666:7777:8888'", "1111:2222:3333:4444:5555:6666:7777:8888")), As("VARCHAR(2)").RefusesAs("has 3 bytes", "'::1'"), As("CHAR(2)").RefusesAs("has 3 bytes", "'::1'")),
        new("binary", "VARBINARY(4)",
            As("VARBYTE(3)").Holds(("x'00ff00'", "hex:00FF00"), ("''", "hex:")).RefusesAs("has 4 bytes", "x'00000000'"), As("VARCHAR(6)").Holds(("x'00ffab'", "00ffab")).RefusesAs("has 8 bytes", "x'00ffab00'"), As("CHAR(6)").Holds(("x'00ffab'", "00ffab")).RefusesAs("has 8 bytes", "x'00ffab00'")),
        new("binary", "BINARY(16)", As("VARBYTE(16)").Holds(($"UNHEX(REPLACE('{Uuid}', '-', ''))", "hex:" + Uuid.Replace("-", "", StringComparison.Ordinal).ToUpperInvariant())), As("VARCHAR(32)").Holds(("x'01'", "01" + new string('0', 30)))),
        // airbyte#3932: blobs.
        new("tinyblob", "LONGBLOB", As("VARBYTE(2)").Holds(("x'00fe'", "hex:00FE")).RefusesAs("has 3 bytes", "x'00fe00'"), As("VARCHAR(4)").Holds(("x'00fe'", "00fe")).RefusesAs("has 6 bytes", "x'00fe00'"), As("CHAR(4)").Holds(("x'00fe'", "00fe")).RefusesAs("has 6 bytes", "x'00fe00'")),
        new("geometry", "GEOMETRY",
            As("VARBYTE(21)").Holds(("ST_GeomFromText('POINT(1 2)', 4326)", "hex:0101000000000000000000F03F0000000000000040")).RefusesAs("has 41 bytes", "ST_GeomFromText('LINESTRING(0 0, 1 1)')"),
            As("VARCHAR(42)").Holds(("ST_GeomFromText('POINT(1 2)')", "0101000000000000000000f03f0000000000000040")).RefusesAs("has 82 bytes", "ST_GeomFromText('LINESTRING(0 0, 1 1)')"),
            As("CHAR(42)").Holds(("ST_GeomFromText('POINT(1 2)')", "0101000000000000000000f03f0000000000000040")).RefusesAs("has 82 bytes", "ST_GeomFromText('LINESTRING(0 0, 1 1)')")),
    ];

    private static MySqlAlternative[] AnyText =>
    [
        As("VARCHAR(4)").Holds(("'😀'", "😀"), ("'a  '", "a  "), ("''", "")).RefusesAs("has 5 bytes", "'😀a'").RefusesAs(ZeroByte, "'a\\0b'"),
        As("CHAR(3)").Holds(("'abc'", "abc")).RefusesAs("has 4 bytes", "'abcd'").RefusesAs(NotAscii, "'é'").RefusesAs(ZeroByte, "'a\\0b'"),
        As("SMALLINT").Holds(("'-32768'", "-32768"), ("'1.0'", "1")).Refuses("'32768'", "''", "'x'", "'1e3'", "' 1'"), As("INTEGER").Holds(("'2147483647'", "2147483647")).Refuses("'2147483648'", "'1.5'"),
        As("BIGINT").Holds(("'-9223372036854775808'", "-9223372036854775808")).Refuses("'9223372036854775808'", "'0x10'"), As("DECIMAL(5,2)").Holds(("'999.99'", "999.99"), ("'-.5'", "-0.50")).Refuses("'1000'", "'0.001'", "'1,5'", "''"),
        As("BOOLEAN").Holds(("'1'", "true"), ("'f'", "false"), ("'TRUE'", "true")).Refuses("'yes'", "'2'", "''"), As("DOUBLE PRECISION").Holds(("'1.5e3'", "1500"), ("'0.1'", "0.1")).Refuses("'NaN'", "'Infinity'", "'1,5'", "''", "'1e999'"),
        As("DATE").Holds(("'2024-02-29'", "2024-02-29")).Refuses("'2023-02-29'", "'0000-00-00'", "'2024-02-29 00:00:00'", "'29.02.2024'", "''"),
        As("TIMESTAMP").Holds(("'2024-02-29T23:59:59.5'", "2024-02-29 23:59:59.5"), ("'2024-02-29'", "2024-02-29 00:00:00")).Refuses("'2024-02-30 00:00:00'", "'2024-02-29 24:00:00'", "'2024-02-29 00:00:00.0000001'", "'2024-02-29 00:00:00Z'"),
        As("SUPER").Holds(("'{\"a\":[1,\"b\"]}'", "{\"a\":[1,\"b\"]}")).RefusesAs(NoJson, "'{a}'", "''", "'1 2'").RefusesAs(ZeroByte, "'\"\\0\"'"), As("VARBYTE(3)").Holds(("'a\\0b'", "hex:610062"), ("'é'", "hex:C3A9"), ("''", "hex:")).RefusesAs("has 4 bytes", "'éé'"),
    ];
}
