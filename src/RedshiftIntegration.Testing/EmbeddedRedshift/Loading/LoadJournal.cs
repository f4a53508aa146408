using System.Collections.Immutable;

namespace RedshiftIntegration.Testing.Loading;

/// <summary>One row of SYS_LOAD_ERROR_DETAIL.</summary>
internal sealed record LoadError
{
    public required long QueryId { get; init; }

    public required long TransactionId { get; init; }

    public required int SessionId { get; init; }

    public required uint TableId { get; init; }

    public required DateTime StartTime { get; init; }

    public required string FileName { get; init; }

    public long LineNumber { get; init; }

    public string ColumnName { get; init; } = "";

    public string ColumnType { get; init; } = "";

    public string ColumnLength { get; init; } = "";

    public int Position { get; init; }

    public required int ErrorCode { get; init; }

    public required string ErrorMessage { get; init; }
}

/// <summary>One row of SYS_LOAD_HISTORY.</summary>
internal sealed record LoadHistoryEntry
{
    public required long QueryId { get; init; }

    public required long TransactionId { get; init; }

    public required int SessionId { get; init; }

    /// <summary>completed or failed.</summary>
    public required string Status { get; init; }

    public required string TableName { get; init; }

    public required DateTime StartTime { get; init; }

    public required DateTime EndTime { get; init; }

    public required string DataSource { get; init; }

    public string FileFormat { get; init; } = "parquet";

    public long LoadedRows { get; init; }

    public long LoadedBytes { get; init; }

    public int SourceFileCount { get; init; }

    public long SourceFileBytes { get; init; }

    public long ErrorCount { get; init; }
}

/// <summary>What COPY leaves behind for the load views of all sessions; a rollback doesn't take it back, as on Redshift.</summary>
internal sealed class LoadJournal
{
    private readonly Lock gate = new();
    private ImmutableList<LoadError> errors = [];
    private ImmutableList<LoadHistoryEntry> history = [];

    public ImmutableList<LoadError> Errors
    {
        get
        {
            lock (gate)
            {
                return errors;
            }
        }
    }

    public ImmutableList<LoadHistoryEntry> History
    {
        get
        {
            lock (gate)
            {
                return history;
            }
        }
    }

    public void Record(LoadError error)
    {
        lock (gate)
        {
            errors = errors.Add(error);
        }
    }

    public void Record(LoadHistoryEntry entry)
    {
        lock (gate)
        {
            history = history.Add(entry);
        }
    }
}
