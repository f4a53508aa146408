using RedshiftIntegration.Definition;
using RedshiftIntegration.Definition.Sources;
using RedshiftIntegration.Types;

namespace RedshiftIntegration;

/// <summary>Where a pipeline reads: a table or a query of a named connection.</summary>
public abstract record Source
{
    private protected Source(SourceKind kind, string connection, string name, string? sql)
    {
        Kind = kind;
        Connection = connection;
        Name = name;
        Sql = sql;
    }

    /// <summary>The connection's name, as given to <c>AddMySql</c> or <c>AddDatabase</c>.</summary>
    public string Connection { get; }

    /// <summary>The table, or the name of the query.</summary>
    public string Name { get; }

    internal SourceKind Kind { get; }

    /// <summary>The query's text, null for tables.</summary>
    internal string? Sql { get; }

    internal IncrementalCursor? Cursor { get; init; }

    internal EquatableList<SourcePredicate> Predicates { get; init; }

    /// <summary>What tells a row that the source has flagged as deleted; null where it flags none.</summary>
    internal SourcePredicate? DeletedPredicate { get; init; }

    /// <summary>What is wrong with the calls that made this source; reported by <c>To</c> with all else.</summary>
    internal EquatableList<Problem> Problems { get; init; }

    internal bool IsQuery => Sql is not null;

    /// <summary>The kind, the connection and the table or query, with cursor and conditions, on one line.</summary>
    public sealed override string ToString() => DefinitionDrawing.Source(this);
}
