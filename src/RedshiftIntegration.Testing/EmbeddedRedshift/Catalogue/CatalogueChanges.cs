namespace RedshiftIntegration.Testing.Catalogue;

/// <summary>What a transaction has changed so far. A null value is an object that it dropped.</summary>
internal sealed class CatalogueChanges
{
    public Dictionary<string, Schema?> Schemas { get; } = new(StringComparer.Ordinal);

    public Dictionary<uint, Relation?> Relations { get; } = [];

    public Dictionary<int, User?> Users { get; } = [];

    /// <summary>By the object's oid. They stand apart from the objects: a GRANT and an ALTER of two transactions don't overwrite each other.</summary>
    public Dictionary<uint, Acl?> Acls { get; } = [];

    public bool Any => Schemas.Count + Relations.Count + Users.Count + Acls.Count > 0;

    public void Clear()
    {
        Schemas.Clear();
        Relations.Clear();
        Users.Clear();
        Acls.Clear();
    }
}
