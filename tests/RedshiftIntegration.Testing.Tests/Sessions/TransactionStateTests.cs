using Npgsql;

namespace RedshiftIntegration.Testing.Tests.Sessions;

public sealed class TransactionStateTests : RedshiftTest
{
    [Fact]
    public async Task A_rollback_takes_back_rows_tables_and_settings()
    {
        await Run("CREATE TABLE t (a INTEGER)");
        await using NpgsqlConnection connection = await Connect();
        await using (NpgsqlTransaction transaction = await connection.BeginTransactionAsync(Cancel))
        {
            await Run(connection, "INSERT INTO t VALUES (1)");
            await Run(connection, "CREATE TABLE u (a INTEGER)");
            await Run(connection, "CREATE TEMP TABLE v (a INTEGER)");
            await Run(connection, "SET query_group TO 'loads'");
            await transaction.RollbackAsync(Cancel);
        }

        (await Scalar(connection, "SELECT COUNT(*) FROM t")).Should().Be(0L);
        (await Fails(Run(connection, "SELECT * FROM u"))).SqlState.Should().Be("42P01");
        (await Fails(Run(connection, "SELECT * FROM v"))).SqlState.Should().Be("42P01");
        (await Scalar(connection, "SHOW query_group")).Should().Be("default");
    }

    [Fact]
    public async Task Statements_of_one_request_are_one_transaction()
    {
        await Run("CREATE TABLE t (a INTEGER)");

        (await Fails(Run("INSERT INTO t VALUES (1); INSERT INTO t VALUES (1 / 0)"))).SqlState.Should().Be("22012");

        (await Scalar("SELECT COUNT(*) FROM t")).Should().Be(0L);
        await Run("INSERT INTO t VALUES (1); INSERT INTO t VALUES (2)");
        (await Scalar("SELECT COUNT(*) FROM t")).Should().Be(2L);
    }

    [Fact]
    public async Task A_pooled_connection_comes_back_with_its_temp_tables_and_settings()
    {
        NpgsqlConnectionStringBuilder one = new(Redshift.ConnectionString) { MaxPoolSize = 1 };
        await using NpgsqlDataSource pool = NpgsqlDataSource.Create(one);
        await using (NpgsqlConnection first = await pool.OpenConnectionAsync(Cancel))
        {
            await Run(first, "CREATE TEMP TABLE stage (a INTEGER)");
            await Run(first, "SET query_group TO 'loads'");
            await Run(first, "BEGIN");
            await Run(first, "INSERT INTO stage VALUES (1)");
        }

        await using NpgsqlConnection second = await pool.OpenConnectionAsync(Cancel);
        (await Scalar(second, "SELECT COUNT(*) FROM stage")).Should().Be(0L, "the open transaction was rolled back");
        (await Scalar(second, "SHOW query_group")).Should().Be("loads");
    }

    [Fact]
    public async Task The_end_of_a_connection_drops_its_temp_tables_and_its_open_transaction()
    {
        NpgsqlConnectionStringBuilder unpooled = new(Redshift.ConnectionString) { Pooling = false };
        await Run("CREATE TABLE t (a INTEGER)");
        await using (NpgsqlConnection connection = new(unpooled.ConnectionString))
        {
            await connection.OpenAsync(Cancel);
            await Run(connection, "CREATE TEMP TABLE stage (a INTEGER)");
            await Run(connection, "BEGIN");
            await Run(connection, "INSERT INTO t VALUES (1)");
        }

        (await Scalar("SELECT COUNT(*) FROM t")).Should().Be(0L);
        (await Fails(Run("SELECT * FROM stage"))).SqlState.Should().Be("42P01");
        await Run("LOCK t");
    }

    [Fact]
    public async Task An_error_says_where_it_is()
    {
        PostgresException error = await Fails(Run("SELECT 1,\n  nowhere FROM missing"));
        error.SqlState.Should().Be("42P01");

        error = await Fails(Run("SELEC 1"));

        error.SqlState.Should().Be("42601");
        error.Position.Should().Be(1);
        error.Severity.Should().Be("ERROR");
    }

    [Fact]
    public async Task The_history_shows_what_ran_and_how_it_ended()
    {
        await Run("CREATE TABLE t (a INTEGER)");
        await Fails(Run("SELECT 1 / 0"));

        List<object?[]> rows = await Rows("SELECT TRIM(status), TRIM(query_type), TRIM(query_text) FROM sys_query_history ORDER BY query_id");

        rows[0].Should().Equal("success", "DDL", "CREATE TABLE t (a INTEGER)");
        rows[1].Should().Equal("failed", "SELECT", "SELECT 1 / 0");
        Redshift.Statements.Should().StartWith(["CREATE TABLE t (a INTEGER)", "SELECT 1 / 0"]);
    }
}
