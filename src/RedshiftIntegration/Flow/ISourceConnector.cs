using RedshiftIntegration.Types;

namespace RedshiftIntegration.Flow;

/// <summary>A connection to a source database: describes its tables and opens reads. One per registered connection; Sources/* implement it.</summary>
internal interface ISourceConnector
{
    /// <summary>The connection's name in definitions.</summary>
    string Connection { get; }

    /// <summary>Columns and keys from the catalogue, or of the query's result.</summary>
    /// <exception cref="SourceReadException">RSI2xxx: not reachable, no permission, no such table.</exception>
    Task<SourceTable> DescribeAsync(Source source, CancellationToken cancellationToken);

    /// <summary>Whether and how a column can become <paramref name="asked"/> (null: the default): the type, or the problem.</summary>
    ColumnResolution Resolve(SourceColumn column, RedshiftType? asked, string? clrType);

    /// <summary>Opens one session with one consistent snapshot and takes the cursor's upper bound in it.</summary>
    Task<ISourceRead> OpenAsync(ExtractRequest request, CancellationToken cancellationToken);

    /// <summary>The cursor of the last of the first <paramref name="rows"/> rows of the request's range, in the cursor's order; null where the range holds none.</summary>
    Task<CursorBound?> ChunkEndAsync(ExtractRequest request, long rows, CancellationToken cancellationToken);
}

/// <summary>What the catalogue says of a source.</summary>
internal sealed record SourceTable
{
    public required EquatableList<SourceColumn> Columns { get; init; }

    /// <summary>Source columns of the primary key, in order; empty if there is none or it can't serve as a merge key.</summary>
    public EquatableList<string> PrimaryKey { get; init; }

    /// <summary>The catalogue's estimate, for the progress bar.</summary>
    public long? EstimatedRows { get; init; }

    /// <summary>Whether two statements of one read see the same rows.</summary>
    public bool HasSnapshot { get; init; } = true;

    /// <summary>A query or a view, which may compute other values each time it runs: NOW(), UUID().</summary>
    public bool IsComputed { get; init; }

    /// <summary>For the plan.</summary>
    public EquatableList<string> Notes { get; init; }
}

internal sealed record SourceColumn
{
    public required string Name { get; init; }

    /// <summary>The type as the catalogue prints it.</summary>
    public required string NativeType { get; init; }

    public bool IsNullable { get; init; } = true;

    /// <summary>Invisible columns come only when a map names them.</summary>
    public bool IsHidden { get; init; }

    /// <summary>Facts of the dialect's catalogue that its type map needs; opaque to others.</summary>
    public object? Facts { get; init; }
}

/// <summary>Either a type with its reason, or a problem.</summary>
internal sealed record ColumnResolution
{
    public RedshiftType? Type { get; init; }

    public string Why { get; init; } = string.Empty;

    public Problem? Problem { get; init; }
}
