using Npgsql;

namespace RedshiftIntegration.Testing.Tests.Statements;

/// <summary>PREPARE, EXECUTE, DEALLOCATE and EXPLAIN.</summary>
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
    public async Task A_prepared_insert_and_select_run_with_their_values()
    {
        await Run(connection, "PREPARE ins (INT, CHAR, DECIMAL(10,2)) AS INSERT INTO t VALUES ($1, $2, $3)");
        await Run(connection, "EXECUTE ins (1, 'one', 1.25)");
        await Run(connection, "EXECUTE ins (1 + 1, 'two', NULL)");
        await Run(connection, "PREPARE sel (INT) AS SELECT b FROM t WHERE a = $1");

        ((string?)await Scalar(connection, "EXECUTE sel (2)"))?.TrimEnd().Should().Be("two");
        (await Scalar("SELECT SUM(n) FROM t")).Should().Be(1.25m);
    }

    [Fact]
    public async Task Rollback_does_not_take_a_prepared_statement_back_and_deallocate_does()
    {
        await Run(connection, "BEGIN");
        await Run(connection, "PREPARE p AS SELECT 7");
        await Run(connection, "ROLLBACK");

        (await Scalar(connection, "EXECUTE p")).Should().Be(7);
        await Run(connection, "DEALLOCATE PREPARE p");
        (await Refused("EXECUTE p")).Should().Be(("26000", "prepared statement \"p\" does not exist"));
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
    [InlineData("PREPARE p (INT) AS SELECT $1, $2", "42P02")]
    [InlineData("PREPARE p AS CREATE TABLE x (a INT)", "42601")]
    [InlineData("PREPARE p AS SELECT nope FROM t", "42703")]
    [InlineData("EXECUTE nope", "26000")]
    [InlineData("DEALLOCATE nope", "26000")]
    [InlineData("DEALLOCATE ALL", "42601")]
    [InlineData("DISCARD ALL", "42601")]
    [InlineData("EXPLAIN CREATE TABLE x (a INT)", "42601")]
    [InlineData("EXPLAIN ANALYZE SELECT 1", "42601")]
    [InlineData("EXPLAIN EXPLAIN SELECT 1", "42601")]
    [InlineData("EXPLAIN SELECT nope FROM t", "42703")]
    public async Task Other_forms_are_refused(string sql, string state) => (await Refused(sql)).Item1.Should().Be(state);

    [Fact]
    public async Task A_name_is_given_once_and_the_number_of_values_counts()
    {
        await Run(connection, "PREPARE p (INT) AS SELECT $1");

        (await Refused("PREPARE p AS SELECT 1")).Should().Be(("42P05", "prepared statement \"p\" already exists"));
        (await Refused("EXECUTE p (1, 2)")).Should().Be(("42601", "wrong number of parameters for prepared statement \"p\""));
        (await Refused("EXECUTE p")).Item1.Should().Be("42601");
    }

    [Fact]
    public async Task A_prepared_statement_is_a_sessions_own()
    {
        await Run(connection, "PREPARE p AS SELECT 1");

        (await Fails(Run("EXECUTE p"))).SqlState.Should().Be("26000");
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

    private async Task<(string, string)> Refused(string sql)
    {
        PostgresException error = await Fails(Run(connection, sql));
        return (error.SqlState, error.MessageText);
    }
}
