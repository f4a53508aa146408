using System.Collections.Immutable;

namespace RedshiftIntegration.Contracts.Redshift.Forms;

/// <summary>TO_CHAR, TO_DATE, TO_NUMBER, TO_TIMESTAMP, CAST and its kin.</summary>
internal static class FormattingForms
{
    private const string Family = "formatting functions";

    public static ImmutableArray<Rule> All { get; } =
    [
        Rule.Form(Family, "TO_CHAR of time stamps", Evidence.Documented, "r_TO_CHAR")
            .Accepts("SELECT TO_CHAR(TIMESTAMP '2009-12-31 23:15:59', 'MONTH-DY-DD-YYYY HH12:MIPM'), TO_CHAR(TIMESTAMP '2009-12-31 23:15:59', 'DDD'), TO_CHAR(TIMESTAMP '2022-05-16 23:15:59', 'ID')", "DECEMBER -THU-31-2009 11:15PM|365|1")
            .Accepts("SELECT TO_CHAR(TIMESTAMP '2008-01-25 14:30:00', 'MON-DD-YYYY HH12:MIPM'), TO_CHAR(TIMESTAMP '2009-12-31 23:15:59', 'HH24:MI:SS'), TO_CHAR(DATE '2009-12-31', 'MONTH')", "JAN-25-2008 02:30PM|23:15:59|DECEMBER ")
            .Accepts("SELECT TO_CHAR(TIMESTAMP '2024-02-09 13:04:05.678901', 'YYYY-MM-DD HH24:MI:SS.US'), TO_CHAR(TIMESTAMP '2024-02-09 13:04:05', 'FMMonth DDth, HH12 AM Q'), TO_CHAR(TIMESTAMP '2024-02-09', 'IYYY-IW D J CC')", "2024-02-09 13:04:05.678901|February 09th, 01 PM 1|2024-06 6 2460350 21").OnPostgres(),
        Rule.Form(Family, "TO_CHAR of numbers", Evidence.Documented, "r_TO_CHAR")
            .Accepts("SELECT TO_CHAR(-125.8, '999D99S'), TO_CHAR(1234.5, '9,999.99'), TO_CHAR(-5, 'FM000'), TO_CHAR(12345, '999'), TO_CHAR(5, '00009'), TO_CHAR(0.5, '0.99'), TO_CHAR(-7, '9MI'), TO_CHAR(12, 'S99')", "125.80-| 1,234.50|-005| ###| 00005| 0.50|7-|+12")
            .OnPostgres(),
        Rule.Form(Family, "TO_DATE and out-of-range fields", Evidence.Documented, "r_TO_DATE_function")
            .Accepts("SELECT TO_DATE('02 Oct 2001', 'DD Mon YYYY'), TO_DATE('20010631', 'YYYYMMDD', FALSE), TO_DATE('20010631', 'YYYYMMDD')", "2001-10-02|2001-07-01|2001-07-01")
            .Refuses("SELECT TO_DATE('20010631', 'YYYYMMDD', TRUE)", "22008", "out of range").Refuses("SELECT TO_DATE('x', 'YYYY')", "22007", "invalid value \"x\" for \"YYYY\" in \"x\""),
        Rule.Form(Family, "TO_TIMESTAMP", Evidence.Documented, "r_TO_TIMESTAMP")
            .Accepts("SELECT TO_TIMESTAMP('2011-12-18 24:38:15', 'YYYY-MM-DD HH24:MI:SS')", "2011-12-19 00:38:15+00")
            .Refuses("SELECT TO_TIMESTAMP('2011-12-18 24:38:15', 'YYYY-MM-DD HH24:MI:SS', TRUE)", "22008", "date/time field value out of range: \"2011-12-18 24:38:15\""),
        Rule.Form(Family, "TO_NUMBER", Evidence.Documented, "r_TO_NUMBER")
            .Accepts("SELECT TO_NUMBER('12,454.8-', '99G999D9S'), TO_NUMBER('12.345', '99D999'), TO_NUMBER('$2,012.50', 'L9,999.99')", "-12454.8|12.345|2012.50").Refuses("SELECT TO_NUMBER('x', '99')", "22P02", "\"x\" doesn't fit the format \"99\"").OnPostgres(),
        Rule.Form(Family, "CAST, CONVERT and ::", Evidence.Documented, "r_CAST_function")
            .Accepts("SELECT CAST('7' AS INT), CONVERT(INTEGER, '7'), '7'::INT, CAST(7 AS VARCHAR(3)), CAST('Fourscore and seven' AS VARCHAR(5)), CAST(TIMESTAMP '2024-02-29 10:00' AS DATE)", "7|7|7|7|Fours|2024-02-29"),
        Rule.Form(Family, "TRY_CAST gives NULL for what can't be cast", Evidence.Documented, "r_TRY_CAST")
            .Accepts("SELECT TRY_CAST('7' AS INT), TRY_CAST('x' AS INT), TRY_CAST('2024-02-30' AS DATE), TRY_CAST('99999' AS SMALLINT), TRY_CAST('maybe' AS BOOLEAN), TRY_CAST('1000' AS DECIMAL(3,0))", "7|<null>|<null>|<null>|<null>|<null>"),
        Rule.Form(Family, "booleans and texts have no cast", Evidence.Measured, "r_Boolean_type").Given("CREATE TABLE flags (b BOOLEAN, v VARCHAR(5))", "INSERT INTO flags VALUES (TRUE, 'true')")
            .Refuses("SELECT b::VARCHAR FROM flags", "42846", "cannot cast type boolean to character varying").Refuses("SELECT TRUE::TEXT", "42846", "cannot cast type boolean to character varying").Refuses("SELECT CAST(b AS CHAR(5)) FROM flags", "42846", "cannot cast type boolean to character")
            .Refuses("SELECT v::BOOLEAN FROM flags", "42846", "cannot cast type character varying to boolean").Refuses("SELECT b || '' FROM flags", "42883", "operator does not exist: boolean || character varying").Refuses("SELECT CONCAT(b, 'x') FROM flags", "42883", "function concat(boolean")
            .Refuses("SELECT LOWER(b) FROM flags", "42883", "function lower(").Refuses("SELECT MD5(b) FROM flags", "42883", "function md5(").Refuses("SELECT LISTAGG(b, ',') FROM flags", "42883", "function listagg(").Refuses("INSERT INTO flags (v) VALUES (TRUE)", "42804", "column \"v\" is of type character varying but expression is of type boolean").Refuses("UPDATE flags SET v = b", "42804", "column \"v\" is of type character varying but expression is of type boolean")
            .Accepts("SELECT CASE WHEN b THEN 'true' ELSE 'false' END, v = 'true', 'true'::BOOLEAN, b = 'true' FROM flags", "true|t|t|t"),
        Rule.Form(Family, "texts of numbers", Evidence.Known, "r_CAST_function").Accepts("SELECT 100::FLOAT8::VARCHAR, (0.1::FLOAT8 + 0.2::FLOAT8)::VARCHAR, 1.50::DECIMAL(5,2)::VARCHAR, TRUE::INT, 5::BOOL", "100|0.3|1.50|1|t").Accepts("SELECT 1.005::DECIMAL(5,3)::VARCHAR, (-0.5)::DECIMAL(3,3)::VARCHAR, '' || 0::DECIMAL(37,37)", "1.005|-0.500|0.0000000000000000000000000000000000000")
            .Refuses("SELECT 5.0::BOOL", "42846", "cannot cast type numeric to boolean").Refuses("SELECT '1.7'::INT", "22P02", "invalid input syntax for integer: \"1.7\"").Refuses("SELECT 'x'::INT", "22P02", "invalid input syntax for integer: \"x\"").Refuses("SELECT 1000::DECIMAL(3,0)", "22003", "Numeric data overflow (result precision)").Refuses("SELECT 1::DATE", "42846", "cannot cast type integer to date"),
    ];
}
