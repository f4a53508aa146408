using System.Collections.Immutable;
using System.Data.Common;
using System.Globalization;
using RedshiftIntegration.Testing.Sessions;
using RedshiftIntegration.Testing.Wire;

namespace RedshiftIntegration.Testing;

/// <summary>
/// A strict double of Amazon Redshift in this process: PostgreSQL's wire protocol on a free port of the loopback interface, for Npgsql, psql and other
/// clients. What it doesn't know it refuses with SQLSTATE 0A000.
/// </summary>
/// <example>
/// <code>
/// await using EmbeddedRedshift redshift = await EmbeddedRedshift.StartAsync();
/// await using NpgsqlConnection connection = new(redshift.ConnectionString);
/// </code>
/// </example>
public sealed class EmbeddedRedshift : IAsyncDisposable
{
    private readonly Warehouse warehouse;
    private readonly Listener listener;
    private readonly DirectoryInfo folder;
    private int disposed;

    private EmbeddedRedshift(Warehouse warehouse, Listener listener, string password, DirectoryInfo folder)
    {
        this.warehouse = warehouse;
        this.listener = listener;
        this.folder = folder;
        ConnectionString = ConnectionStringFor(Account.UserName, password);
    }

    /// <summary>For Npgsql, as the superuser <c>awsuser</c> with the random password of this server.</summary>
    public string ConnectionString { get; }

    /// <summary>Makes statements wait, fail or lose their connection.</summary>
    public RedshiftFaults Faults => warehouse.Faults;

    /// <summary>The text of every statement that any session has sent and that could be parsed, in the order of arrival, failed ones included; passwords and keys are masked.</summary>
    public ImmutableArray<string> Statements => warehouse.History.Texts;

    /// <summary>The same statements with their session, step and outcome.</summary>
    public ImmutableArray<LoggedStatement> StatementLog => [.. warehouse.History.Snapshot().Select(q => new LoggedStatement(q))];

    /// <summary>What the sessions share, for tests of the double itself.</summary>
    internal Warehouse Warehouse => warehouse;

    internal Listener Listener => listener;

    /// <summary>Starts a server with an empty database.</summary>
    /// <param name="options">Null for the defaults.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <returns>The server; dispose it to end its connections and delete its files.</returns>
    public static Task<EmbeddedRedshift> StartAsync(EmbeddedRedshiftOptions? options = null, CancellationToken cancellationToken = default) =>
        Task.Run(() => Start(options ?? new EmbeddedRedshiftOptions()), cancellationToken);

    /// <summary>The connection string of a user that <c>CREATE USER</c> made; nothing is checked before it is used.</summary>
    /// <param name="user">The user's name.</param>
    /// <param name="password">The password that the user was given.</param>
    /// <returns>For Npgsql, with everything but the user as in <see cref="ConnectionString"/>.</returns>
    /// <example>
    /// <code>
    /// await admin.ExecuteAsync("CREATE USER analyst PASSWORD 'Secret123'");
    /// await using NpgsqlConnection connection = new(redshift.ConnectionStringFor("analyst", "Secret123"));
    /// </code>
    /// </example>
    public string ConnectionStringFor(string user, string password)
    {
        DbConnectionStringBuilder builder = new()
        {
            ["Host"] = "127.0.0.1",
            ["Port"] = listener.Port.ToString(CultureInfo.InvariantCulture),
            ["Username"] = user,
            ["Password"] = password,
            ["Database"] = Account.Database,
            ["Server Compatibility Mode"] = "Redshift",
            ["SSL Mode"] = "Disable",
        };
        return builder.ConnectionString;
    }

    /// <summary>Ends all connections, open transactions are rolled back, and deletes what the server wrote. May be called twice.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref disposed, 1) == 0)
        {
            await listener.DisposeAsync();
            warehouse.Dispose();
            folder.Delete(recursive: true);
        }
    }

    private static EmbeddedRedshift Start(EmbeddedRedshiftOptions options)
    {
        string parent = options.Folder ?? Path.GetTempPath();
        DirectoryInfo own = Directory.CreateDirectory(Path.Combine(parent, "embedded-redshift-" + Path.GetRandomFileName()));
        Account account = new();
        try
        {
            string? file = options.Folder is null ? null : Path.Combine(own.FullName, "tables.duckdb");
            Warehouse started = new(Account.Database, account.Owner, options.Clock ?? TimeProvider.System, own.FullName, options.Aws, options.Region, file) { Isolation = options.Isolation };
            return new EmbeddedRedshift(started, new Listener(started, new Authenticator(started, options.Authentication)), account.Password, own);
        }
        catch
        {
            own.Delete(recursive: true);
            throw;
        }
    }
}
