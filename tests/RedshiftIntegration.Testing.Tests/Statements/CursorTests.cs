using Npgsql;

namespace RedshiftIntegration.Testing.Tests.Statements;

/// <summary>DECLARE, FETCH and CLOSE through the wire: a cursor belongs to a session's transaction.</summary>
public sealed class CursorTests : RedshiftTest
{
    private const string Numbers = "SELECT n FROM numbers ORDER BY n";
    private NpgsqlConnection connection = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Run("CREATE TABLE numbers (n INTEGER)");
        await Run("INSERT INTO numbers VALUES (1), (2), (3), (4), (5)");
        connection = await Connect();
    }

    public override async ValueTask DisposeAsync()
    {
        await connection.DisposeAsync();
        await base.DisposeAsync();
    }

    [Theory]
    [InlineData("FETCH FROM c", "1")]
    [InlineData("FETCH NEXT FROM c", "1")]
    [InlineData("FETCH FORWARD FROM c", "1")]
    [InlineData("FETCH FORWARD 2 FROM c", "1 2")]
    [InlineData("FETCH 2 IN c", "1 2")]
    [InlineData("FETCH FORWARD 99 FROM c", "1 2 3 4 5")]
    [InlineData("FETCH FORWARD ALL FROM c", "1 2 3 4 5")]
    [InlineData("FETCH ALL FROM c", "1 2 3 4 5")]
    [InlineData("FETCH FORWARD 0 FROM c", "")]
    public async Task Fetch_has_these_forms(string fetch, string rows)
    {
        await Run(connection, "BEGIN");
        await Run(connection, "DECLARE c CURSOR FOR " + Numbers);

        (await Fetch(fetch)).Should().Be(rows);
    }

    [Fact]
    public async Task Fetch_goes_on_where_it_stopped_and_forward_0_shows_the_row_again()
    {
        await Run(connection, "BEGIN");
        await Run(connection, "DECLARE c INSENSITIVE NO SCROLL CURSOR WITHOUT HOLD FOR " + Numbers);

        (await Fetch("FETCH FORWARD 2 FROM c")).Should().Be("1 2");
        (await Fetch("FETCH FORWARD 0 FROM c")).Should().Be("2");
        (await Fetch("FETCH FORWARD 3 FROM c")).Should().Be("3 4 5");
        (await Fetch("FETCH FORWARD 0 FROM c")).Should().Be("5");
        (await Fetch("FETCH FORWARD 1 FROM c")).Should().Be("");
        (await Fetch("FETCH FORWARD 0 FROM c")).Should().Be("");
    }

    [Fact]
    public async Task A_cursor_does_not_see_what_its_transaction_writes_later()
    {
        await Run(connection, "BEGIN");
        await Run(connection, "DECLARE c CURSOR FOR " + Numbers);
        await Run(connection, "DELETE FROM numbers");

        (await Fetch("FETCH ALL FROM c")).Should().Be("1 2 3 4 5");
    }

    [Fact]
    public async Task A_closed_cursor_makes_room_for_the_next()
    {
        await Run(connection, "BEGIN");
        await Run(connection, "DECLARE a CURSOR FOR SELECT 1");
        await Run(connection, "CLOSE a");
        await Run(connection, "DECLARE b CURSOR FOR " + Numbers);

        (await Fetch("FETCH FROM b")).Should().Be("1");
        (await Refused("FETCH FROM a")).Should().Be(("34000", "cursor \"a\" does not exist", 12));
    }

    [Fact]
    public async Task There_is_one_cursor_per_session()
    {
        await Run(connection, "BEGIN");
        await Run(connection, "DECLARE a CURSOR FOR SELECT 1");

        (await Refused("DECLARE b CURSOR FOR SELECT 1")).Item1.Should().Be("24000");
    }

    [Theory]
    [InlineData("COMMIT")]
    [InlineData("ROLLBACK")]
    public async Task A_cursor_ends_with_its_transaction(string end)
    {
        await Run(connection, "BEGIN");
        await Run(connection, "DECLARE c CURSOR FOR SELECT 1");
        await Run(connection, end);

        (await Refused("FETCH FROM c")).Should().Be(("XX000", "cursors can only be used within the transaction that created them.", 12));
    }

    [Fact]
    public async Task A_cursor_needs_a_transaction_block() =>
        (await Refused("DECLARE c CURSOR FOR SELECT 1")).Should().Be(("25P01", "DECLARE CURSOR may only be used in transaction blocks", 0));

    [Theory]
    [InlineData("FETCH BACKWARD 1 FROM c", "0A000")]
    [InlineData("FETCH FORWARD -1 FROM c", "0A000")]
    [InlineData("FETCH ABSOLUTE 1 FROM c", "0A000")]
    [InlineData("DECLARE c SCROLL CURSOR FOR SELECT 1", "0A000")]
    [InlineData("DECLARE c CURSOR WITH HOLD FOR SELECT 1", "0A000")]
    [InlineData("DECLARE c CURSOR FOR DELETE FROM numbers", "42601")]
    [InlineData("DECLARE c CURSOR FOR SELECT nope FROM numbers", "42703")]
    [InlineData("CLOSE c", "34000")]
    [InlineData("CLOSE ALL", "42601")]
    [InlineData("MOVE FORWARD 1 FROM c", "42601")]
    public async Task Other_forms_are_refused(string sql, string state)
    {
        await Run(connection, "BEGIN");

        (await Refused(sql)).Item1.Should().Be(state);
    }

    private async Task<string> Fetch(string sql)
    {
        await using NpgsqlCommand command = new(sql, connection);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(Cancel);
        List<int> rows = [];
        while (await reader.ReadAsync(Cancel))
        {
            rows.Add(reader.GetInt32(0));
        }

        return string.Join(' ', rows);
    }

    private async Task<(string, string, int)> Refused(string sql)
    {
        PostgresException error = await Fails(Run(connection, sql));
        return (error.SqlState, error.MessageText, error.Position);
    }
}
