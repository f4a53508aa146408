using RedshiftIntegration.Types;

namespace RedshiftIntegration.Flow.Resolution;

/// <summary>
/// A type that a source's column may become when the definition asks for it with <c>As</c>. Resolution allows what these say, docs/types.md prints them.
/// </summary>
/// <param name="Kind">What may be asked for.</param>
/// <param name="Carries">What arrives.</param>
/// <param name="Refuses">Which values are refused with their key; null where every value of the source fits.</param>
internal sealed record TypeAlternative(RedshiftTypeKind Kind, string Carries, string? Refuses = null)
{
    /// <summary>The kind as DDL writes it, without sizes.</summary>
    public string Name => Kind switch
    {
        RedshiftTypeKind.DoublePrecision => "DOUBLE PRECISION",
        _ => Kind.ToString().ToUpperInvariant(),
    };
}
