namespace RedshiftIntegration.Integration.Tests.Sources.MySql;

/// <summary>Every alternative of every row of the type map, with the values at its edges and beyond. What must land is written here, not computed.</summary>
internal static partial class MySqlAlternativeCases
{
    private static readonly string Nines38 = new('9', 38);
    private static readonly string Nines65 = $"{new string('9', 35)}.{new string('9', 30)}";

    public static readonly MySqlAlternativeCase[] All = [.. Integers(), .. Numbers(), .. Times(), .. Texts(), .. Others()];

    private static MySqlAlternative As(string type) => new(type);

    private static IEnumerable<MySqlAlternativeCase> Integers() =>
    [
        // airbyte#76180, airbyte#10976: a TINYINT(1) that was forced to be a boolean lost 2 to 127.
        new("tinyint", "TINYINT(1)",
            As("SMALLINT").Holds("-128", "2", "127"), As("INTEGER").Holds("-128", "127"), As("BIGINT").Holds("-128", "127"),
            As("DECIMAL(2,0)").Holds("-99", "99").Refuses("100", "-128"), As("DECIMAL(5,2)").Holds(("-128", "-128.00"), ("127", "127.00")),
            As("BOOLEAN").Holds(("0", "false"), ("1", "true")).Refuses("2", "-1", "127", "-128"), As("DOUBLE PRECISION").Holds("-128", "127"),
            As("VARCHAR(3)").Holds("-99", "127").RefusesAs("has 4 bytes", "-128"), As("CHAR(3)").Holds("-99", "7").RefusesAs("has 4 bytes", "-128")),
        new("tinyint", "TINYINT UNSIGNED", As("SMALLINT").Holds("0", "255"), As("DOUBLE PRECISION").Holds("255"), As("BOOLEAN").Holds(("1", "true")).Refuses("255")),
        new("smallint", "SMALLINT UNSIGNED",
            As("SMALLINT").Holds("0", "32767").Refuses("32768", "65535"), As("INTEGER").Holds("65535"), As("BIGINT").Holds("65535"), As("DECIMAL(4,0)").Holds("9999").Refuses("10000"),
            As("BOOLEAN").Holds(("1", "true")).Refuses("65535"), As("DOUBLE PRECISION").Holds("65535"), As("VARCHAR(4)").Holds("9999").RefusesAs("has 5 bytes", "65535"),
            As("CHAR(4)").Holds("9999").RefusesAs("has 5 bytes", "65535")),
        new("mediumint", "MEDIUMINT",
            As("SMALLINT").Holds("-32768", "32767").Refuses("-32769", "8388607"), As("INTEGER").Holds("-8388608"), As("BIGINT").Holds("-8388608"),
            As("DECIMAL(6,2)").Holds(("-9999", "-9999.00")).Refuses("10000"), As("BOOLEAN").Holds(("0", "false")).Refuses("-8388608"), As("DOUBLE PRECISION").Holds("-8388608"),
            As("VARCHAR(7)").Holds("8388607").RefusesAs("has 8 bytes", "-8388608"), As("CHAR(7)").Holds("8388607").RefusesAs("has 8 bytes", "-8388608")),
        new("int", "INT UNSIGNED",
            As("SMALLINT").Holds("32767").Refuses("32768"), As("INTEGER").Holds("2147483647").Refuses("2147483648", "4294967295"), As("BIGINT").Holds("4294967295"),
            As("DECIMAL(9,0)").Holds("999999999").Refuses("1000000000"), As("BOOLEAN").Holds(("1", "true")).Refuses("4294967295"), As("DOUBLE PRECISION").Holds("4294967295"),
            As("VARCHAR(9)").Holds("999999999").RefusesAs("has 10 bytes", "4294967295"), As("CHAR(9)").Holds("999999999").RefusesAs("has 10 bytes", "4294967295")),
        new("int", "INT", As("SMALLINT").Holds("-32768").Refuses("-32769"), As("DOUBLE PRECISION").Holds("-2147483648"), As("DECIMAL(12,2)").Holds(("-2147483648", "-2147483648.00"))),
        new("int", "INT(8) UNSIGNED ZEROFILL", As("INTEGER").Holds("7"), As("VARCHAR(10)").Holds("7", "4294967295")),
        new("bigint", "BIGINT UNSIGNED",
            As("SMALLINT").Holds("32767").Refuses("32768"), As("INTEGER").Holds("2147483647").Refuses("2147483648"),
            As("BIGINT").Holds("9223372036854775807").Refuses("9223372036854775808", "18446744073709551615"), As("DECIMAL(20,0)").Holds("18446744073709551615"),
            // Redshift keeps 19 digits in 8 bytes.
            As("DECIMAL(19,0)").Holds("9223372036854775807").Refuses("9223372036854775808", "9999999999999999999"), As("BOOLEAN").Holds(("1", "true")).Refuses("18446744073709551615"),
            As("VARCHAR(19)").Holds("9999999999999999999").RefusesAs("has 20 bytes", "18446744073709551615"), As("CHAR(19)").Holds("9999999999999999999").RefusesAs("has 20 bytes", "18446744073709551615")),
        new("bigint", "BIGINT",
            As("INTEGER").Holds("-2147483648").Refuses("-2147483649"), As("BIGINT").Holds("-9223372036854775808"), As("DECIMAL(19,0)").Holds("-9223372036854775807").Refuses("-9223372036854775808"),
            As("DECIMAL(38,19)").Holds(("-9223372036854775808", "-9223372036854775808.0000000000000000000")), As("VARCHAR(20)").Holds("-9223372036854775808")),
        new("year", "YEAR",
            As("SMALLINT").Holds(("'0000'", "0"), ("2155", "2155")), As("INTEGER").Holds("1901"), As("BIGINT").Holds("2155"), As("DECIMAL(3,0)").Holds(("'0000'", "0")).Refuses("1901"),
            As("VARCHAR(3)").Holds(("'0000'", "0")).RefusesAs("has 4 bytes", "2155"), As("CHAR(3)").Holds(("'0000'", "0")).RefusesAs("has 4 bytes", "2155")),
        // airbyte#3932: bits.
        new("bit", "BIT(64)",
            As("SMALLINT").Holds("32767").Refuses("32768"), As("INTEGER").Holds("2147483647").Refuses("2147483648"), As("BIGINT").Holds("9223372036854775807").Refuses("9223372036854775808"),
            As("DECIMAL(20,0)").Holds("18446744073709551615"), As("DECIMAL(2,1)").Holds(("9", "9.0")).Refuses("10"), As("BOOLEAN").Holds(("b'0'", "false"), ("b'1'", "true")).Refuses("b'10'"),
            As("VARCHAR(19)").Holds("9223372036854775808").RefusesAs("has 20 bytes", "18446744073709551615"), As("CHAR(19)").Holds("9223372036854775808").RefusesAs("has 20 bytes", "18446744073709551615")),
        new("bit", "BIT(1)", As("SMALLINT").Holds(("b'0'", "0"), ("b'1'", "1")), As("VARCHAR(1)").Holds(("b'1'", "1"))),
    ];

