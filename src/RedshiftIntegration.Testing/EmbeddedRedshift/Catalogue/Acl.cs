using System.Collections.Immutable;

namespace RedshiftIntegration.Testing.Catalogue;

/// <summary>Groups and roles are kinds of grantees too, when the catalogue knows them.</summary>
internal enum GranteeKind { Public, User }

/// <summary>Who privileges are granted to.</summary>
internal readonly record struct Grantee(GranteeKind Kind, int Id)
{
    public static Grantee Public => new(GranteeKind.Public, 0);

    public static Grantee Of(int user) => new(GranteeKind.User, user);
}

/// <summary>What one grantor gave one grantee on an object.</summary>
/// <param name="To">Who holds the privileges.</param>
/// <param name="By">The user that granted them.</param>
/// <param name="Held">The privileges.</param>
/// <param name="PassedOn">Those of them that were granted WITH GRANT OPTION.</param>
internal sealed record AclEntry(Grantee To, int By, Privilege Held, Privilege PassedOn);

/// <summary>
/// The grants on one object, by grantee and grantor as in PostgreSQL's aclitem[]. The owner's own privileges are an entry like others, so that an owner can
/// revoke them; an object without grants has none in the catalogue and <see cref="OfOwner"/> in force.
/// </summary>
internal sealed record Acl(ImmutableArray<AclEntry> Entries)
{
    public static Acl OfOwner(Securable kind, int owner) => new([new AclEntry(Grantee.Of(owner), owner, Privileges.All(kind), Privilege.None)]);

    /// <summary>The sum of what the identities of a user hold.</summary>
    public Privilege Held(IReadOnlyCollection<Grantee> identities) => Sum(identities, e => e.Held);

    /// <summary>What a user may grant; the owner may always, with or without an entry.</summary>
    public Privilege PassedOn(IReadOnlyCollection<Grantee> identities) => Sum(identities, e => e.PassedOn);

    public Acl Grant(Grantee to, int by, Privilege privileges, bool withGrantOption) => Change(
        to, by, e => e with { Held = e.Held | privileges, PassedOn = withGrantOption ? e.PassedOn | privileges : e.PassedOn });

    /// <summary>Takes privileges, or the option to grant them alone. Grants that others made by that option stay: see <see cref="Orphans"/>.</summary>
    public Acl Revoke(Grantee from, int by, Privilege privileges, bool optionOnly) => Change(
        from, by, e => e with { Held = optionOnly ? e.Held : e.Held & ~privileges, PassedOn = e.PassedOn & ~privileges });

    /// <summary>Entries whose grantor may no longer grant them; the owner always may.</summary>
    public IEnumerable<(AclEntry Entry, Privilege Privileges)> Orphans(int owner) =>
        from e in Entries
        where e.By != owner
        let lost = e.Held & ~PassedOn([Grantee.Of(e.By)])
        where lost != Privilege.None
        select (e, lost);

    /// <summary>ALTER ... OWNER TO: the old owner's entries and grants become the new one's.</summary>
    public Acl ChangeOwner(int old, int owner)
    {
        Acl changed = new([]);
        foreach (AclEntry e in Entries)
        {
            Grantee to = e.To == Grantee.Of(old) ? Grantee.Of(owner) : e.To;
            changed = changed.Change(to, e.By == old ? owner : e.By, c => c with { Held = c.Held | e.Held, PassedOn = c.PassedOn | e.PassedOn });
        }

        return changed;
    }

    private Privilege Sum(IReadOnlyCollection<Grantee> identities, Func<AclEntry, Privilege> of)
    {
        Privilege sum = Privilege.None;
        foreach (AclEntry entry in Entries)
        {
            sum |= identities.Contains(entry.To) ? of(entry) : Privilege.None;
        }

        return sum;
    }

    private Acl Change(Grantee to, int by, Func<AclEntry, AclEntry> change)
    {
        AclEntry? old = Entries.FirstOrDefault(e => e.To == to && e.By == by);
        AclEntry changed = change(old ?? new AclEntry(to, by, Privilege.None, Privilege.None));
        ImmutableArray<AclEntry> rest = old is null ? Entries : Entries.Remove(old);
        if (changed.Held == Privilege.None)
        {
            return new Acl(rest);
        }

        return new Acl(old is null ? Entries.Add(changed) : Entries.Replace(old, changed));
    }
}
