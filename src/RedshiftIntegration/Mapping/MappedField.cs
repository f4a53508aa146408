using RedshiftIntegration.Types;

namespace RedshiftIntegration.Mapping;

/// <summary>One line of a map, as the definition states it: what it reads, what it is called in the target, and what happens on the way.</summary>
internal sealed record MappedField
{
    /// <summary>The column or property that is read; null for a computed column.</summary>
    public string? SourceName { get; init; }

    /// <summary>Whether <see cref="SourceName"/> is a property, which binds to its column without regard to case and underscores.</summary>
    public bool IsProperty { get; init; }

    /// <summary>The property's CLR type without namespace, for example <c>Decimal</c> or <c>Int64?</c>; null for untyped rows.</summary>
    public string? ClrType { get; init; }

    /// <summary>The target column, folded to lower case.</summary>
    public required string TargetColumn { get; init; }

    /// <summary>The type that <c>As</c> asked for; null leaves it to the source's type map.</summary>
    public RedshiftType? Type { get; init; }

    /// <summary>Applied in this order to the value's canonical text.</summary>
    public EquatableList<Transform> Transforms { get; init; }

    public bool IsPii { get; init; }

    /// <summary>The column's own policy; null leaves it to the pipeline's.</summary>
    public OverflowPolicy? Overflow { get; init; }

    /// <summary>What a computed column holds; null for columns that are read.</summary>
    public Transform? Computed { get; init; }
}
