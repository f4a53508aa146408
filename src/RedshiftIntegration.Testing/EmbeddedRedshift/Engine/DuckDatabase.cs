using DuckDB.NET.Data;

namespace RedshiftIntegration.Testing.Engine;

/// <summary>One DuckDB database per server, closed to files and network but for the folders that it is told of; one connection per session.</summary>
internal sealed class DuckDatabase : IDisposable
{
    private readonly DuckDBConnection root;
    private readonly bool inFile;

    private DuckDatabase(DuckDBConnection root, bool inFile)
    {
        this.root = root;
        this.inFile = inFile;
    }

    /// <summary>Opens an empty database.</summary>
    /// <param name="spillFolder">Where DuckDB may write what doesn't fit into memory; the caller deletes it.</param>
    /// <param name="readableFolders">Folders whose files COPY may read.</param>
    /// <param name="file">The file that holds the tables, not there yet; null for memory.</param>
    public static DuckDatabase Open(string spillFolder, IReadOnlyList<string> readableFolders, string? file = null)
    {
        var connection = new DuckDBConnection($"Data Source={file ?? ":memory:"}");
        connection.Open();
        var database = new DuckDatabase(connection, file is not null);
        EngineFunctions.Register(connection);
        database.Streams.Register(connection);
        DuckCommands.Execute(connection, $"SET temp_directory = {Printer.Text(spillFolder)}");
        foreach (var setting in Settings(readableFolders))
        {
            DuckCommands.Execute(connection, setting);
        }

        return database;
    }

    /// <summary>The connection on which the server registers its table functions; all sessions see them.</summary>
    public DuckDBConnection Root => root;

    /// <summary>Rows that a statement makes while DuckDB reads them.</summary>
    public RowStreams Streams { get; } = new();

    public DuckDBConnection OpenSession()
    {
        // Connections to one file share its database; one in memory has to be asked for another.
        var session = inFile ? new DuckDBConnection(root.ConnectionString) : root.Duplicate();
        session.Open();
        return session;
    }

    public void Dispose() => root.Dispose();

    private static IEnumerable<DuckSql> Settings(IReadOnlyList<string> readableFolders)
    {
        // With more, each session's thread spins while another works, and tests start many servers at once on few cores.
        yield return $"SET threads = 1";
        yield return $"SET TimeZone = 'UTC'";
        // The file of a server isn't opened again: nothing has to be written when it is closed.
        yield return $"PRAGMA disable_checkpoint_on_shutdown";
        yield return $"SET preserve_insertion_order = true";
        // Else DuckDB's transaction begins with its first touch of a table, and a commit between BEGIN and that touch would be seen.
        yield return $"SET immediate_transaction_mode = true";
        // The defaults would fetch extensions from the network.
        yield return $"SET autoload_known_extensions = false";
        yield return $"SET autoinstall_known_extensions = false";
        yield return $"SET allowed_directories = [{DuckSql.List(readableFolders, Printer.Text)}]";
        yield return $"SET enable_external_access = false";
        yield return $"SET lock_configuration = true";
    }
}
