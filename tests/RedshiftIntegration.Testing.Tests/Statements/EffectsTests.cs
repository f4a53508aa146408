namespace RedshiftIntegration.Testing.Tests.Statements;

public sealed class EffectsTests : IDisposable
{
    private readonly Dialect db = new();

    public void Dispose() => db.Dispose();

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
