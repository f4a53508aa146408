using RedshiftIntegration.Types;

namespace RedshiftIntegration;

/// <summary>What a map says of one field beyond its names.</summary>
/// <example><code>.Field(o => o.Email, "email_sha256", f => f.Through(Transform.Sha256).Pii())</code></example>
public sealed record FieldMapping
{
    internal FieldMapping()
    {
    }

    internal RedshiftType? Type { get; private init; }

    internal EquatableList<Transform> Transforms { get; private init; }

    internal bool IsPii { get; private init; }

    internal OverflowPolicy? Overflow { get; private init; }

    /// <summary>The type of the target column. Default: the narrowest type that holds every value of the source's type.</summary>
    /// <param name="type">The type after the transforms, if there are any.</param>
    public FieldMapping As(RedshiftType type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return this with { Type = type };
    }

    /// <summary>Sends the value through <paramref name="transform"/>, after those that were named before.</summary>
    public FieldMapping Through(Transform transform)
    {
        ArgumentNullException.ThrowIfNull(transform);
        return this with { Transforms = Transforms.Add(transform) };
    }

    /// <summary>Marks personal data: values are masked in every message and record, and hashes are keyed.</summary>
    public FieldMapping Pii() => this with { IsPii = true };

    /// <summary>What becomes of a value that the column can't take. Default: the pipeline's policy.</summary>
    /// <param name="policy">It wins over the pipeline's; the limits of a quarantine then count this column's rows alone.</param>
    public FieldMapping OnOverflow(OverflowPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return this with { Overflow = policy };
    }
}
