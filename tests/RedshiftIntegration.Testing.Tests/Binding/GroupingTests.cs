using RedshiftIntegration.Testing.Tests.Statements;

namespace RedshiftIntegration.Testing.Tests.Binding;

/// <summary>42803 is found while binding, with the position of the column.</summary>
public sealed class GroupingTests : IClassFixture<DialectFixture>
{
    private readonly Dialect db;

    public GroupingTests(DialectFixture fixture)
    {
        ArgumentNullException.ThrowIfNull(fixture);
        db = fixture.Db;
        db.Run("DROP TABLE IF EXISTS g; CREATE TABLE g (a INTEGER, b INTEGER, c VARCHAR(10), d DATE)");
        db.Run("INSERT INTO g VALUES (1, 2, 'x', '2024-01-01'), (1, 3, 'y', '2024-02-01')");
    }

    [Theory]
    [InlineData("SELECT a, ^b FROM g GROUP BY a", "g.b")]
    [InlineData("SELECT a, ^b + 1, COUNT(*) FROM g GROUP BY a", "g.b")]
    [InlineData("SELECT ^a, COUNT(*) FROM g", "g.a")]
    [InlineData("SELECT ^* FROM g GROUP BY a, b", "g.c")]
    [InlineData("SELECT COUNT(*) FROM g HAVING ^a > 1", "g.a")]
    [InlineData("SELECT a FROM g GROUP BY a HAVING SUM(b) > ^b", "g.b")]
    [InlineData("SELECT a FROM g GROUP BY a ORDER BY ^b", "g.b")]
    [InlineData("SELECT a + 1 FROM g GROUP BY a + ^2", null)]
    [InlineData("SELECT SUM(a) OVER (PARTITION BY ^b) FROM g GROUP BY a", "g.b")]
    [InlineData("SELECT x.a FROM g x JOIN g y ON x.a = y.a GROUP BY x.a HAVING MAX(y.b) = ^y.a", "y.a")]
    [InlineData("SELECT a FROM g GROUP BY a UNION ALL SELECT ^b FROM g GROUP BY a", "g.b")]
    [InlineData("SELECT (SELECT ^b FROM g z GROUP BY a) FROM g", "z.b")]
    public void A_column_outside_of_keys_and_aggregates_is_refused(string marked, string? column)
    {
        int position = marked.IndexOf('^', StringComparison.Ordinal);
        string sql = marked.Remove(position, 1);
        if (column is null)
        {
            db.Refused(sql).SqlState.Should().Be("42803");
            return;
        }

        var error = db.Refused(sql);
        (error.SqlState, error.Message, error.Position).Should().Be(("42803", $"column \"{column}\" must appear in the GROUP BY clause or be used in an aggregate function", position));
    }

    [Theory]
    [InlineData("SELECT a, SUM(b) FROM g GROUP BY a", "1|5")]
    [InlineData("SELECT a + 1 AS n, COUNT(*) FROM g GROUP BY a + 1", "2|2")]
    [InlineData("SELECT a + 1 AS n, n * 2 FROM g GROUP BY 1", "2|4")]
    [InlineData("SELECT DATE_TRUNC('month', d), MAX(c) FROM g GROUP BY DATE_TRUNC('month', d) ORDER BY 1 LIMIT 1", "2024-01-01 00:00:00|x")]
    [InlineData("SELECT c || '!' FROM g GROUP BY c ORDER BY c LIMIT 1", "x!")]
    [InlineData("SELECT a, SUM(SUM(b)) OVER () FROM g GROUP BY a", "1|5")]
    [InlineData("SELECT a, (SELECT MAX(b) FROM g y WHERE y.a = x.a) FROM g x GROUP BY a", "1|3")]
    [InlineData("SELECT COUNT(*), MAX(a) FROM g HAVING COUNT(*) > 1", "2|1")]
    [InlineData("SELECT CASE WHEN a = 1 THEN 'one' ELSE 'more' END AS k, COUNT(*) FROM g GROUP BY k", "one|2")]
    [InlineData("SELECT a, COUNT(*) FROM g GROUP BY ROLLUP(a) ORDER BY a LIMIT 1", "1|2")]
    [InlineData("SELECT x.a FROM g x JOIN g y USING (b) GROUP BY x.a", "1")]
    [InlineData("SELECT a FROM g GROUP BY a ORDER BY MAX(b)", "1")]
    public void Keys_and_aggregates_are_accepted(string sql, string row) => db.Rows(sql).Should().Equal(row);

    [Theory]
    [InlineData("SELECT SUM(^MAX(a)) FROM g")]
    [InlineData("SELECT a FROM g WHERE ^SUM(a) > 1")]
    [InlineData("SELECT a FROM g GROUP BY ^SUM(a)")]
    public void Aggregates_stand_only_where_they_may(string marked)
    {
        int position = marked.IndexOf('^', StringComparison.Ordinal);
        var error = db.Refused(marked.Remove(position, 1));
        (error.SqlState, error.Position).Should().Be(("42803", position));
    }
}
