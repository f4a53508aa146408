using System.Collections.Immutable;

namespace RedshiftIntegration.Testing.Sessions;

/// <summary>One row of SYS_QUERY_HISTORY.</summary>
internal sealed record QueryRecord
{
    public required long QueryId { get; init; }

    public required int SessionId { get; init; }

    public required int UserId { get; init; }

    public required long TransactionId { get; init; }

    public required string Text { get; init; }

    public string User { get; init; } = "";

    public string? Step { get; init; }

    public string? SqlState { get; init; }

    public required DateTime Start { get; init; }

    public DateTime End { get; init; }

    /// <summary>running, success, failed or canceled.</summary>
    public string Status { get; init; } = "running";

    public string QueryType { get; init; } = "OTHER";

    public string ErrorMessage { get; init; } = "";

    public long ReturnedRows { get; init; }
}

/// <summary>What all sessions of a server ran, in the order of starting; a rollback takes nothing back.</summary>
internal sealed class QueryHistory
{
    private const long FirstQueryId = 1000;
    private readonly Lock gate = new();
    private readonly List<QueryRecord> records = [];

    public ImmutableArray<string> Texts
    {
        get
        {
            lock (gate)
            {
                return [.. records.Select(r => r.Text)];
            }
        }
    }

    public IReadOnlyList<QueryRecord> Snapshot()
    {
        lock (gate)
        {
            return [.. records];
        }
    }

    /// <summary>Adds the record under the next query_id and returns it with that number.</summary>
    public QueryRecord Start(QueryRecord record)
    {
        lock (gate)
        {
            QueryRecord numbered = record with { QueryId = FirstQueryId + records.Count };
            records.Add(numbered);
            return numbered;
        }
    }

    /// <summary>The transaction that a running statement has opened by itself.</summary>
    public void Opened(long queryId, long transaction)
    {
        lock (gate)
        {
            records[Index(queryId)] = records[Index(queryId)] with { TransactionId = transaction };
        }
    }

    /// <summary>What a statement ended with; it keeps the transaction that it has opened.</summary>
    public void End(QueryRecord record)
    {
        lock (gate)
        {
            records[Index(record.QueryId)] = record with { TransactionId = records[Index(record.QueryId)].TransactionId };
        }
    }

    private static int Index(long queryId) => (int)(queryId - FirstQueryId);
}
