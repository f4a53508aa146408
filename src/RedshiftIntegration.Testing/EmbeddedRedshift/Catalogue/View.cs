using System.Collections.Immutable;
using RedshiftIntegration.Testing.Statements;

namespace RedshiftIntegration.Testing.Catalogue;

/// <summary>A view: its query runs at each use.</summary>
internal sealed record View : Relation
{
    /// <summary>Name and type of each column; empty for a late-binding view, whose columns come at use.</summary>
    public required ImmutableArray<ResultColumn> Columns { get; init; }

    /// <summary>WITH NO SCHEMA BINDING.</summary>
    public bool LateBinding { get; init; }

    /// <summary>The column list of a late-binding view.</summary>
    public ImmutableArray<string> ColumnNames { get; init; } = [];
}
