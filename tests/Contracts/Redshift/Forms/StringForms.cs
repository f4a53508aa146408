using System.Collections.Immutable;

namespace RedshiftIntegration.Contracts.Redshift.Forms;

/// <summary>Functions of texts.</summary>
internal static class StringForms
{
    private const string Family = "string functions";

    public static ImmutableArray<Rule> All { get; } =
    [
        Rule.Form(Family, "ASCII and CHR", Evidence.Documented, "r_ASCII").Accepts("SELECT ASCII('amazon'), CHR(65)", "97|A").OnPostgres(),
        Rule.Form(Family, "BPCHARCMP", Evidence.Documented, "r_BPCHARCMP").Accepts("SELECT BPCHARCMP('a', 'b'), BPCHARCMP('b', 'a'), BPCHARCMP('a', 'a  '), BTTEXT_PATTERN_CMP('a', 'a')", "-1|1|0|0").OnPostgres(),
        Rule.Form(Family, "BTRIM, LTRIM, RTRIM, TRIM", Evidence.Documented, "r_TRIM")
            .Accepts("SELECT TRIM('  a '), BTRIM('xxaxx', 'x'), LTRIM('xxa', 'x'), RTRIM('axx', 'x'), TRIM(BOTH 'x' FROM 'xax'), TRIM(LEADING 'x' FROM 'xax'), TRIM(TRAILING 'x' FROM 'xax')", "a|a|a|a|a|ax|xa")
            .OnPostgres(),
        Rule.Form(Family, "CHARINDEX", Evidence.Documented, "r_CHARINDEX").Accepts("SELECT CHARINDEX('fish', 'dogfish'), CHARINDEX('cat', 'dogfish')", "4|0"),
        Rule.Form(Family, "CONCAT", Evidence.Documented, "r_CONCAT").Accepts("SELECT CONCAT('a', 'b'), CONCAT('a', NULL)", "ab|<null>").Refuses("SELECT CONCAT('a', 'b', 'c')", "42883", "function concat("),
        Rule.Form(Family, "DIFFERENCE and SOUNDEX", Evidence.Documented, "SOUNDEX")
            .Accepts("SELECT SOUNDEX('Amazon'), SOUNDEX('AWS Amazon'), SOUNDEX('+-*/%'), SOUNDEX('Ashcraft'), DIFFERENCE('Amazon', 'Amazin'), DIFFERENCE('Amazon', 'cat')", "A525|A252||A261|4|0"),
        Rule.Form(Family, "nothing fills nothing up", Evidence.Known, "r_LPAD").Given("CREATE TABLE padded (v VARCHAR(5), fill VARCHAR(2))", "INSERT INTO padded VALUES ('ab', '')").Accepts("SELECT LPAD(v, 3, ''), RPAD(v, 3, fill), LPAD(v, 1, ''), LPAD(v, -1, ''), RPAD(v, 3, 'x') FROM padded", "ab|ab|a||abx").OnPostgres(),
        Rule.Form(Family, "broken patterns", Evidence.Known, "r_pattern-matching-syntax").Given("CREATE TABLE patterns (v VARCHAR(5))", "INSERT INTO patterns VALUES ('ab')").Refuses("SELECT v FROM patterns WHERE v LIKE 'a\\\\'", "22025", "LIKE pattern must not end with escape character")
            .Refuses("SELECT 'abc' SIMILAR TO '('", "2201B", "invalid regular expression").Refuses("SELECT v SIMILAR TO '[a' FROM patterns", "2201B", "invalid regular expression").Accepts("SELECT v LIKE 'a_', v SIMILAR TO '(a|b)+' FROM patterns", "t|t"),
        Rule.Form(Family, "INITCAP", Evidence.Documented, "r_INITCAP").Accepts("SELECT INITCAP('hello wORLD-wide')", "Hello World-Wide").OnPostgres(),
        Rule.Form(Family, "LEFT and RIGHT", Evidence.Documented, "r_LEFT").Accepts("SELECT LEFT('chicago', 3), RIGHT('chicago', 3)", "chi|ago").Refuses("SELECT LEFT('chicago', -1)", "22011", "negative substring length not allowed"),
        Rule.Form(Family, "LEN in characters", Evidence.Documented, "r_LEN")
            .Accepts("SELECT LEN('français'), LENGTH('français'), CHAR_LENGTH('français'), CHARACTER_LENGTH('français'), TEXTLEN('français'), OCTET_LENGTH('français')", "8|8|8|8|8|9"),
        Rule.Form(Family, "LEN counts trailing blanks of VARCHAR alone", Evidence.Documented, "r_LEN")
            .Given("CREATE TABLE t (v VARCHAR(10), c CHAR(10))", "INSERT INTO t VALUES ('cat  ', 'cat')")
            .Accepts("SELECT LEN(v), LEN(c), OCTET_LENGTH(v), OCTET_LENGTH(c) FROM t", "5|3|5|10"),
        Rule.Form(Family, "LOWER and UPPER", Evidence.Documented, "r_LOWER").Accepts("SELECT LOWER('CatName É'), UPPER('CatName é')", "catname é|CATNAME É"),
        Rule.Form(Family, "LPAD and RPAD", Evidence.Documented, "r_LPAD").Accepts("SELECT LPAD('7', 3, '0'), LPAD('7', 3), RPAD('7', 3, '.'), LPAD('12345', 3)", "007|  7|7..|123").OnPostgres(),
        Rule.Form(Family, "OCTETINDEX in bytes", Evidence.Documented, "OCTETINDEX").Accepts("SELECT OCTETINDEX('q', 'AMAZON'), OCTETINDEX('N', 'ÁMAZON')", "0|7"),
        Rule.Form(Family, "POSITION and STRPOS", Evidence.Documented, "r_POSITION").Accepts("SELECT POSITION('fish' IN 'dogfish'), STRPOS('dogfish', 'fish'), STRPOS('dogfish', 'x')", "4|4|0").OnPostgres(),
        Rule.Form(Family, "QUOTE_IDENT and QUOTE_LITERAL", Evidence.Documented, "r_QUOTE_IDENT")
            .Accepts("SELECT QUOTE_IDENT('plain'), QUOTE_IDENT('MLB'), QUOTE_IDENT('a\"b'), QUOTE_LITERAL('it''s')", "plain|\"MLB\"|\"a\"\"b\"|'it''s'").OnPostgres(),
        Rule.Form(Family, "REPEAT and REPLICATE", Evidence.Documented, "r_REPEAT").Accepts("SELECT REPEAT('ab', 3), REPLICATE('ab', 2), REPEAT('ab', 0)", "ababab|abab|"),
        Rule.Form(Family, "REPLACE, REVERSE, TRANSLATE", Evidence.Documented, "r_REPLACE").Accepts("SELECT REPLACE('Shows', 'S', 'x'), REVERSE('abc'), TRANSLATE('mint tea', 'inea', 'osin')", "xhows|cba|most tin").OnPostgres(),
        Rule.Form(Family, "SPLIT_PART", Evidence.Documented, "SPLIT_PART").Accepts("SELECT SPLIT_PART('abc$def$ghi', '$', 2), SPLIT_PART('abc', '$', 4), SPLIT_PART('abc', '$', 1)", "def||abc")
            .Refuses("SELECT SPLIT_PART('a$b', '$', 0)", "22023", "field position must be greater than zero").OnPostgres(),
        Rule.Form(Family, "STRTOL", Evidence.Documented, "r_STRTOL")
            .Accepts("SELECT STRTOL('0xf', 16), STRTOL('abcd1234', 16), STRTOL('1234567', 10), STRTOL('1234567', 8), STRTOL('110101', 2), STRTOL('', 10), STRTOL(' +7', 10), STRTOL('-ff', 16)", "15|2882343476|1234567|342391|53|0|7|-255")
            .Refuses("SELECT STRTOL('xyz', 10)", "22P02", "The input xyz is not valid to be converted to base 10").Refuses("SELECT STRTOL('1', 37)", "22023", "Invalid base 37: STRTOL takes 2 to 36").Refuses("SELECT STRTOL('9223372036854775808', 10)", "22003", "The value 9223372036854775808 is out of range for STRTOL"),
        Rule.Form(Family, "SUBSTRING", Evidence.Documented, "r_SUBSTRING")
            .Accepts("SELECT SUBSTRING('caterpillar', 6, 4), SUBSTRING('caterpillar', 6, 8), SUBSTRING('caterpillar', -2, 6), SUBSTRING('caterpillar', -5, 4), SUBSTRING('caterpillar' FROM 6 FOR 4), SUBSTR('caterpillar', 6)", "pill|pillar|cat||pill|pillar")
            .Refuses("SELECT SUBSTRING('caterpillar', 2, -1)", "22011", "negative substring length not allowed")
            .OnPostgres(),
        Rule.Form(Family, "|| with NULL", Evidence.Documented, "r_concat_op").Accepts("SELECT 'a' || NULL, 'a' || 'b' || 1", "<null>|ab1").OnPostgres(),
    ];
}
