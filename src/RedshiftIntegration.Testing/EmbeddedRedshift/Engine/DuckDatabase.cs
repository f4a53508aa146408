using DuckDB.NET.Data;

namespace RedshiftIntegration.Testing.Engine;

/// <summary>One DuckDB database per server, closed to files and network but for the folders that it is told of; one connection per session.</summary>
internal sealed class DuckDatabase : IDisposable
{
    private readonly DuckDBConnection root;

    private DuckDatabase(DuckDBConnection root) => this.root = root;

    /// <summary>Opens an empty database in memory.</summary>
    /// <param name="spillFolder">Where DuckDB may write what doesn't fit into memory; the caller deletes it.</param>
    /// <param name="readableFolders">Folders whose files COPY may read.</param>
    public static DuckDatabase Open(string spillFolder, IReadOnlyList<string> readableFolders)
    {
        var connection = new DuckDBConnection("Data Source=:memory:");
        connection.Open();
        var database = new DuckDatabase(connection);
        EngineFunctions.Register(connection);
        database.Streams.Register(connection);
        database.Execute($"SET temp_directory = {Printer.Text(spillFolder)}");
        foreach (var setting in Settings(readableFolders))
        {
            database.Execute(setting);
        }

        return database;
    }

    /// <summary>The connection on which the server registers its table functions; all sessions see them.</summary>
    public DuckDBConnection Root => root;

    /// <summary>Rows that a statement makes while DuckDB reads them.</summary>
    public RowStreams Streams { get; } = new();

    public DuckDBConnection OpenSession()
    {
        var session = root.Duplicate();
        session.Open();
        return session;
    }

    public void Dispose() => root.Dispose();

    private static IEnumerable<string> Settings(IReadOnlyList<string> readableFolders)
    {
        // With more, each session's thread spins while another works, and tests start many servers at once on few cores.
        yield return "SET threads = 1";
        yield return "SET TimeZone = 'UTC'";
        yield return "SET preserve_insertion_order = true";
        // The defaults would fetch extensions from the network.
        yield return "SET autoload_known_extensions = false";
        yield return "SET autoinstall_known_extensions = false";
        yield return $"SET allowed_directories = [{string.Join(", ", readableFolders.Select(f => Printer.Text(f)))}]";
        yield return "SET enable_external_access = false";
        yield return "SET lock_configuration = true";
    }

    private void Execute(string sql)
    {
        using var command = root.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
