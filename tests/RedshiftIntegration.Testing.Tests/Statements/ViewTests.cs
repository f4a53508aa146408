namespace RedshiftIntegration.Testing.Tests.Statements;

/// <summary>Where the errors of views point; their rules are in the corpus.</summary>
public sealed class ViewTests : IDisposable
{
    private readonly Dialect db = new();

    public void Dispose() => db.Dispose();

    [Fact]
    public void An_error_inside_a_late_binding_view_stands_where_the_view_is_named()
    {
        db.Run("CREATE VIEW v AS SELECT a FROM public.later WITH NO SCHEMA BINDING; CREATE VIEW w AS SELECT a FROM public.v WITH NO SCHEMA BINDING");
        foreach (var view in new[] { "v", "w" })
        {
            var error = db.Refused($"SELECT 1, a FROM {view}");
            (error.SqlState, error.Message, error.Position, error.Detail).Should().Be(("42P01", "relation \"public.later\" does not exist", 17, $"in the view public.{view}"));
        }
    }

    [Fact]
    public void A_leader_form_inside_a_view_stands_where_the_view_is_named()
    {
        db.Run("CREATE TABLE t (a INT); CREATE VIEW v AS SELECT now() AS n");
        db.Refused("SELECT a FROM t, v").Position.Should().Be(17);
    }

    [Fact]
    public void An_excluded_column_does_not_hold_the_table()
    {
        db.Run("CREATE TABLE t (a INT, b INT); INSERT INTO t VALUES (1, 2); CREATE VIEW v AS SELECT * EXCLUDE (b) FROM t; ALTER TABLE t DROP COLUMN b");
        db.Value("SELECT * FROM v").Should().Be("1");
    }

    [Fact]
    public void Names_in_joins_subqueries_and_common_tables_keep_their_meaning()
    {
        db.Run(
            """
            CREATE TABLE t (a INT, b INT); CREATE TABLE u (a INT, c INT); INSERT INTO t VALUES (1, 2); INSERT INTO u VALUES (1, 3);
            CREATE VIEW v AS WITH q AS (SELECT a, c FROM u) SELECT t.a, q.c, (SELECT MAX(u.c) FROM u WHERE u.a = t.a) AS m FROM t JOIN q USING (a) WHERE t.a IN (SELECT a FROM u);
            ALTER TABLE u RENAME COLUMN a TO k; ALTER TABLE u RENAME TO w; ALTER TABLE t RENAME COLUMN a TO z; CREATE TABLE u (a VARCHAR(3))
            """);
        db.Rows("SELECT a, c, m FROM v").Should().Equal("1|3|3");
        db.Refused("ALTER TABLE w DROP COLUMN k").SqlState.Should().Be("2BP01");
        db.Run("ALTER TABLE t DROP COLUMN b");
    }

    [Fact]
    public void A_schema_that_was_renamed_ends_the_refreshing()
    {
        db.Run("CREATE SCHEMA s; CREATE TABLE s.t (a INT); CREATE MATERIALIZED VIEW m AS SELECT a FROM s.t; ALTER SCHEMA s RENAME TO r");
        db.Refused("REFRESH MATERIALIZED VIEW m").Message.Should().Be("Materialized view m could not be refreshed: schema s was renamed");
        db.Rows("SELECT a FROM m").Should().BeEmpty();
    }
}
