using System.Collections.Immutable;

namespace RedshiftIntegration.Contracts.Redshift.Forms;

/// <summary>Functions and operators of numbers, and the conditional functions.</summary>
internal static class MathForms
{
    private const string Family = "math and conditional functions";

    public static ImmutableArray<Rule> All { get; } =
    [
        Rule.Form(Family, "ABS, SIGN, MOD", Evidence.Documented, "Math_functions").Accepts("SELECT ABS(-38), ABS(-1.50), SIGN(-2), MOD(10, 4), -7 % 3, MOD(7.5, 2.0)", "38|1.50|-1|2|-1|1.5").OnPostgres(),
        Rule.Form(Family, "CEIL and FLOOR", Evidence.Documented, "r_CEILING_FLOOR").Accepts("SELECT CEIL(1.2), CEILING(-1.2), FLOOR(1.8), FLOOR(-1.2), CEIL(3)", "2|-1|1|-2|3").OnPostgres(),
        Rule.Form(Family, "ROUND and TRUNC", Evidence.Documented, "r_ROUND").Accepts("SELECT ROUND(28.05), ROUND(-2.5), TRUNC(111.15), TRUNC(-111.95), ROUND(7)", "28|-3|111|-111|7").OnPostgres(),
        Rule.Form(Family, "ROUND and TRUNC keep the type", Evidence.Documented, "r_ROUND").Accepts("SELECT ROUND(28.05, 1) = 28.1, ROUND(28.05, -1) = 30, TRUNC(111.15, 1) = 111.1, TRUNC(111.15, -1) = 110", "t|t|t|t").OnPostgres(),
        Rule.Form(Family, "EXP, LN, LOG, POWER, SQRT, CBRT", Evidence.Documented, "Math_functions")
            .Accepts("SELECT EXP(0), LN(1), LOG(100), DLOG10(1000), DLOG1(1), DEXP(0), POWER(9, 3), POW(2, 10), SQRT(16), ROUND(CBRT(27), 10), |/ 25, ||/ 8, 2 ^ 3", "1|0|2|3|0|1|729|1024|4|3|5|2|8"),
        Rule.Form(Family, "LOG of a base", Evidence.Documented, "r_LOG").Accepts("SELECT ROUND(LOG(2, 100), 10), LOG(3, 1), LOG(100)", "6.6438561898|0|2").Refuses("SELECT LOG(1, 100)", "22012", "Divide by zero"),
        Rule.Form(Family, "no infinity comes of numbers", Evidence.Known, "r_Numeric_types201").Refuses("SELECT 1e308 * 10", "22003", "value out of range: overflow").Refuses("SELECT 1e308 + 1e308", "22003", "value out of range: overflow").Refuses("SELECT EXP(1000)", "22003", "value out of range: overflow").Refuses("SELECT POWER(10, 400)", "22003", "value out of range: overflow")
            .Refuses("SELECT 10::FLOAT8 ^ 400", "22003", "value out of range: overflow").Refuses("SELECT 1e308 / 1e-10", "22003", "value out of range: overflow").Refuses("SELECT 3e38::REAL * 10::REAL", "22003", "Numeric data overflow (result precision)").Refuses("SELECT POWER(0, -1)", "2201F", "zero raised to a negative power is undefined").Refuses("SELECT POWER(-8, 0.5)", "2201F", "a negative number raised to a non-integer power yields a complex result")
            .Accepts("SELECT 1e307 * 10 = 1e308, EXP(0), POWER(10, 3), 1.5::REAL * 2::REAL, 'Infinity'::FLOAT8 * 2", "t|1|1000|3|Infinity"),
        Rule.Form(Family, "ASIN and ACOS from -1 to 1", Evidence.Known, "Math_functions").Refuses("SELECT ACOS(2)", "22003", "input is out of range").Refuses("SELECT ASIN(-1.5)", "22003", "input is out of range").Accepts("SELECT ACOS(1), ASIN(0)", "0|0").OnPostgres(),
        Rule.Form(Family, "angles", Evidence.Documented, "Math_functions")
            .Accepts("SELECT ROUND(PI(), 4), SIN(0), COS(0), TAN(0), ASIN(0), ACOS(1), ATAN(0), ATAN2(0, 1), ROUND(COT(1), 4), ROUND(DEGREES(PI())), ROUND(RADIANS(180), 4)", "3.1416|0|1|0|0|0|0|0|0.6421|180|3.1416"),
        Rule.Form(Family, "RANDOM", Evidence.Documented, "r_RANDOM").Accepts("SELECT RANDOM() >= 0 AND RANDOM() < 1", "t").OnPostgres(),
        Rule.Form(Family, "operators on bits", Evidence.Documented, "r_OPERATOR_SYMBOLS").Accepts("SELECT 91 & 15, 1 << 4, 8 >> 2, @ -5", "11|16|2|5").OnPostgres(),
        Rule.Form(Family, "operators on bits that the page leaves out", Evidence.Known, "PostgreSQL 8.0; r_VARBYTE_OPERATORS has them for VARBYTE").Accepts("SELECT 32 | 3, 17 # 5, ~ 1", "35|20|-2").OnPostgres(),
        Rule.Form(Family, "COALESCE, NVL, NVL2, NULLIF", Evidence.Documented, "r_NVL_function").Accepts("SELECT COALESCE(NULL, 'a'), NVL(NULL, NULL, 3), NVL2(NULL, 1, 2), NVL2(1, 1, 2), NULLIF('a', 'a '), NULLIF(1, 2)", "a|3|2|1|<null>|1"),
        Rule.Form(Family, "of NULL comes NULL", Evidence.Documented, "r_NULLIF_function")
            .Accepts("SELECT 1 / NULLIF(0, 0), NULLIF('a', 'a')::INT, 1.5 / NULLIF(1.5, 1.5), STRTOL(NULLIF('a', 'a'), 16), JSON_PARSE(NULL), TO_CHAR(NULL::TIMESTAMP, 'YYYY')", "<null>|<null>|<null>|<null>|<null>|<null>"),
        Rule.Form(Family, "DECODE", Evidence.Documented, "r_DECODE_expression").Accepts("SELECT DECODE(2, 1, 'a', 2, 'b', 'c'), DECODE(3, 1, 'a', 'c'), DECODE(3, 1, 'a'), DECODE(NULL, NULL, 'n', 'x')", "b|c|<null>|n"),
        Rule.Form(Family, "GREATEST and LEAST ignore NULLs", Evidence.Documented, "r_GREATEST_LEAST").Accepts("SELECT GREATEST(1, NULL, 3), LEAST(NULL, 2, 1), GREATEST('Lars', 'Ratliff'), LEAST(NULL, NULL)", "3|1|Ratliff|<null>").OnPostgres(),
        Rule.Form(Family, "CASE", Evidence.Documented, "r_CASE_function").Accepts("SELECT CASE WHEN 1 > 2 THEN 'a' ELSE 'b' END, CASE 2 WHEN 1 THEN 'a' WHEN 2 THEN 'b' END, CASE WHEN FALSE THEN 1 END", "b|b|<null>").OnPostgres(),
    ];
}
