using Dapper;
using Npgsql;

namespace RedshiftIntegration.Testing.Tests.Clients;

public sealed class DapperTests : RedshiftTest
{
    private sealed record Order(long Id, string? Customer, decimal? Total, DateTime? Placed, bool? Paid);

    [Fact]
    public async Task Rows_are_written_and_read_as_objects()
    {
        await using NpgsqlConnection connection = await Connect();
        await connection.ExecuteAsync("CREATE TABLE orders (id BIGINT, customer VARCHAR(40), total DECIMAL(12,2), placed TIMESTAMP, paid BOOLEAN)");
        Order[] orders = [new(1, "Zoë", 12.50m, new DateTime(2024, 2, 29, 1, 2, 3), true), new(2, null, null, null, null), new(3, "it's", -0.01m, new DateTime(1999, 12, 31), false)];

        (await connection.ExecuteAsync("INSERT INTO orders VALUES (@Id, @Customer, @Total, @Placed, @Paid)", orders)).Should().Be(3);

        (await connection.QueryAsync<Order>("SELECT * FROM orders ORDER BY id")).Should().Equal(orders);
        (await connection.QuerySingleAsync<Order>("SELECT * FROM orders WHERE customer = @name AND total < @most", new { name = "it's", most = 0m })).Should().Be(orders[2]);
        (await connection.ExecuteScalarAsync<long>("SELECT COUNT(*) FROM orders WHERE placed >= @since", new { since = new DateTime(2000, 1, 1) })).Should().Be(1);
    }

    [Fact]
    public async Task Several_results_are_read_one_after_the_other()
    {
        await using NpgsqlConnection connection = await Connect();

        await using SqlMapper.GridReader results = await connection.QueryMultipleAsync("SELECT 1; SELECT 'a' UNION ALL SELECT 'b' ORDER BY 1");

        (await results.ReadSingleAsync<int>()).Should().Be(1);
        (await results.ReadAsync<string>()).Should().Equal("a", "b");
    }
}
