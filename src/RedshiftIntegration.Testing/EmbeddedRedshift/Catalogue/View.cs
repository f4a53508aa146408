using System.Collections.Immutable;
using RedshiftIntegration.Testing.Statements;

namespace RedshiftIntegration.Testing.Catalogue;

/// <summary>A view: its text is bound anew at each use.</summary>
internal sealed record View : Relation
{
    /// <summary>The query after AS, as it was written.</summary>
    public required string Query { get; init; }

    public required ImmutableArray<ResultColumn> Columns { get; init; }

    /// <summary>WITH NO SCHEMA BINDING.</summary>
    public bool LateBinding { get; init; }

    /// <summary>The relations that can't be dropped without CASCADE while the view stands.</summary>
    public ImmutableArray<uint> DependsOn { get; init; } = [];
}
