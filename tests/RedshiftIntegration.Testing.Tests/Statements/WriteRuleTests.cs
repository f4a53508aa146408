namespace RedshiftIntegration.Testing.Tests.Statements;

public sealed class WriteRuleTests : IDisposable
{
    private readonly Dialect db = new();

    public void Dispose() => db.Dispose();

    [Fact]
    public void Varchar_counts_bytes_and_cuts_trailing_blanks_alone()
    {
        db.Run("CREATE TABLE t (v VARCHAR(5))");
        db.Run("INSERT INTO t VALUES ('abc      '), ('éé')");
        db.Rows("SELECT v FROM t ORDER BY 1").Should().Equal("abc  ", "éé");
        db.Refused("INSERT INTO t VALUES ('ééé')").Should().Match<RedshiftIntegration.Testing.Engine.SqlError>(e => e.SqlState == "22001" && e.Message == "value too long for type character varying(5)");
        db.Refused("UPDATE t SET v = v || 'xxxxx'").SqlState.Should().Be("22001");
        db.Value("SELECT count(*) FROM t").Should().Be("2");
    }

    [Fact]
    public void Char_takes_single_bytes_and_comes_back_padded()
    {
        db.Run("CREATE TABLE t (c CHAR(4)); INSERT INTO t VALUES ('ab')");
        db.Rows("SELECT c, len(c), c = 'ab' FROM t").Should().Equal("ab  |2|t");
        db.Refused("INSERT INTO t VALUES ('é')").SqlState.Should().Be("XX000");
        db.Refused("INSERT INTO t VALUES ('abcde')").SqlState.Should().Be("22001");
    }

    [Fact]
    public void Not_null_is_enforced_with_redshifts_words()
    {
        db.Run("CREATE TABLE t (a INT NOT NULL, b INT)");
        foreach (var sql in new[] { "INSERT INTO t VALUES (NULL, 1)", "INSERT INTO t (b) VALUES (1)", "INSERT INTO t SELECT NULL, 2" })
        {
            db.Refused(sql).Should().Match<RedshiftIntegration.Testing.Engine.SqlError>(e => e.SqlState == "XX000" && e.Message == "Cannot insert a NULL value into column a");
        }

        db.Run("INSERT INTO t VALUES (1, 1)");
        db.Refused("UPDATE t SET a = NULL").SqlState.Should().Be("XX000");
    }

    [Fact]
    public void Keys_are_kept_and_not_enforced()
    {
        db.Run("CREATE TABLE t (a INT, PRIMARY KEY (a), UNIQUE (a)); INSERT INTO t VALUES (1), (1)");
        db.Value("SELECT count(*) FROM t").Should().Be("2");
        db.Refused("INSERT INTO t VALUES (NULL)").SqlState.Should().Be("XX000");
    }

    [Fact]
    public void Decimals_round_to_the_column_and_a_decimal_of_19_digits_has_eight_bytes()
    {
        db.Run("CREATE TABLE t (d DECIMAL(5,2), n DECIMAL(19,0), m DECIMAL(20,0))");
        db.Run("INSERT INTO t VALUES (1.005, 9223372036854775807, 9999999999999999999)");
        db.Rows("SELECT d, n, m FROM t").Should().Equal("1.01|9223372036854775807|9999999999999999999");
        db.Refused("INSERT INTO t (n) VALUES (9999999999999999999)").SqlState.Should().Be("22003");
        db.Refused("INSERT INTO t (d) VALUES (1000)").SqlState.Should().Be("22003");
        db.Value("SELECT d::decimal(5,1) FROM (SELECT 1.29::decimal(5,2) AS d) q").Should().Be("1.2");
    }

    [Fact]
    public void Identity_and_defaults_fill_what_is_left_out()
    {
        db.Run("CREATE TABLE t (id BIGINT IDENTITY(10, 5), a INT DEFAULT 7, b VARCHAR(5) DEFAULT 'x')");
        db.Run("INSERT INTO t (a) VALUES (1); INSERT INTO t (b) VALUES ('y'); INSERT INTO t VALUES (DEFAULT, 2, DEFAULT)");
        db.Rows("SELECT * FROM t ORDER BY id").Should().Equal("10|1|x", "15|7|y", "20|2|x");
        db.Refused("INSERT INTO t (id) VALUES (1)").Message.Should().Be("cannot set an identity column to a value");
    }

