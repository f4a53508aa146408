namespace RedshiftIntegration.Testing.Tests.Statements;

public sealed class WriteRuleTests : IDisposable
{
    private readonly Dialect db = new();

    public void Dispose() => db.Dispose();

    [Fact]
    public void Char_comes_back_padded_and_is_compared_without_its_blanks()
    {
        db.Run("CREATE TABLE t (c CHAR(4)); INSERT INTO t VALUES ('ab')");
        db.Rows("SELECT c, len(c), c = 'ab' FROM t").Should().Equal("ab  |2|t");
        db.Refused("INSERT INTO t VALUES ('abcde')").SqlState.Should().Be("22001");
    }

    [Fact]
    public void A_cast_of_a_table_s_decimal_does_not_round() => db.Value("SELECT d::decimal(5,1) FROM (SELECT 1.29::decimal(5,2) AS d) q").Should().Be("1.2");

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
