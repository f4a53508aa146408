namespace RedshiftIntegration.Testing.Catalogue;

/// <summary>
/// Whether a user may do something to an object: superusers may all, owners what <see cref="Privileges.OfOwners"/> names, everybody what was granted to
/// him or to PUBLIC. The only place that decides it; the pipeline asks it for each <see cref="Need"/> of a statement.
/// </summary>
internal readonly struct AccessControl(CatalogueSession catalogue)
{
    /// <summary>The grantees whose privileges a user has; groups and roles join here.</summary>
    public static IReadOnlyCollection<Grantee> Identities(int user) => [Grantee.Of(user), Grantee.Public];

    /// <summary>Refuses with 42501 what the session's user, or the owner of a view that he reads, may not.</summary>
    public void Check(IEnumerable<Need> needs)
    {
        var user = catalogue.User;
        foreach (var need in needs)
        {
            if (need.As is { } owner ? catalogue.FindUser(owner) is not { } other || !Allows(other, need) : !Allows(user, need))
            {
                throw need.Refusal(catalogue);
            }
        }
    }

    /// <summary>USAGE on a schema; the system's schemas and the session's temporary one are open to all.</summary>
    public bool MayUse(string schema, int? user = null) => catalogue.FindSchema(schema) is not { } found
        || ((user is { } id ? catalogue.FindUser(id) : catalogue.User) is { } acting && Has(acting, Securable.Schema, found.Oid, found.Owner, Privilege.Usage));

    /// <summary>Whether the session's user owns the relation or holds any privilege on it: then the views of the catalogue show it.</summary>
    public bool Sees(Relation relation)
    {
        var user = catalogue.User;
        return user.IsSuperuser || relation.Owner == user.Id || (catalogue.FindAcl(relation.Oid)?.Held(Identities(user.Id)) ?? Privilege.None) != Privilege.None;
    }

    public bool Has(User user, Securable kind, uint oid, int owner, Privilege privileges)
    {
        var implied = owner == user.Id ? Privileges.OfOwners : Privilege.None;
        return user.IsSuperuser || (privileges & ~implied & ~Grants(kind, oid, owner).Held(Identities(user.Id))) == Privilege.None;
    }

    public bool MayGrant(User user, Securable kind, uint oid, int owner, Privilege privileges) =>
        user.IsSuperuser || owner == user.Id || (privileges & ~Grants(kind, oid, owner).PassedOn(Identities(user.Id))) == Privilege.None;

    /// <summary>The grants in force.</summary>
    public Acl Grants(Securable kind, uint oid, int owner) => catalogue.FindAcl(oid) ?? Acl.OfOwner(kind, owner);

    /// <summary>Name and owner of an object; null when it is gone: the statement itself then says so.</summary>
    public (string Name, int Owner)? Find(Securable kind, uint oid) => kind switch
    {
        Securable.Relation => catalogue.FindByOid(oid) is { } relation ? (relation.Name, relation.Owner) : null,
        Securable.Schema => catalogue.Schemas().FirstOrDefault(s => s.Oid == oid) is { } schema ? (schema.Name, schema.Owner) : null,
        _ => (catalogue.Shared.Database, DatabaseCatalogue.OwnerId),
    };

    private bool Allows(User user, Need need)
    {
        if (user.IsSuperuser)
        {
            return true;
        }

        if (need is not ObjectNeed wanted)
        {
            return false;
        }

        if (Find(wanted.Kind, wanted.Oid) is not { } found)
        {
            return true;
        }

        var control = this;
        return wanted.ToGrant ? MayGrant(user, wanted.Kind, wanted.Oid, found.Owner, wanted.Privileges)
            : wanted.AnyOf ? Privileges.Each(wanted.Privileges).Any(p => control.Has(user, wanted.Kind, wanted.Oid, found.Owner, p))
            : Has(user, wanted.Kind, wanted.Oid, found.Owner, wanted.Privileges);
    }
}
