using DuckDB.NET.Data;
using RedshiftIntegration.Contracts;
using RedshiftIntegration.Flow;
using RedshiftIntegration.Sources.Database;

namespace RedshiftIntegration.Integration.Tests.Sources;

/// <summary>A provider without a dialect of its own; DuckDB stands for all of them.</summary>
public sealed class OtherProviderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("rsi-other-").FullName;

    private string ConnectionString => $"Data Source={Path.Combine(_folder, "legacy.db")}";

    private DatabaseConnector Connector => new("legacy", DuckDBClientFactory.Instance, ConnectionString, TimeProvider.System);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Without_a_stated_type_a_column_is_a_problem_that_says_so()
    {
        await ExecuteAsync("CREATE TABLE t (id BIGINT, total DECIMAL(12,2))");
        SourceTable table = await Connector.DescribeAsync(DatabaseTable.Named("legacy", "t"), CancellationToken.None);
        Problem? problem = Connector.Resolve(table.Columns[1], null, null).Problem;
        problem!.Id.Should().Be("RSI2013");
        problem.Remedy.Should().Contain("As(");
        Connector.Resolve(table.Columns[0], null, "Int64").Type.Should().Be(RedshiftType.BigInt);
        Connector.Resolve(table.Columns[1], null, "Decimal").Problem.Should().NotBeNull("a decimal property does not tell its digits");
    }

    [Fact]
    public async Task With_stated_types_rows_are_read_from_where_the_watermark_ends()
    {
        await ExecuteAsync("CREATE TABLE t (id BIGINT, total DECIMAL(12,2), name VARCHAR, changed TIMESTAMP)");
        await ExecuteAsync("INSERT INTO t VALUES (1, 1.50, 'é', '2026-01-01 00:00:00'), (2, -2.25, NULL, '2026-01-02 00:00:00.000001')");
        Source<Row> source = DatabaseTable.Named("legacy", "t").Where($"id > {0}");
        ResolvedCursor cursor = new() { SourceColumn = "changed", StageColumn = "changed", Kind = CursorKind.Timestamp };
        ResolvedMapping mapping = await SourceReading.MappingAsync(
            Connector, source, cursor: cursor,
            asked: [("id", RedshiftType.BigInt), ("total", RedshiftType.Decimal(12, 2)), ("name", RedshiftType.Varchar(10)), ("changed", RedshiftType.Timestamp)]);
        await using ISourceRead read = await Connector.OpenAsync(SourceReading.Request(source, mapping, "2026-01-02 00:00:00.000000"), CancellationToken.None);
        SourceReading.Rows(read, mapping).Should().BeEquivalentTo(new string?[][] { ["2", "-2.25", null, "2026-01-02 00:00:00.000001"] });
        read.UpperBound.Should().Be("2026-01-02 00:00:00.000001");
    }

    private async Task ExecuteAsync(string sql)
    {
        await using DuckDBConnection connection = new(ConnectionString);
        await connection.OpenAsync();
        await using DuckDBCommand command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
