using DuckDB.NET.Data;
using RedshiftIntegration.Testing.Engine;

namespace RedshiftIntegration.Testing.Tests.Engine;

public sealed class DuckDatabaseTests
{
    [Theory]
    [InlineData("SELECT * FROM read_csv('/etc/passwd')")]
    [InlineData("COPY (SELECT 1) TO '/tmp/rsi-escape.csv'")]
    [InlineData("INSTALL httpfs")]
    [InlineData("ATTACH '/tmp/rsi-escape.db'")]
    [InlineData("SET enable_external_access = true")]
    public void The_second_fence_holds_when_the_parser_is_passed(string sql)
    {
        using var database = DuckDatabase.Open(Path.Combine(Path.GetTempPath(), "rsi-spill-none"), []);
        using var session = database.OpenSession();
        using var command = session.CreateCommand();
        command.CommandText = sql;
        command.Invoking(c => c.ExecuteNonQuery()).Should().Throw<DuckDBException>();
    }
}
