using System.Security.Cryptography;
using DuckDB.NET.Data;
using RedshiftIntegration.Testing.Binding;
using RedshiftIntegration.Testing.Catalogue;
using RedshiftIntegration.Testing.Engine;
using RedshiftIntegration.Testing.Functions;
using RedshiftIntegration.Testing.Statements;
using RedshiftIntegration.Testing.Syntax;
using RedshiftIntegration.Testing.Wire;

namespace RedshiftIntegration.Testing.Sessions;

/// <summary>One client's session: its transaction, settings and temporary tables, and the only way by which a statement comes to run.</summary>
internal sealed class Session : ISessionState, IDisposable
{
    private readonly Warehouse warehouse;
    private readonly DuckDBConnection connection;
    private readonly SessionSettings settings;
    private readonly SessionTransaction transaction;
    private readonly StatementPipeline pipeline;
    private readonly Interruption interruption = new();
    private Cursor? cursor;

    public Session(Warehouse warehouse, int id, User user, IReadOnlyDictionary<string, string> given)
    {
        this.warehouse = warehouse;
        Id = id;
        LoginUserId = user.Id;
        Secret = RandomNumberGenerator.GetInt32(int.MaxValue);
        connection = warehouse.Duck.OpenSession();
        Catalogue = new CatalogueSession(warehouse.Catalogue, id, user.Id);
        settings = new SessionSettings(user.Settings.SetItems(given), ApplySettings);
        ApplySettings();
        transaction = new SessionTransaction(warehouse, id, user.Id, connection, Catalogue, settings);
        pipeline = new StatementPipeline(warehouse, this, transaction, interruption);
    }

    /// <summary>Also the process id that the client sees.</summary>
    public int Id { get; }

    public int Secret { get; }

    public int LoginUserId { get; }

    public CatalogueSession Catalogue { get; }

    /// <summary>Whether somebody ended this session.</summary>
    public bool Terminated { get; private set; }

    /// <summary>Wakes the connection that waits for its client.</summary>
    public Action? Terminating { get; set; }

    public char Status => transaction.Status;

    public long LastCopyCount { get; set; }

    public long LastCopyId { get; set; }

    public long LastQueryId { get; internal set; }

    public long CurrentQueryId { get; internal set; }

    public long TransactionId => transaction.Number;

    public Cursor? Cursor
    {
        get => IsLive(cursor) ? cursor : null;
        set => cursor = value;
    }

    public string? EndedCursor => IsLive(cursor) ? null : cursor?.Name;

    /// <summary>By name; the unnamed statement of the protocol has the empty one.</summary>
    public Dictionary<string, Prepared> PreparedStatements { get; } = new(StringComparer.Ordinal);

    public string TimeZone => settings.Find("timezone")!;

    public int ExtraFloatDigits => FloatText.TryParseExtra(settings.Find(FloatText.Setting), out int extra) ? extra : 0;

    /// <summary>Whether the transaction may not write.</summary>
    public bool IsReadOnly => settings.IsReadOnly;

    /// <summary>Zero for no limit.</summary>
    public TimeSpan StatementTimeout => TimeSpan.FromMilliseconds(int.Parse(settings.Find("statement_timeout")!, System.Globalization.CultureInfo.InvariantCulture));

    public static IReadOnlyList<Statement> Parse(string text) => DriverQueries.Recognize(text) ?? [.. SqlParser.Parse(text)];

    /// <summary>Binds a statement; in a failed block only for the statements that end it.</summary>
    public Prepared Prepare(Statement statement, IReadOnlyList<SqlType?> declared)
    {
        Prepared prepared = new(statement, declared);
        try
        {
            Refresh(prepared);
        }
        catch (SqlError error)
        {
            pipeline.RecordRefusal(statement, error);
            throw;
        }

        return prepared;
    }

    /// <summary>Binds again what was bound under another state of the catalogue.</summary>
    public void Refresh(Prepared prepared)
    {
        if (prepared.IsNothing || (prepared.Bound is not null && prepared.Version == warehouse.Catalogue.Version && !Catalogue.HasChanges))
        {
            return;
        }

        bool ownChanges = Catalogue.HasChanges;
        int version = warehouse.Catalogue.Version;
        prepared.Bound = transaction.State == TransactionState.Failed
            ? BindInFailedBlock(prepared)
            : prepared.Statement.Bind(Context(prepared.Declared));
        prepared.Version = ownChanges ? null : version;
    }

    /// <summary>Runs a statement through the pipeline.</summary>
    /// <param name="prepared">From <see cref="Prepare"/>.</param>
    /// <param name="parameters">In the CLR forms of the bound parameter types.</param>
    /// <param name="alone">False when other statements belong to the same request: some statements then refuse with 25001.</param>
    /// <param name="last">Whether an implicit transaction ends with this statement, before the client hears of its success.</param>
    public StatementResult Execute(Prepared prepared, IReadOnlyList<object?> parameters, bool alone, bool last)
    {
        using Interruption.Scope scope = interruption.Begin(StatementTimeout, warehouse.Clock);
        StatementResult result = pipeline.Run(prepared, parameters, alone);
        if (last)
        {
            EndRequest();
        }

        return result;
    }

    /// <summary>Ends the implicit transaction of a request.</summary>
    public void EndRequest()
    {
        if (transaction.State == TransactionState.Implicit)
        {
            try
            {
                transaction.Commit();
            }
            catch (Exception e)
            {
                throw Explain(e);
            }
        }
    }