    [Fact]
    public void A_column_is_added_with_its_default_and_a_varchar_widened()
    {
        db.Run("CREATE TABLE t (v VARCHAR(3)); INSERT INTO t VALUES ('abc'); ALTER TABLE t ADD COLUMN n INT NOT NULL DEFAULT 5");
        db.Rows("SELECT * FROM t").Should().Equal("abc|5");
        db.Run("ALTER TABLE t ALTER COLUMN v TYPE VARCHAR(6); INSERT INTO t VALUES ('abcdef', 6)");
        db.Refused("ALTER TABLE t ALTER COLUMN v TYPE VARCHAR(5)").SqlState.Should().Be("22001");
        db.Run("ALTER TABLE t RENAME COLUMN v TO w; ALTER TABLE t RENAME TO r");
        db.Rows("SELECT w FROM r ORDER BY n").Should().Equal("abc", "abcdef");
    }

    [Fact]
    public void A_view_follows_its_table_and_holds_it()
    {
        db.Run("CREATE TABLE t (a INT); INSERT INTO t VALUES (1); CREATE VIEW v AS SELECT a + 1 AS b FROM t; CREATE VIEW w AS SELECT b * 2 AS c FROM v");
        db.Value("SELECT c FROM w").Should().Be("4");
        db.Refused("DROP TABLE t").SqlState.Should().Be("2BP01");
        db.Run("DROP TABLE t CASCADE");
        db.Refused("SELECT * FROM w").SqlState.Should().Be("42P01");
    }

    [Fact]
    public void A_temporary_table_shadows_a_permanent_one()
    {
        db.Run("CREATE TABLE t (a INT); INSERT INTO t VALUES (1); CREATE TEMP TABLE t (a INT); INSERT INTO t VALUES (2)");
        db.Value("SELECT a FROM t").Should().Be("2");
        db.Value("SELECT a FROM public.t").Should().Be("1");
        db.Run("DROP TABLE t");
        db.Value("SELECT a FROM t").Should().Be("1");
    }

    [Fact]
    public void A_super_array_is_unnested_and_navigated()
    {
        db.Run("CREATE TABLE t (id INT, s SUPER); INSERT INTO t VALUES (1, JSON_PARSE('{\"items\":[{\"n\":1},{\"n\":2}]}')), (2, NULL)");
        db.Rows("SELECT t.id, i.n::int FROM t, t.s.items AS i ORDER BY 2").Should().Equal("1|1", "1|2");
        db.Rows("SELECT json_typeof(s), json_serialize(s) FROM t WHERE id = 1").Should().Equal("object|{\"items\":[{\"n\":1},{\"n\":2}]}");
    }

    [Fact]
    public void Effects_name_tables_and_lock_modes()
    {
        db.Run("CREATE TABLE t (a INT); CREATE TABLE u (a INT)");
        string Effects(string sql) => string.Join(" ", db.Bind(sql).Effects.Tables.Select(t => $"{t.Schema}.{t.Name}:{t.Mode}"));
        Effects("SELECT * FROM t").Should().Be("public.t:Read");
        Effects("INSERT INTO t SELECT * FROM u").Should().Be("public.t:Append public.u:Read");
        Effects("UPDATE t SET a = 1 FROM u WHERE u.a = t.a").Should().Be("public.t:Change public.u:Read");
        Effects("MERGE INTO t USING u ON t.a = u.a WHEN MATCHED THEN DELETE WHEN NOT MATCHED THEN INSERT VALUES (u.a)").Should().Be("public.t:Change public.u:Read");
        Effects("LOCK u").Should().Be("public.u:Exclusive");
        db.Bind("LOCK u").Effects.TakesSnapshot.Should().BeFalse();
        db.Bind("SELECT 1").Effects.TakesSnapshot.Should().BeFalse();
        db.Bind("SELECT * FROM u").Effects.TakesSnapshot.Should().BeTrue();
        db.Bind("TRUNCATE u").Effects.Block.Should().Be(RedshiftIntegration.Testing.Statements.BlockRule.Commits);
    }

    [Fact]
    public void The_step_stands_in_the_leading_comment()
    {
        var statements = RedshiftIntegration.Testing.Syntax.SqlParser.Parse("/* rsi run=abc step=copy_1 */ SELECT 1; -- nothing\n;; /* x */ SELECT 2");
        statements.Select(s => s.Step).Should().Equal("copy_1", null);
        statements[0].Text.Should().Be("/* rsi run=abc step=copy_1 */ SELECT 1");
        RedshiftIntegration.Testing.Syntax.SqlParser.Parse(" -- only\n ; /* comments */").Should().BeEmpty();
    }
}
