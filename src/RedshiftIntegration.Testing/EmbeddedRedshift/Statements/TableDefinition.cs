using System.Collections.Immutable;
using RedshiftIntegration.Testing.Catalogue;
using RedshiftIntegration.Testing.Syntax;

namespace RedshiftIntegration.Testing.Statements;

/// <summary>CREATE TABLE as it was written.</summary>
internal sealed record TableDefinition(ObjectName Name, bool Temporary, bool IfNotExists)
{
    public ImmutableArray<ColumnDefinition> Columns { get; init; } = [];

    public ImmutableArray<ConstraintDefinition> Constraints { get; init; } = [];

    public ImmutableArray<LikeDefinition> Like { get; init; } = [];

    public DistStyle? DistStyle { get; init; }

    public string? DistKey { get; init; }

    public SortStyle? SortStyle { get; init; }

    public ImmutableArray<string> SortKey { get; init; } = [];

    /// <summary>Whether BACKUP YES or NO was given; neither means anything to the double.</summary>
    public bool Backup { get; init; }

    /// <summary>Whether ENCODE AUTO was given.</summary>
    public bool AutoEncoding { get; init; }
}

internal sealed record ColumnDefinition(string Name, TypeSyntax Type, int Position)
{
    /// <summary>NOT NULL, NULL, or neither of them.</summary>
    public bool? Nullability { get; init; }

    public bool NotNull => Nullability ?? false;

    public Expr? Default { get; init; }

    public string? DefaultText { get; init; }

    public string? Encoding { get; init; }

    public IdentityRule? Identity { get; init; }

    public bool DistKey { get; init; }

    public bool SortKey { get; init; }
}

/// <summary>Type as in pg_constraint: p, u, f.</summary>
internal sealed record ConstraintDefinition(char Type, string? Name, ImmutableArray<string> Columns, ObjectName? References, int Position)
{
    public ImmutableArray<string> ReferencedColumns { get; init; } = [];
}

internal sealed record LikeDefinition(ObjectName Table, bool Defaults);
