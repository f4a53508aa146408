namespace RedshiftIntegration.Testing.Catalogue;

/// <summary>A schema of the database; names are folded to lower case.</summary>
internal sealed record Schema(uint Oid, string Name, int Owner)
{
    public string? Comment { get; init; }
}