    /// <summary>To be called after every error that the client is told.</summary>
    public void Abort() => transaction.Abort();

    public SqlError Explain(Exception exception) => exception switch
    {
        SqlError error => error,
        OperationCanceledException when interruption.TimedOut => new SqlError("57014", "Query cancelled by statement timeout"),
        OperationCanceledException => new SqlError("57014", $"Query ({CurrentQueryId}) cancelled on user's request"),
        DuckDBException refused => ErrorMap.Translate(refused),
        _ => new SqlError("XX000", $"EmbeddedRedshift failed: {exception.GetType().Name}: {exception.Message}"),
    };

    /// <summary>Cancels the statement that runs now, if one does; from any thread.</summary>
    public void Cancel() => interruption.Cancel();

    /// <summary>Cancels what runs and lets nothing run any more; from any thread.</summary>
    public void Stop() => interruption.Stop();

    public string? Setting(string name) => name switch
    {
        "session_authorization" => Catalogue.User.Name,
        "is_superuser" => Catalogue.User.IsSuperuser ? "on" : "off",
        _ => settings.Find(name),
    };

    public IReadOnlyList<KeyValuePair<string, string>> Settings() => [.. settings.All().Select(s => KeyValuePair.Create(s.Key, Setting(s.Key)!))];

    public void ChangeSetting(string name, string? value, bool local) => settings.Change(name, value, local);

    public void ChangeUser(int? user, bool local) => settings.ChangeUser(user, local, LoginUserId);

    /// <summary>Whether the user sees another's rows in the views of history (AWS: c_visibility-of-data).</summary>
    public bool SeesLogsOf(int user) => Catalogue.User is { } own && (own.IsSuperuser || own.SeesAllLogs || own.Id == user);

    public NamedStatement? FindPrepared(string name) =>
        PreparedStatements.TryGetValue(name, out Prepared? prepared) && !prepared.IsNothing ? new NamedStatement(prepared.Statement, prepared.Declared) : null;

    public bool TryAddPrepared(string name, NamedStatement statement) => PreparedStatements.TryAdd(name, new Prepared(statement.Statement, statement.Declared));

    public bool RemovePrepared(string name) => PreparedStatements.Remove(name);

    public void ChangeIsolation(RedshiftIsolation level)
    {
        if (warehouse.SessionCount > 1)
        {
            throw new SqlError("55006", $"database \"{warehouse.Catalogue.Database}\" is being accessed by other users");
        }

        warehouse.Isolation = level;
    }

    public bool CancelOther(int processId)
    {
        Session? other = Other(processId);
        other?.Cancel();
        return other is not null;
    }

    /// <summary>A session that this one may end: of the same user, or any for a superuser; null where there is none of the number.</summary>
    public Session? Other(int processId, string mark = "")
    {
        Session? other = warehouse.FindSession(processId);
        return other is null || other.LoginUserId == Catalogue.UserId || Catalogue.User.IsSuperuser
            ? other
            : throw new SqlError("42501", mark + "must be superuser to end the sessions of other users");
    }

    /// <summary>Ends the session from outside; from any thread.</summary>
    public void Terminate()
    {
        Terminated = true;
        Stop();
        Terminating?.Invoke();
    }

    /// <summary>Rolls back and drops the temporary tables with their connection.</summary>
    public void Dispose()
    {
        transaction.Rollback();
        connection.Dispose();
        interruption.Dispose();
    }

    internal Execution Execution(IReadOnlyList<SqlType?> declared, IReadOnlyList<object?> parameters, CancellationToken cancellation) => new()
    {
        Context = Context(declared),
        Connection = connection,
        Objects = warehouse.Objects,
        Region = warehouse.Region,
        Loads = warehouse.Loads,
        Streams = warehouse.Duck.Streams,
        Clock = warehouse.Clock,
        Parameters = parameters,
        Writable = transaction.InEngine,
        Cancellation = cancellation,
        Printed = warehouse.Printed,
    };

    internal BindContext Context(IReadOnlyList<SqlType?> declared)
    {
        DateTime now = warehouse.Now();
        return new BindContext
        {
            Database = warehouse.Catalogue.Database,
            SessionId = Id,
            Catalogue = Catalogue,
            SystemRelations = warehouse.SystemRelations,
            Session = this,
            StatementTime = now,
            TransactionTime = transaction.State is TransactionState.Idle or TransactionState.Failed ? now : transaction.Start,
            DeclaredParameters = declared,
        };
    }

    private bool IsLive(Cursor? declared) => declared is not null && declared.Transaction == TransactionId;
    private void ApplySettings()
    {
        Catalogue.UserId = settings.UserId ?? LoginUserId;
        SearchPath.Apply(settings, Catalogue);
    }

    private BoundStatement BindInFailedBlock(Prepared prepared)
    {
        BoundStatement? bound = null;
        try
        {
            bound = prepared.Statement.Bind(Context(prepared.Declared));
        }
        catch (SqlError)
        {
            // Names may be gone with the block's own changes; whatever it is, it doesn't end the block.
        }

        return bound?.Effects.Transaction is TransactionVerb.Commit or TransactionVerb.Rollback ? bound : throw StatementPipeline.InFailedBlock();
    }
}
