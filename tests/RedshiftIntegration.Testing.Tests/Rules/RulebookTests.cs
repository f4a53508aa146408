using RedshiftIntegration.Contracts.Redshift;

namespace RedshiftIntegration.Testing.Tests.Rules;

/// <summary>The corpus itself: a refusal has its legal neighbour, a form its result.</summary>
public sealed class RulebookTests
{
    /// <summary>1 to 80: what Redshift refuses or does differently from PostgreSQL, from indexes to casts of text to BOOLEAN.</summary>
    [Fact]
    public void Each_number_has_a_rule() => Enumerable.Range(1, 80).Except(Rulebook.All.Select(r => r.Number ?? 0)).Should().BeEmpty();

    [Fact]
    public void Each_refusal_stands_beside_what_is_accepted() =>
        Rulebook.All.Where(r => r.Number is not null && r.Steps.OfType<RefusesStep>().Any() && !r.Steps.Any(s => s is AcceptsStep or ResumesStep { SqlState: null }))
            .Select(r => r.Id).Should().BeEmpty();

    /// <summary>A word or a comma would stand in the message of another refusal too.</summary>
    [Fact]
    public void Each_refusal_names_what_its_message_says() =>
        Rulebook.All.SelectMany(r => r.Steps, (r, s) => (r.Id, s.Sql, Message: s switch
        {
            RefusesStep refuses => refuses.Message,
            ResumesStep { SqlState: not null } resumes => resumes.Message ?? "",
            _ => null,
        })).Where(s => s.Message is { Length: < 8 }).Select(s => $"{s.Id}: {s.Sql}").Should().BeEmpty();

    [Fact]
    public void Each_form_has_a_result() =>
        Rulebook.All.Where(r => r.Number is null && !r.Steps.Any(s => s is AcceptsStep { AnyAnswer: false })).Select(r => r.Id).Should().BeEmpty();

    /// <summary>Whose answer depends on when and where it is asked.</summary>
    [Fact]
    public void Each_query_has_its_rows() =>
        Rulebook.All.SelectMany(r => r.Steps.OfType<AcceptsStep>(), (r, s) => (r.Id, s))
            .Where(x => x.s.AnyAnswer && x.s.Sql.StartsWith("SELECT ", StringComparison.Ordinal) && !x.s.Sql.Contains(" INTO ", StringComparison.Ordinal))
            .Select(x => $"{x.Id}: {x.s.Sql}").Should().BeEmpty();

    [Fact]
    public void Each_rule_names_its_source() => Rulebook.All.Where(r => string.IsNullOrWhiteSpace(r.Source) || string.IsNullOrWhiteSpace(r.Title)).Select(r => r.Id).Should().BeEmpty();

    /// <summary>What DuckDB runs with another meaning, each form by a part of the statement that shows it.</summary>
    [Theory]
    [InlineData("7 / 2", "semantics: integer division is cut, division by zero an error")]
    [InlineData("1 / 0", "semantics: integer division is cut, division by zero an error")]
    [InlineData("5 % 0", "semantics: integer division is cut, division by zero an error")]
    [InlineData("::DECIMAL(8,2) / 4", "semantics: decimals of computations")]
    [InlineData("AVG(qty)", "aggregates: AVG of integers is cut")]
    [InlineData("AVG(n)", "semantics: an AVG of decimals is cut to their places")]
    [InlineData("FROM pg_table_def WHERE tablename = 'z'", "semantics: sums and averages have types of their own")]
    [InlineData("SUM(n)", "aggregates: SUM of BIGINT is BIGINT")]
    [InlineData("SUM(n)", "semantics: a sum over 38 digits is refused")]
    [InlineData("CONCAT('a', NULL)", "string functions: CONCAT")]
    [InlineData("'a' = 'a  '", "semantics: trailing blanks don't tell texts apart")]
    [InlineData("ORDER BY a DESC", "queries: NULLs last ascending, first descending")]
    [InlineData("LIKE '%start\\\\_'", "patterns: LIKE escapes by a backslash, or another character")]
    [InlineData("SIMILAR TO '%(b|d)%'", "patterns: SIMILAR TO")]
    [InlineData("'abc' ~ 'b'", "patterns: POSIX operators match a part")]
    [InlineData("REGEXP_REPLACE('aXbXc', 'X', '-')", "patterns: REGEXP_REPLACE replaces every occurrence")]
    [InlineData("'it\\'s'", "semantics: a backslash escapes in texts")]
    [InlineData("'abcdef'::VARCHAR(3)", "semantics: an explicit cast cuts a text at its bytes")]
    [InlineData("SELECT c, c || 'x'", "semantics: a CHAR is padded, and loses its padding as another text")]
    [InlineData("FROM pg_table_def WHERE tablename = 'z'", "semantics: EXTRACT is INTEGER, DATE_TRUNC TIMESTAMP")]
    [InlineData("TO_HEX(2147676847)", "hashes and VARBYTE: TO_HEX and FROM_HEX")]
    [InlineData("100::FLOAT8::VARCHAR", "formatting functions: texts of numbers")]
    [InlineData("'1.7'::INT", "formatting functions: texts of numbers")]
    [InlineData("{\"a\":null}", "semantics: JSON's null is NULL")]
    [InlineData("pg_table_def WHERE tablename = 'z'", "semantics: a NULL of no type is a text")]
    [InlineData("OCTET_LENGTH('français')", "string functions: LEN in characters")]
    [InlineData("\"MIXEDCASE\"", "semantics: names fold, quoted ones too")]
    [InlineData("DATEDIFF(week", "date functions: DATEDIFF in weeks counts Mondays")]
    [InlineData("DROP TABLE t", "ddl: DROP TABLE of several")]
    [InlineData("INSERT INTO p VALUES (1, 1), (1, 1)", "A18 keys are not enforced")]
    [InlineData("MERGE INTO t", "A56 one row of the source for a row of the target")]
    public void What_the_engine_runs_with_another_meaning_has_its_rule(string form, string id) =>
        Rulebook.Find(id).Steps.Where(s => s is RefusesStep or AcceptsStep { AnyAnswer: false } || s.Sql.StartsWith("INSERT", StringComparison.Ordinal)).Should().Contain(s => s.Sql.Contains(form, StringComparison.Ordinal));

