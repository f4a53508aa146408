using System.Collections.Immutable;

namespace RedshiftIntegration.Contracts.Redshift.Forms;

/// <summary>Patterns: LIKE, SIMILAR TO, POSIX operators and the REGEXP functions.</summary>
internal static class RegularExpressionForms
{
    private const string Family = "patterns";

    public static ImmutableArray<Rule> All { get; } =
    [
        Rule.Form(Family, "LIKE and ILIKE", Evidence.Documented, "r_patternmatching_condition_like")
            .Accepts("SELECT 'starbucks' LIKE '%buck_', 'Starbucks' LIKE 's%', 'Starbucks' ILIKE 's%', 'a' NOT LIKE 'b'", "t|f|t|t").OnPostgres(),
        Rule.Form(Family, "LIKE escapes by a backslash, or another character", Evidence.Documented, "r_patternmatching_condition_like")
            .Accepts(@"SELECT 'start_' LIKE '%start\\_', 'startx' LIKE '%start\\_', 'start_' LIKE '%start^_' ESCAPE '^'", "t|f|t"),
        Rule.Form(Family, "LIKE matches the whole text", Evidence.Documented, "r_patternmatching_condition_like").Accepts("SELECT 'abc' LIKE 'b', 'abc' LIKE '%b%', NULL LIKE 'a'", "f|t|<null>").OnPostgres(),
        Rule.Form(Family, "SIMILAR TO", Evidence.Documented, "pattern-matching-conditions-similar-to")
            .Accepts("SELECT 'abc' SIMILAR TO 'abc', 'abc' SIMILAR TO '%(b|d)%', 'abc' SIMILAR TO '(b|c)%', 'abc' SIMILAR TO 'b', 'aXc' SIMILAR TO 'a[A-Z]c', 'abc' NOT SIMILAR TO 'x%'", "t|t|f|f|t|t").OnPostgres(),
        Rule.Form(Family, "POSIX operators match a part", Evidence.Documented, "pattern-matching-conditions-posix")
            .Accepts("SELECT 'abc' ~ 'b', 'abc' !~ 'b', 'ABC' ~* 'b', 'ABC' !~* 'b', 'a1' ~ '^[[:alpha:]][[:digit:]]$', 'a.b' ~ 'a\\\\.b', 'axb' ~ 'a\\\\.b'", "t|f|t|f|t|t|f").Refuses("SELECT 'a' ~ '('", "2201B", "invalid regular expression: \"(\""),
        Rule.Form(Family, "REGEXP_COUNT", Evidence.Documented, "REGEXP_COUNT")
            .Accepts("SELECT REGEXP_COUNT('abcdefghijklmnopqrstuvwxyz', '[a-z]{3}'), REGEXP_COUNT('the fox', 'FOX', 1, 'i'), REGEXP_COUNT('aXaXa', 'X', 3)", "8|1|1")
            .Accepts("SELECT REGEXP_COUNT('passwd7 plain A1234 a1234', '(?=[^ ]*[a-z])(?=[^ ]*[0-9])[^ ]+', 1, 'p')", "2").OnPostgres(),
        Rule.Form(Family, "REGEXP_INSTR", Evidence.Documented, "REGEXP_INSTR")
            .Accepts("SELECT REGEXP_INSTR('Cum@accumsan.com', '@[^.]*'), REGEXP_INSTR('Home Depot Center', '[cC]ent(er|re)$'), REGEXP_INSTR('abc', 'x'), REGEXP_INSTR('the fox', 'FOX', 1, 1, 0, 'i')", "4|12|0|5")
            .Accepts("SELECT REGEXP_INSTR('aXbXc', 'X', 1, 2), REGEXP_INSTR('aXbXc', 'X', 1, 1, 1), REGEXP_INSTR('aXbXc', 'X', 9)", "4|3|0").OnPostgres(),
        Rule.Form(Family, "REGEXP_REPLACE replaces every occurrence", Evidence.Documented, "REGEXP_REPLACE")
            .Accepts("SELECT REGEXP_REPLACE('aXbXc', 'X', '-'), REGEXP_REPLACE('a@b.com', '@.*\\\\.(org|gov|com)$'), REGEXP_REPLACE('the fox', 'FOX', 'quick brown fox', 1, 'i')", "a-b-c|a|the quick brown fox")
            .Accepts("SELECT REGEXP_REPLACE('passwd7 plain A1234 a1234', '(?=[^ ]*[a-z])(?=[^ ]*[0-9])[^ ]+', '[hidden]', 1, 'ip'), REGEXP_REPLACE('aXbX', 'X', '', 3), REGEXP_REPLACE('a', NULL, 'b')", "[hidden] plain [hidden] [hidden]|aXb|<null>")
            .Refuses("SELECT REGEXP_REPLACE('ab', '(a)', '$1$1')", "0A000", "references in the replacement of REGEXP_REPLACE are not supported by EmbeddedRedshift"),
        Rule.Form(Family, "REGEXP_SUBSTR", Evidence.Documented, "REGEXP_SUBSTR")
            .Accepts("SELECT REGEXP_SUBSTR('a@b.com', '@[^.]*'), REGEXP_SUBSTR('the fox', 'FOX', 1, 1, 'i'), REGEXP_SUBSTR('abc', 'x'), REGEXP_SUBSTR('abc', 'b', 9), REGEXP_SUBSTR('abc', 'b', 1, 9)", "@b|fox|||<null>")
            .Accepts("SELECT REGEXP_SUBSTR('passwd7 plain A1234 a1234', '(?=[^ ]*[a-z])(?=[^ ]*[0-9])[^ ]+', 1, 2, 'p'), REGEXP_SUBSTR('key=value', '=(.*)', 1, 1, 'e')", "a1234|value"),
    ];
}
