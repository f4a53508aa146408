using System.Collections.Concurrent;
using RedshiftIntegration.Testing.Catalogue;
using RedshiftIntegration.Testing.Catalogue.SystemViews;
using RedshiftIntegration.Testing.Engine;
using RedshiftIntegration.Testing.Loading;
using RedshiftIntegration.Testing.Transactions;

namespace RedshiftIntegration.Testing.Sessions;

/// <summary>What all sessions of a server share.</summary>
internal sealed class Warehouse : IDisposable
{
    private readonly ConcurrentDictionary<int, Session> sessions = new();
    private readonly Lock opening = new();
    private int lastSession;

    public Warehouse(string database, User owner, TimeProvider clock, string spillFolder, EmbeddedAws? aws, string? region, string? file = null)
    {
        Clock = clock;
        Faults = new RedshiftFaults(clock);
        Objects = aws;
        Region = region;
        Catalogue = new DatabaseCatalogue(database, owner);
        Duck = DuckDatabase.Open(spillFolder, aws is null ? [] : [aws.Folder], file);
        SystemRelations = new SystemRelations(this);
        SystemRelations.Register(Duck.Root);
        new PrivilegeLookup(this).Register(Duck.Root);
        BackendFunctions.Register(Duck.Root, this);
    }

    public DuckDatabase Duck { get; }

    public DatabaseCatalogue Catalogue { get; }

    public SystemRelations SystemRelations { get; }

    public LockTable Locks { get; } = new();

    public TransactionRegister Transactions { get; } = new();

    public LoadJournal Loads { get; } = new();

    public QueryHistory History { get; } = new();

    public RedshiftFaults Faults { get; }

    public TimeProvider Clock { get; }

    public IObjectSource? Objects { get; }

    /// <summary>Told of each text that DuckDB is given for a client's statement, for tests of the printer.</summary>
    public Action<string>? Printed { get; set; }

    public string? Region { get; }

    /// <summary>Of the only database; changed while one session is connected alone.</summary>
    public RedshiftIsolation Isolation
    {
        get => Locks.AppendsShare ? RedshiftIsolation.Snapshot : RedshiftIsolation.Serializable;
        set => Locks.AppendsShare = value == RedshiftIsolation.Snapshot;
    }

    public int SessionCount => sessions.Count;

    public IReadOnlyCollection<Session> Sessions => [.. sessions.Values.OrderBy(s => s.Id)];

    /// <summary>UTC, cut to the microseconds that Redshift keeps.</summary>
    public DateTime Now()
    {
        DateTime now = Clock.GetUtcNow().UtcDateTime;
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
    }

    /// <summary>Refuses with 53300 what is over the user's CONNECTION LIMIT; superusers have none (AWS: r_CREATE_USER).</summary>
    /// <param name="user">Who logs in.</param>
    /// <param name="settings">What the client sets at its start, before the user's own defaults.</param>
    public Session OpenSession(User user, IReadOnlyDictionary<string, string> settings)
    {
        lock (opening)
        {
            if (!user.IsSuperuser && user.ConnectionLimit is { } limit && sessions.Values.Count(s => s.LoginUserId == user.Id) >= limit)
            {
                throw new SqlError("53300", $"too many connections for user \"{user.Name}\"");
            }

            Session session = new(this, Interlocked.Increment(ref lastSession), user, settings);
            sessions[session.Id] = session;
            return session;
        }
    }

    public Session? FindSession(int id) => sessions.GetValueOrDefault(id);

    public void CloseSession(Session session)
    {
        sessions.TryRemove(session.Id, out _);
        session.Dispose();
    }

    public void Dispose() => Duck.Dispose();
}
