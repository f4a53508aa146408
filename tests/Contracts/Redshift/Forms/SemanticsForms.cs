using System.Collections.Immutable;

namespace RedshiftIntegration.Contracts.Redshift.Forms;

/// <summary>What values mean: types, comparisons, arithmetic, conversions.</summary>
internal static class SemanticsForms
{
    private const string Family = "semantics";

    public static ImmutableArray<Rule> All { get; } =
    [
        Form("an empty text is no NULL", "r_Character_types").Accepts("SELECT '' IS NULL, LENGTH('')", "f|0").OnPostgres(),
        Form("integer division is cut, division by zero an error", "r_numeric_computations201").Accepts("SELECT 7 / 2, -7 / 2, -7 % 3", "3|-3|-1").Refuses("SELECT 1 / 0", "22012", "Divide by zero").Refuses("SELECT 5 % 0", "22012", "Divide by zero").Refuses("SELECT MOD(5, 0)", "22012", "Divide by zero").Refuses("SELECT 1.0 / 0", "22012", "Divide by zero").Refuses("SELECT 1::FLOAT8 / 0", "22012", "Divide by zero").OnPostgres(),
        Form("integers overflow", "r_numeric_computations201").Refuses("SELECT 2147483647 + 1", "22003", "Numeric data overflow (result precision)").Refuses("SELECT 9223372036854775807 + 1", "22003", "Numeric data overflow (result precision)").Accepts("SELECT 2147483647::BIGINT + 1, -9223372036854775808", "2147483648|-9223372036854775808").OnPostgres(),
        Form("trailing blanks don't tell texts apart", "r_Character_types").Accepts("SELECT 'a' = 'a  ', 'a ' IN ('b', 'a'), 'a ' < 'a', 'a ' BETWEEN 'a' AND 'b'", "t|t|f|t"),
        Form("texts in a table compare, join and group without trailing blanks", "r_Character_types").Given("CREATE TABLE b (v VARCHAR(5), c CHAR(5), n INT)", "INSERT INTO b VALUES ('a', 'a', 1), ('a  ', 'a', 2), ('b', 'b', 3)")
            .Accepts("SELECT COUNT(*) FROM b x JOIN b y ON x.v = y.v", "5").Accepts("SELECT SUM(n) FROM b GROUP BY v ORDER BY 1", "3", "3").Accepts("SELECT n FROM b WHERE v = 'a   ' AND c = 'a' ORDER BY n", "1", "2").Accepts("SELECT n FROM b ORDER BY v, n DESC", "2", "1", "3"),
        Form("a CHAR is padded, and loses its padding as another text", "r_Character_types").Given("CREATE TABLE c (c CHAR(4))", "INSERT INTO c VALUES ('ab')").Refuses("INSERT INTO c VALUES ('abcde')", "22001", "value too long for type character(4)").Accepts("SELECT c, c || 'x', LENGTH(c), c = 'ab' FROM c", "ab  |abx|2|t").OnPostgres(),
        Form("an explicit cast cuts a text at its bytes", "r_CAST_function").Accepts("SELECT 'abcdef'::VARCHAR(3), 'éé'::VARCHAR(3), 'ab'::CHAR(5) || '.'", "abc|é|ab."),
        Form("a cast of a table's decimal is cut, an INSERT rounds", "r_Numeric_types201").Given("CREATE TABLE d (x DECIMAL(8,4), y DECIMAL(8,2))", "INSERT INTO d VALUES (4323.8951, 4323.8951)").Accepts("SELECT x::DECIMAL(8,2), y FROM d", "4323.89|4323.90"),
        Form("decimals of computations", "r_numeric_computations201")
            .Accepts("SELECT 1.5 + 1.25, 1.5 * 1.25, 10::DECIMAL(8,2) / 4::DECIMAL(8,2), 1::DECIMAL(38,0) / 2::DECIMAL(38,0), 7.0 / 2, 1.00 / 3.00", "2.75|1.875|2.500000000|0.5000|3.500000000000|0.3333"),
        Form("decimals of two columns in one", "r_numeric_computations201").Given("CREATE TABLE x (c DECIMAL(7,2))", "CREATE TABLE y (c DECIMAL(15,3))", "INSERT INTO x VALUES (1.25)", "INSERT INTO y VALUES (2.5)", "CREATE TABLE z AS SELECT c FROM x UNION SELECT c FROM y")
            .Accepts("SELECT \"column\", type FROM pg_table_def WHERE tablename = 'z' AND schemaname = CURRENT_SCHEMA()", "c|numeric(15,3)").Accepts("SELECT c FROM z ORDER BY c", "1.250", "2.500"),
        Form("texts beside numbers", "c_Supported_data_types").Given("CREATE TABLE n (v VARCHAR(5), i INT, d DECIMAL(5,2))", "INSERT INTO n VALUES ('05', 5, 5), ('5', 5, 5)")
            .Accepts("SELECT v, v = i, v = d FROM n ORDER BY v", "05|f|t", "5|t|t").Accepts("SELECT '7' = 7, '7' + 1, '2024-01-01' = DATE '2024-01-01'", "t|8|t"),
        Form("texts of dates", "r_Datetime_types")
            .Accepts("SELECT '8/2/2003'::DATE, '20030802'::DATE, 'Aug 2, 2003'::DATE, '2 Aug 2003'::DATE, '2003-08-02T10:11:12'::TIMESTAMP, '12/17/1997 07:37:16.00 PM'::TIMESTAMP, '2003-08-02 10:11'::TIMESTAMP", "2003-08-02|2003-08-02|2003-08-02|2003-08-02|2003-08-02 10:11:12|1997-12-17 19:37:16|2003-08-02 10:11:00").OnPostgres(),
        Form("a text that is no date", "r_Datetime_types").Refuses("SELECT 'yesterday noon'::DATE", "22007", "invalid input syntax for a date or time: \"yesterday noon\"").Refuses("SELECT '2024-02-30'::DATE", "22008", "date/time field value out of range: \"2024-02-30\"").Accepts("SELECT '2024-02-29'::DATE", "2024-02-29").OnPostgres(),
        Form("a zone in a text counts for TIMESTAMPTZ alone", "r_Datetime_types").Accepts("SELECT '1997-12-17 07:37:16-08'::TIMESTAMP, '1997-12-17 07:37:16-08'::TIMESTAMPTZ, '12/17/1997 07:37:16.00 PST'::TIMESTAMPTZ, '1997-06-17 07:37:16 US/Pacific'::TIMESTAMPTZ", "1997-12-17 07:37:16|1997-12-17 15:37:16+00|1997-12-17 15:37:16+00|1997-06-17 14:37:16+00").OnPostgres(),
        Form("names fold, quoted ones too", "r_names").Given("CREATE TABLE \"MixedCase\" (\"SomeColumn\" INT)", "INSERT INTO mixedcase VALUES (1)").Accepts("SELECT SOMECOLUMN, \"SomeColumn\" FROM \"MIXEDCASE\"", "1|1").Accepts("SELECT alias FROM (SELECT 1 AS \"Alias\") q", "1"),
        Form("a backslash escapes in texts", "r_Character_types", Evidence.Known).Accepts(@"SELECT 'it\'s', LEN('a\tb'), 'a\\b'", @"it's|3|a\b"),
        Form("three-valued logic", "r_logical_condition").Accepts("SELECT NULL AND FALSE, NULL OR TRUE, NOT NULL::BOOL, NULL = NULL, 1 IN (2, NULL), 1 NOT IN (2, NULL)", "f|t|<null>|<null>|<null>|<null>").OnPostgres(),
        Form("FLOAT4 with FLOAT4 is FLOAT4", "r_numeric_computations201").Accepts("SELECT 0.5::FLOAT4 + 0.25::FLOAT4, 1::FLOAT4 / 4::FLOAT8", "0.75|0.25").OnPostgres(),
        Form("default column names", "r_DATEDIFF_function").Accepts("SELECT date_diff, date_part, pgdate_part FROM (SELECT DATEDIFF(day, '2024-01-01', '2024-01-02'), EXTRACT(year FROM DATE '2024-01-01'), DATE_PART(month, DATE '2024-01-01')) q", "1|2024|1"),
    ];

    private static Rule Form(string title, string source, Evidence evidence = Evidence.Documented) => Rule.Form(Family, title, evidence, source);
}
