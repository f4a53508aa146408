using RedshiftIntegration.Testing.Statements;

namespace RedshiftIntegration.Testing.Binding;

/// <summary>The parts of a session that statements and functions read or set: SET values and the numbers behind pg_last_copy_count() and its kin.</summary>
internal interface ISessionState
{
    /// <summary>The value of a setting by its lower-case name; null where the server knows no such setting.</summary>
    string? Setting(string name);

    /// <summary>How many digits texts of floating-point numbers have beside their 15 or 6.</summary>
    int ExtraFloatDigits { get; }

    /// <summary>SET name TO value; null is DEFAULT (RESET). Throws <see cref="Engine.SqlError"/> for unknown names or values.</summary>
    void ChangeSetting(string name, string? value, bool local);

    /// <summary>SET SESSION AUTHORIZATION; null goes back to the user that logged in.</summary>
    void ChangeUser(int? user, bool local);

    /// <summary>The number of the user that logged in.</summary>
    int LoginUserId { get; }

    /// <summary>All settings for SHOW ALL.</summary>
    IReadOnlyList<KeyValuePair<string, string>> Settings();

    /// <summary>Rows of the session's last COPY.</summary>
    long LastCopyCount { get; set; }

    /// <summary>query_id of the session's last COPY.</summary>
    long LastCopyId { get; set; }

    /// <summary>query_id of the statement that ran last, the one being run excluded.</summary>
    long LastQueryId { get; }

    /// <summary>query_id of the statement being run.</summary>
    long CurrentQueryId { get; }

    long TransactionId { get; }

    /// <summary>The cursor that the transaction has declared and not closed.</summary>
    Cursor? Cursor { get; set; }

    /// <summary>The name of a cursor that ended with its transaction.</summary>
    string? EndedCursor { get; }

    /// <summary>A statement of PREPARE or of the protocol's Parse; both share their names.</summary>
    NamedStatement? FindPrepared(string name);

    bool TryAddPrepared(string name, NamedStatement statement);

    bool RemovePrepared(string name);

    /// <summary>ISO name of the session's time zone, UTC at first.</summary>
    string TimeZone { get; }

    /// <summary>ALTER DATABASE ... ISOLATION LEVEL; 55006 while others are connected.</summary>
    void ChangeIsolation(RedshiftIsolation level);

    /// <summary>Ends the statement that another session runs; false where there is no such session.</summary>
    bool CancelOther(int processId);
}
