using RedshiftIntegration.Types;

namespace RedshiftIntegration.Definition.Sources;

internal enum SourceKind
{
    MySqlTable,
    MySqlQuery,
    DatabaseTable,
    DatabaseQuery,
}

/// <summary>The cursor of an incremental source: its column, as property or as exact name, and how far the lower bound reaches back.</summary>
/// <param name="Column">The name as the definition states it.</param>
/// <param name="IsProperty">Whether the name binds loosely, as a property of the row type does.</param>
internal sealed record IncrementalCursor(string Column, bool IsProperty)
{
    public TimeSpan? LagTime { get; init; }

    public long? LagNumber { get; init; }
}

/// <summary>A condition on the source: a composite format whose holes are parameters, or raw SQL without holes.</summary>
internal sealed record SourcePredicate(string Format, bool IsRaw)
{
    /// <summary>The values of the holes: null, bool, integers, decimal, double, string, DateTime, DateTimeOffset, DateOnly, Guid, byte[].</summary>
    public EquatableList<object?> Values { get; init; }

    public bool Equals(SourcePredicate? other) =>
        other is not null
        && IsRaw == other.IsRaw
        && string.Equals(Format, other.Format, StringComparison.Ordinal)
        && Values.Count == other.Values.Count
        && Values.Zip(other.Values).All(pair => SameValue(pair.First, pair.Second));

    public override int GetHashCode() => HashCode.Combine(Format, IsRaw, Values.Count);

    private static bool SameValue(object? left, object? right) =>
        left is byte[] a && right is byte[] b ? a.AsSpan().SequenceEqual(b) : Equals(left, right);
}
