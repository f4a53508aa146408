using Npgsql;

namespace RedshiftIntegration.Testing.Tests.Engine;

/// <summary>What fails while it runs is told in PostgreSQL's and Redshift's words.</summary>
public sealed class ErrorMapTests(ErrorMapTests.Server server) : IClassFixture<ErrorMapTests.Server>
{
    private static readonly string[] EngineWords =
        ["Error:", "Could not", "DuckDB", "INT32", "INT64", "INT128", "HUGEINT", "destination type", "Casting value", "Failed to cast", "(?s)", "engine", "System.", "Exception"];

    [Theory]
    [InlineData("SELECT a / (a - 1) FROM t", "22012", "Divide by zero")]
    [InlineData("SELECT 2147483647 + a FROM t", "22003", "Numeric data overflow (result precision)")]
    [InlineData("SELECT 9223372036854775807 + a FROM t", "22003", "Numeric data overflow (result precision)")]
    [InlineData("SELECT (a * 100000)::SMALLINT FROM t", "22003", "Numeric data overflow (result precision)")]
    [InlineData("SELECT (a * 1000)::DECIMAL(3,0) FROM t", "22003", "Numeric data overflow (result precision)")]
    [InlineData("SELECT v::INT FROM t", "22P02", "invalid input syntax for integer: \"x\"")]
    [InlineData("SELECT v::DECIMAL(5,2) FROM t", "22P02", "invalid input syntax for type numeric: \"x\"")]
    [InlineData("SELECT v::FLOAT8 FROM t", "22P02", "invalid input syntax for type double precision: \"x\"")]
    [InlineData("SELECT v::BOOLEAN FROM t", "42846", "cannot cast type character varying to boolean")]
    [InlineData("SELECT v::DATE FROM t", "22007", "\"x\"")]
    [InlineData("SELECT v::TIMESTAMP FROM t", "22007", "\"x\"")]
    [InlineData("SELECT '2024-02-30'::DATE", "22008", "date/time field value out of range: \"2024-02-30\"")]
    [InlineData("SELECT (SELECT a FROM two) FROM t", "21000", "more than one row returned by a subquery used as an expression")]
    [InlineData("SELECT v FROM t WHERE v SIMILAR TO '(' || v", "2201B", "parentheses () not balanced")]
    [InlineData("SELECT v FROM t WHERE v SIMILAR TO '[' || v", "2201B", "brackets [] not balanced")]
    [InlineData("SELECT ACOS(a + 1) FROM t", "22003", "input is out of range")]
    [InlineData("INSERT INTO t VALUES (NULL, 'x')", "XX000", "Cannot insert a NULL value into column a")]
    [InlineData("INSERT INTO t VALUES (1, 'too long')", "22001", "value too long for type character varying(5)")]
    [InlineData("INSERT INTO t SELECT a * 3000000000, v FROM t", "22003", "Numeric data overflow (result precision)")]
    public async Task A_failure_is_told_in_the_words_of_the_server(string sql, string sqlState, string message)
    {
        await using NpgsqlConnection connection = new(server.ConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using NpgsqlCommand command = new(sql, connection);
        PostgresException error = await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken));
        error.SqlState.Should().Be(sqlState);
        error.MessageText.Should().Contain(message);
        EngineWords.Where(w => $"{error.MessageText}\n{error.Detail}\n{error.Hint}".Contains(w, StringComparison.OrdinalIgnoreCase)).Should().BeEmpty();
    }

    /// <summary>A table with one row, and one with two.</summary>
    public sealed class Server : IAsyncLifetime
    {
        private EmbeddedRedshift redshift = null!;

        public string ConnectionString => new NpgsqlConnectionStringBuilder(redshift.ConnectionString) { IncludeErrorDetail = true, Pooling = false }.ToString();

        public async ValueTask InitializeAsync()
        {
            redshift = await EmbeddedRedshift.StartAsync();
            await using NpgsqlConnection connection = new(redshift.ConnectionString);
            await connection.OpenAsync();
            await using NpgsqlCommand command = new("CREATE TABLE t (a INT NOT NULL, v VARCHAR(5)); CREATE TABLE two (a INT); INSERT INTO t VALUES (1, 'x'); INSERT INTO two VALUES (1), (2)", connection);
            await command.ExecuteNonQueryAsync();
        }

        public ValueTask DisposeAsync() => redshift.DisposeAsync();
    }
}
