using Npgsql;

namespace RedshiftIntegration.Testing.Tests.Statements;

/// <summary>What the rules of PREPARE and EXPLAIN can't say.</summary>
public sealed class PrepareTests : RedshiftTest
{
    private NpgsqlConnection connection = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Run("CREATE TABLE t (a INTEGER, b CHAR(20), n DECIMAL(10,2))");
        connection = await Connect();
    }

    public override async ValueTask DisposeAsync()
    {
        await connection.DisposeAsync();
        await base.DisposeAsync();
    }

    [Fact]
    public async Task A_prepared_update_waits_and_conflicts_as_an_update()
    {
        await Run("INSERT INTO t VALUES (1, 'x', 0)");
        await Run(connection, "PREPARE up (INT) AS UPDATE t SET n = n + 1 WHERE a = $1");
        await using NpgsqlConnection other = await Connect();
        await Run(other, "BEGIN");
        await Run(other, "UPDATE t SET n = n + 1 WHERE a = 1");
        Task waiting = Run(connection, "EXECUTE up (1)");
        while ((await Rows("SELECT granted FROM svv_transactions WHERE granted = false")).Count == 0)
        {
            waiting.IsCompleted.Should().BeFalse();
        }

        await Run(other, "ROLLBACK");
        await waiting;
        (await Scalar("SELECT n FROM t")).Should().Be(1m);
    }

    [Theory]
    [InlineData("SELECT * FROM t", "  ->  reads public.t")]
    [InlineData("INSERT INTO t SELECT * FROM t", "  ->  writes public.t")]
    [InlineData("CREATE TABLE u AS SELECT * FROM t", "  ->  reads public.t")]
    public async Task Explain_checks_a_statement_names_its_tables_and_pretends_no_plan(string sql, string line)
    {
        List<object?[]> plan = await Rows("EXPLAIN " + sql);

        plan[0][0].Should().Be("EmbeddedRedshift checked the statement and did not run it; it has no planner and knows no costs");
        plan.Select(r => r[0]).Should().Contain(line);
        (await Scalar("SELECT COUNT(*) FROM t")).Should().Be(0L);
        (await Scalar("SELECT COUNT(*) FROM pg_class WHERE relname = 'u'")).Should().Be(0L);
    }
}