    private static IEnumerable<MySqlAlternativeCase> Numbers() =>
    [
        new("decimal", "DECIMAL(38,10)",
            As("SMALLINT").Holds("-32768", "5").Refuses("0.5", "32768", "4.0000000001"), As("INTEGER").Holds("-2147483648").Refuses("2147483648", "1.1"),
            As("BIGINT").Holds("9223372036854775807", "-9223372036854775808").Refuses("9223372036854775808", "0.0000000001"),
            As("DECIMAL(5,2)").Holds("999.99", "-0.50").Refuses("1000", "0.001"), As("DECIMAL(19,9)").Holds("9223372036.854775807").Refuses("9223372036.854775808", "0.0000000001"),
            As("VARCHAR(40)").Holds(("-9999999999999999999999999999.9999999999", "-9999999999999999999999999999.9999999999"), ("1", "1.0000000000")),
            As("VARCHAR(12)").Holds(("1", "1.0000000000")).RefusesAs("has 13 bytes", "10"),
            As("CHAR(12)").Holds("1.0000000000").RefusesAs("has 13 bytes", "10")),
        new("decimal", "DECIMAL(65,30)",
            As("DECIMAL(38,30)").Holds(("99999999.5", "99999999.500000000000000000000000000000")).Refuses("100000000", Nines65), As("BIGINT").Holds("9223372036854775807").Refuses(Nines65),
            As("VARCHAR(67)").Holds($"-{Nines65}"), As("CHAR(67)").Holds($"-{Nines65}")),
        new("decimal", "DECIMAL(65,0)", As("DECIMAL(38,0)").Holds(Nines38, $"-{Nines38}").Refuses($"{Nines38}9")),
        new("decimal", "DECIMAL(38,38)",
            As("DECIMAL(38,37)").Holds(("0.5", "0.5" + new string('0', 36))).Refuses($"0.{new string('0', 37)}1"), As("VARCHAR(41)").Holds(($"-0.{Nines38}", $"-0.{Nines38}"))),
        new("float", "FLOAT",
            As("REAL").Holds(("3.4028234663852886e38", "3.4028235E+38"), ("1e-45", "1E-45"), ("16777216", "16777216")), As("DOUBLE PRECISION").Holds(("0.1", "0.10000000149011612"), ("16777216", "16777216")),
            As("VARCHAR(13)").Holds(("0.1", "0.1"), ("16777216", "16777216"), ("3.4028234663852886e38", "3.4028235E+38")).RefusesAs("has 14 bytes", "-3.4028234663852886e38"),
            As("CHAR(5)").Holds("0.1").RefusesAs("has 8 bytes", "16777216")),
        new("double", "DOUBLE",
            As("DOUBLE PRECISION").Holds(("1.7976931348623157e308", "1.7976931348623157E+308"), ("5e-324", "5E-324"), ("0.1", "0.1")),
            As("VARCHAR(22)").Holds("0.1", "1.7976931348623157e308").RefusesAs("has 23 bytes", "-1.7976931348623157e308"), As("CHAR(3)").Holds("0.1").RefusesAs("has 4 bytes", "-0.1")),
    ];
}
