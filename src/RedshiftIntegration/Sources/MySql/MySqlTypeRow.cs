using RedshiftIntegration.Flow.Resolution;

namespace RedshiftIntegration.Sources.MySql;

/// <summary>A row of the type map.</summary>
/// <param name="DataTypes">DATA_TYPE in lower case.</param>
/// <param name="Family">How it is read.</param>
/// <param name="Default">Null where no Redshift type holds every value.</param>
/// <param name="Why">The reason of the default, or of its absence.</param>
/// <param name="Alternatives">What it may become, the default included; empty where it is not carried at all.</param>
internal sealed record MySqlTypeRow(
    string[] DataTypes,
    Func<MySqlColumnFacts, MySqlFamily> Family,
    Func<MySqlColumnFacts, RedshiftType?> Default,
    Func<MySqlColumnFacts, string> Why,
    TypeAlternative[] Alternatives)
{
    /// <summary>What happens to values that the default does not hold; of a type that is not carried, the remedy.</summary>
    public string? Limits { get; init; }
}
