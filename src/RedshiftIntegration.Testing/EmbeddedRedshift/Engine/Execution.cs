using DuckDB.NET.Data;
using RedshiftIntegration.Testing.Binding;
using RedshiftIntegration.Testing.Loading;

namespace RedshiftIntegration.Testing.Engine;

/// <summary>
/// What a bound statement may use while it runs: the session's DuckDB connection, the session's catalogue view, parameters, clock, AWS, cancellation.
/// Made anew by the session for each execution. The session has a DuckDB transaction open around every run that takes a snapshot (its own for autocommit) and commits or rolls
/// back DuckDB and <see cref="Catalogue.CatalogueSession"/> together.
/// </summary>
internal sealed record Execution
{
    public required BindContext Context { get; init; }

    /// <summary>From <see cref="DuckDatabase.OpenSession"/>.</summary>
    public required DuckDBConnection Connection { get; init; }

    /// <summary>What COPY reads; null where the server has no simulated AWS.</summary>
    public IObjectSource? Objects { get; init; }

    /// <summary>The warehouse's own region; null where the server was not given one.</summary>
    public string? Region { get; init; }

    public required LoadJournal Loads { get; init; }

    /// <summary>From <see cref="DuckDatabase.Streams"/>.</summary>
    public required RowStreams Streams { get; init; }

    public required TimeProvider Clock { get; init; }

    /// <summary>Values of $1 ... in the CLR forms that <see cref="SqlType"/> names.</summary>
    public IReadOnlyList<object?> Parameters { get; init; } = [];

    /// <summary>Whether a rollback undoes what is written: only then anything may be.</summary>
    public bool Writable { get; init; } = true;

    public CancellationToken Cancellation { get; init; }

    /// <summary>Told of the rows that each text has changed; what it throws fails the statement.</summary>
    public Action<long>? Written { get; init; }

    /// <summary>Told of each text that DuckDB is given.</summary>
    public Action<string>? Printed { get; init; }
}
