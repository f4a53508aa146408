namespace RedshiftIntegration.Testing.Tests.Statements;

/// <summary>Views keep to relations and columns, not to names.</summary>
public sealed class ViewTests : IDisposable
{
    private readonly Dialect db = new();

    public ViewTests() => db.Run("CREATE TABLE t (a INT, b VARCHAR(5), c INT); INSERT INTO t VALUES (1, 'x', 3)");

    public void Dispose() => db.Dispose();

    [Fact]
    public void A_star_means_the_columns_of_its_day()
    {
        db.Run("CREATE VIEW v AS SELECT * FROM t; ALTER TABLE t ADD COLUMN d INT");
        db.Rows("SELECT * FROM v").Should().Equal("1|x|3");
    }

    [Fact]
    public void A_view_follows_its_table_and_columns_through_renames()
    {
        db.Run("CREATE VIEW v AS SELECT x.a, t.c AS n FROM t JOIN t AS x USING (a); ALTER TABLE t RENAME COLUMN a TO z; ALTER TABLE t RENAME TO before; CREATE TABLE t (a INT)");
        db.Rows("SELECT a, n FROM v").Should().Equal("1|3");
        db.Refused("DROP TABLE before").SqlState.Should().Be("2BP01");
        db.Run("DROP TABLE t");
    }

    [Fact]
    public void A_column_is_held_by_the_views_that_use_it_and_no_others()
    {
        db.Run("CREATE VIEW v AS SELECT a FROM t WHERE 'c' <> 'b'; CREATE VIEW w AS SELECT * FROM v");
        db.Run("ALTER TABLE t DROP COLUMN c");
        db.Refused("ALTER TABLE t DROP COLUMN a").Message.Should().Be("cannot drop table t column a because other objects depend on it");
        db.Run("ALTER TABLE t DROP COLUMN a CASCADE");
        db.Refused("SELECT * FROM w").SqlState.Should().Be("42P01");
        db.Refused("SELECT * FROM v").SqlState.Should().Be("42P01");
    }

    [Fact]
    public void A_view_holds_the_view_below_it()
    {
        db.Run("CREATE VIEW v AS SELECT a FROM t; CREATE VIEW w AS SELECT a FROM v");
        db.Refused("DROP VIEW v").Detail.Should().Be("view w depends on view v");
        db.Run("DROP TABLE t CASCADE");
        db.Refused("SELECT 1 FROM w").SqlState.Should().Be("42P01");
    }

    [Fact]
    public void A_column_of_a_view_keeps_its_type()
    {
        db.Run("CREATE VIEW v AS SELECT b FROM t");
        var error = db.Refused("ALTER TABLE t ALTER COLUMN b TYPE VARCHAR(9)");
        (error.SqlState, error.Message).Should().Be(("0A000", "cannot alter type of a column used by a view or rule"));
        db.Run("DROP VIEW v; ALTER TABLE t ALTER COLUMN b TYPE VARCHAR(9)");
    }

    [Theory]
    [InlineData("SELECT a FROM t", "42P16", "cannot change number of columns in view")]
    [InlineData("SELECT c AS x, b FROM t", "42P16", "cannot change name of view column \"a\"")]
    [InlineData("SELECT a::bigint AS a, b FROM t", "42P16", "cannot change data type of view column \"a\"")]
    [InlineData("SELECT a, b FROM public.t WITH NO SCHEMA BINDING", "0A000", "CREATE OR REPLACE VIEW between an ordinary and a late-binding view is not supported by EmbeddedRedshift")]
    public void A_view_is_replaced_by_one_with_the_same_columns(string query, string state, string message)
    {
        db.Run("CREATE VIEW v AS SELECT a, b FROM t");
        var error = db.Refused($"CREATE OR REPLACE VIEW v AS {query}");
        (error.SqlState, error.Message).Should().Be((state, message));
        db.Run("CREATE OR REPLACE VIEW v AS SELECT c AS a, b FROM t");
        db.Rows("SELECT * FROM v").Should().Equal("3|x");
        db.Refused("CREATE OR REPLACE VIEW t AS SELECT 1 AS a").SqlState.Should().Be("42809");
        db.Refused("CREATE VIEW v AS SELECT 1 AS a").SqlState.Should().Be("42P07");
    }

    [Fact]
    public void A_late_binding_view_meets_its_table_at_use()
    {
        db.Run("CREATE VIEW v (x) AS WITH q AS (SELECT a, c FROM public.later) SELECT * FROM q WITH NO SCHEMA BINDING");
        var error = db.Refused("SELECT 1, x FROM v");
        (error.SqlState, error.Message, error.Position, error.Detail).Should().Be(("42P01", "relation \"public.later\" does not exist", 17, "in the view public.v"));
        db.Run("CREATE TABLE later (a INT, c INT); INSERT INTO later VALUES (1, 2)");
        db.Rows("SELECT x, c FROM v").Should().Equal("1|2");
        db.Run("ALTER TABLE later RENAME TO gone; CREATE TABLE later (a VARCHAR(3), c INT)");
        db.Rows("SELECT x FROM v").Should().BeEmpty();
        db.Run("DROP TABLE later");
        db.Refused("SELECT x FROM v").SqlState.Should().Be("42P01");
        db.Refused("CREATE VIEW w AS SELECT a FROM later WITH NO SCHEMA BINDING").Message.Should().Be("All the relation names inside should be qualified when creating VIEW WITH NO SCHEMA BINDING.");
        db.Run("CREATE VIEW w (x, y, z) AS SELECT a FROM public.t WITH NO SCHEMA BINDING");
        db.Refused("SELECT * FROM w").SqlState.Should().Be("42601");
    }

