using Microsoft.Data.Sqlite;
using RedshiftIntegration.Contracts;
using RedshiftIntegration.Flow;
using RedshiftIntegration.Sources.Database;

namespace RedshiftIntegration.Tests.Sources.Database;

public sealed class SqliteContractTests : SourceConnectorContract, IDisposable
{
    private readonly SqliteFile _file = new();

    private protected override ISourceConnector Connector => _file.Connector();

    private protected override ISourceConnector Unreachable =>
        new DatabaseConnector("shop", SqliteFactory.Instance, $"Data Source={Path.Combine(_file.Folder, "none", "none.db")}", TimeProvider.System);

    protected override string IntegerType => "BIGINT";

    protected override string DecimalType => "DECIMAL(12,2)";

    protected override string TimeType => "DATETIME";

    public void Dispose() => _file.Dispose();

    private protected override ISourceConnector? WithWrongPassword(string password) => null;

    protected override string Quote(string identifier) => $"\"{identifier.Replace("\"", "\"\"")}\"";

    protected override Source<Row> Table(string name) => DatabaseTable.Named("shop", name);

    protected override Source<Row> Query(string name, string sql) => DatabaseQuery.Named("shop", name, sql);

    protected override Task ExecuteAsync(string sql) => _file.ExecuteAsync(sql);

    protected override Task<DateTime> ClockAsync() => Task.FromResult(TimeProvider.System.GetUtcNow().UtcDateTime);
}
