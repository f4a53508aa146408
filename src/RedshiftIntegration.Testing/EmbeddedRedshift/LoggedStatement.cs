using RedshiftIntegration.Testing.Sessions;

namespace RedshiftIntegration.Testing;

/// <summary>A statement that a session of an <see cref="EmbeddedRedshift"/> has sent, and what became of it.</summary>
public sealed record LoggedStatement
{
    internal LoggedStatement(QueryRecord record)
    {
        QueryId = record.QueryId;
        SessionId = record.SessionId;
        TransactionId = record.TransactionId;
        User = record.User;
        Step = record.Step;
        Text = record.Text;
        Status = record.Status;
        SqlState = record.SqlState;
        Error = record.ErrorMessage.Length == 0 ? null : record.ErrorMessage;
        ReturnedRows = record.ReturnedRows;
    }

    /// <summary>As in SYS_QUERY_HISTORY; in the order of arrival.</summary>
    public long QueryId { get; }

    /// <summary>The process id that the client sees.</summary>
    public int SessionId { get; }

    /// <summary>The transaction in which it arrived; 0 where none was open.</summary>
    public long TransactionId { get; }

    /// <summary>The session's user.</summary>
    public string User { get; }

    /// <summary>The step that its leading comment names; null without such a comment.</summary>
    public string? Step { get; }

    /// <summary>Its text without the semicolon; passwords and keys are masked.</summary>
    public string Text { get; }

    /// <summary><c>running</c>, <c>success</c>, <c>failed</c> or <c>canceled</c>, as in SYS_QUERY_HISTORY; a statement whose connection was dropped by a fault is <c>canceled</c>.</summary>
    public string Status { get; }

    /// <summary>The error's SQLSTATE; null without an error.</summary>
    public string? SqlState { get; }

    /// <summary>The error's message; null without an error.</summary>
    public string? Error { get; }

    /// <summary>How many rows it answered.</summary>
    public long ReturnedRows { get; }
}