    [Fact]
    public void A_view_is_renamed_by_alter_table()
    {
        db.Run("CREATE VIEW v AS SELECT a FROM t; CREATE VIEW w AS SELECT a FROM v; ALTER TABLE v RENAME TO x");
        db.Value("SELECT a FROM w").Should().Be("1");
        db.Refused("ALTER TABLE x ADD COLUMN b INT").SqlState.Should().Be("42809");
    }

    [Fact]
    public void A_materialized_view_holds_the_rows_of_its_last_refresh()
    {
        db.Run("CREATE MATERIALIZED VIEW m BACKUP NO DISTKEY(n) SORTKEY(n) AUTO REFRESH YES AS SELECT c AS n, count(*) AS k FROM t GROUP BY c").Tag.Should().Be("CREATE MATERIALIZED VIEW");
        db.Run("CREATE MATERIALIZED VIEW mm AS SELECT sum(k) AS s FROM m");
        db.Run("INSERT INTO t VALUES (2, 'y', 3), (3, 'z', 4)");
        db.Rows("SELECT n, k FROM m").Should().Equal("3|1");
        db.Run("REFRESH MATERIALIZED VIEW m RESTRICT").Tag.Should().Be("REFRESH");
        db.Rows("SELECT n, k FROM m ORDER BY n").Should().Equal("3|2", "4|1");
        db.Value("SELECT s FROM mm").Should().Be("1");
        db.Run("REFRESH MATERIALIZED VIEW m CASCADE");
        db.Value("SELECT s FROM mm").Should().Be("3");
        db.Refused("DROP MATERIALIZED VIEW m").SqlState.Should().Be("2BP01");
        db.Run("DROP MATERIALIZED VIEW mm; DROP MATERIALIZED VIEW m; DROP MATERIALIZED VIEW IF EXISTS m");
    }

    [Theory]
    [InlineData("INSERT INTO m VALUES (1)", "42809")]
    [InlineData("UPDATE m SET a = 1", "42809")]
    [InlineData("DELETE FROM m", "42809")]
    [InlineData("TRUNCATE m", "42809")]
    [InlineData("MERGE INTO m USING t ON m.a = t.a REMOVE DUPLICATES", "42809")]
    [InlineData("COPY m FROM 's3://b/x' IAM_ROLE default FORMAT AS PARQUET", "42809")]
    [InlineData("ALTER TABLE m ADD COLUMN b INT", "42809")]
    [InlineData("DROP TABLE m", "42809")]
    [InlineData("DROP VIEW m", "42809")]
    [InlineData("DROP MATERIALIZED VIEW t", "42809")]
    [InlineData("REFRESH MATERIALIZED VIEW t", "42809")]
    [InlineData("REFRESH MATERIALIZED VIEW nope", "42P01")]
    [InlineData("DROP TABLE t", "2BP01")]
    [InlineData("CREATE MATERIALIZED VIEW m AS SELECT 1 AS a", "42P07")]
    [InlineData("CREATE MATERIALIZED VIEW n (x) AS SELECT a FROM t", "42601")]
    [InlineData("CREATE MATERIALIZED VIEW n AS SELECT a FROM t ORDER BY a", "0A000")]
    [InlineData("CREATE MATERIALIZED VIEW n AS SELECT a FROM t LIMIT 1", "0A000")]
    [InlineData("CREATE MATERIALIZED VIEW n AS SELECT a FROM v", "0A000")]
    [InlineData("CREATE MATERIALIZED VIEW n AS SELECT a FROM s", "0A000")]
    [InlineData("CREATE MATERIALIZED VIEW n AS SELECT relname FROM pg_class", "0A000")]
    [InlineData("CREATE MATERIALIZED VIEW n AS SELECT a INTO x FROM t", "42601")]
    [InlineData("CREATE OR REPLACE MATERIALIZED VIEW n AS SELECT a FROM t", "42601")]
    public void A_materialized_view_is_no_table(string sql, string state)
    {
        db.Run("CREATE MATERIALIZED VIEW m AS SELECT a FROM t; CREATE VIEW v AS SELECT a FROM t; CREATE TEMP TABLE s (a INT)");
        db.Refused(sql).SqlState.Should().Be(state);
    }

    [Theory]
    [InlineData("ALTER TABLE t DROP COLUMN a", "column a of t was dropped")]
    [InlineData("ALTER TABLE t RENAME COLUMN a TO z", "column a of t was renamed")]
    [InlineData("ALTER SCHEMA public RENAME TO p; SET search_path TO p", "schema public was renamed")]
    public void A_base_table_that_changed_leaves_a_materialized_view_to_read_alone(string change, string why)
    {
        db.Run("CREATE MATERIALIZED VIEW m AS SELECT a FROM t");
        db.Run(change);
        db.Catalogue.SearchPath = ["public", "p"];
        db.Value("SELECT a FROM m").Should().Be("1");
        db.Refused("REFRESH MATERIALIZED VIEW m").Message.Should().Be($"Materialized view m could not be refreshed: {why}");
    }
}