    /// <summary>What DuckDB runs and Redshift refuses.</summary>
    [Theory]
    [InlineData("DISTINCT ON", "A05 DISTINCT ON")]
    [InlineData("LATERAL", "A06 LATERAL joins")]
    [InlineData("FILTER", "A62 FILTER of aggregates")]
    [InlineData("GROUPS", "A63 frames are ROWS")]
    [InlineData("RANGE", "A63 frames are ROWS")]
    [InlineData("TABLESAMPLE", "engine-only: samples")]
    [InlineData("USING SAMPLE", "engine-only: samples")]
    [InlineData("= ANY(ARRAY[1])", "engine-only: membership in an array")]
    [InlineData("[1, 2]", "engine-only: lists and structs")]
    [InlineData("{'a': 1}", "engine-only: lists and structs")]
    [InlineData("NATURAL FULL JOIN", "A64 FULL JOIN needs an equality")]
    [InlineData("FULL JOIN u ON t.a > u.a", "A64 FULL JOIN needs an equality")]
    [InlineData("(VALUES (1))", "A60 functions of the leader node with a table")]
    [InlineData("generate_series", "A60 functions of the leader node with a table")]
    [InlineData("read_csv", "engine-only: table functions")]
    [InlineData("json_each", "engine-only: table functions")]
    [InlineData("CREATE OR REPLACE TABLE", "A34 no CREATE OR REPLACE TABLE")]
    [InlineData("WITH NO DATA", "A34 no IF NOT EXISTS and no WITH NO DATA before and after AS")]
    [InlineData("PIVOT t ON", "engine-only: PIVOT as a statement")]
    [InlineData("USING (SELECT", "A52 the source is a table")]
    [InlineData("WHEN MATCHED AND", "A53 no condition after MATCHED")]
    [InlineData("RETURNING", "A04 no RETURNING")]
    [InlineData("ON CONFLICT", "A03 no ON CONFLICT")]
    [InlineData("TO 'x.csv'", "engine-only: COPY to and from files of the server")]
    [InlineData("ATTACH 'x.db'", "engine-only: databases and extensions of files")]
    [InlineData("INSTALL httpfs", "engine-only: databases and extensions of files")]
    [InlineData("PRAGMA", "engine-only: settings of the engine")]
    [InlineData("SET memory_limit", "engine-only: settings of the engine")]
    [InlineData("BY NAME", "engine-only: set operations and INSERT by name")]
    [InlineData("FROM t SELECT", "engine-only: FROM without SELECT")]
    [InlineData("POSITIONAL JOIN", "engine-only: joins by position and by nearness")]
    [InlineData("COLUMNS(*)", "engine-only: choosing columns by a pattern")]
    [InlineData("SELECT t FROM t", "engine-only: a table as a value")]
    [InlineData("LIMIT 10%", "engine-only: a limit in percent")]
    [InlineData("1_000", "engine-only: underscores in numbers")]
    [InlineData("DESCRIBE", "engine-only: DESCRIBE and SUMMARIZE")]
    [InlineData("SUMMARIZE", "engine-only: DESCRIBE and SUMMARIZE")]
    [InlineData("x FOR x IN", "engine-only: list comprehensions and lambdas")]
    [InlineData("x -> x + 1", "engine-only: list comprehensions and lambdas")]
    public void What_the_engine_runs_and_Redshift_refuses_has_its_rule(string form, string id)
    {
        Rulebook.Find(id).Steps.OfType<RefusesStep>().Should().Contain(s => s.Sql.Contains(form, StringComparison.Ordinal));
        Rulebook.Find(id).Steps.OfType<AcceptsStep>().Should().NotBeEmpty();
    }

    /// <summary>Names over which DuckDB stumbles and Redshift doesn't.</summary>
    [Theory]
    [InlineData("at")]
    [InlineData("level")]
    [InlineData("lambda")]
    [InlineData("show")]
    [InlineData("describe")]
    [InlineData("summarize")]
    [InlineData("pivot_wider")]
    [InlineData("variadic")]
    [InlineData("lateral")]
    [InlineData("returning")]
    public void A_word_of_the_engine_has_its_rule(string word) =>
        Rulebook.Find("engine-only: words of the engine are names").Steps.OfType<AcceptsStep>().SelectMany(s => s.Sql.Split(' ', ',')).Should().Contain(word);
}
